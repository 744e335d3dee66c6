// What all parts of the preview use.

export const $ = (id) => document.getElementById(id);
export const token = document.querySelector("meta[name=octavo-token]").content;

/** An element: `make("p", "quiet", "text", child ...)`. */
export function make(tag, kind = "", ...children) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...children);
  return made;
}

let fading;
/** Say something for a moment. */
export function tell(text) {
  $("told").textContent = text;
  $("told").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { $("told").hidden = true; }, 5000);
}

const PLACE = /^(.*):(\d+)-(\d+)$/;

/** The innermost block of a page that a place ("02-x.md:12-15", or with one line) falls into. */
export function at(page, place) {
  const wanted = PLACE.exec(place);
  if (!wanted) return null;
  let best = null, nearest = Infinity, before = null;
  for (const block of page.querySelectorAll("[data-at]")) {
    const [, path, first, last] = PLACE.exec(block.dataset.at) ?? [];
    if (path !== wanted[1]) continue;
    if (+first <= +wanted[2] && +wanted[2] <= +last && last - first < nearest) [best, nearest] = [block, last - first];
    if (+first <= +wanted[2]) before = block;
  }
  return best ?? before;
}

/** Tabs after the pattern of the ARIA Authoring Practices: arrow keys go from one to the next. */
export function tabs(list, chosen = () => {}) {
  const all = [...list.querySelectorAll("[role=tab]")];
  const choose = (tab) => {
    for (const one of all) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      $(one.getAttribute("aria-controls")).hidden = one !== tab;
    }
    chosen(tab.getAttribute("aria-controls"));
  };
  for (const tab of all) tab.addEventListener("click", () => choose(tab));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tab = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    choose(tab);
    tab.focus();
  });
}
