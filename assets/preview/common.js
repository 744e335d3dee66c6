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

/** Say something to who listens rather than looks. */
export function hear(text) {
  $("heard").textContent = text;
}

let fading;
/** Say something for a moment. */
export function tell(text) {
  $("told").textContent = text;
  $("told").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { $("told").hidden = true; }, 5000);
}

/** Keep a choice of the reader's for as long as the tab is open. */
export function remember(name, value) {
  try { sessionStorage.setItem(name, value); } catch { /* the browser keeps nothing: so be it */ }
}

/** What was kept under the name; "" for nothing. */
export function recall(name) {
  try { return sessionStorage.getItem(name) ?? ""; } catch { return ""; }
}

/** Where a finding or a source stands, as a place. */
export const spot = (place) => `${place.path}:${place.line}-${place.line}`;

const PLACE = /^([^]*):(\d+)-(\d+)$/;

/** A place, "02-x.md:12-15", taken apart: its file, first and last line. Null if it is none. */
export function parts(place) {
  const [, path, first, last] = PLACE.exec(place ?? "") ?? [];
  return path === undefined ? null : { path, first: +first, last: +last };
}

/** What finds the innermost block of a page that a place falls into; else the one that ends nearest
 * before it. In the text rather than among the notes: a citation stands where its note does. */
export function index(page) {
  const files = new Map();
  for (const block of page.querySelectorAll("[data-at]")) {
    const place = parts(block.dataset.at);
    if (!place) continue;
    if (!files.has(place.path)) files.set(place.path, []);
    files.get(place.path).push({ block, note: block.closest(".notes") !== null, ...place });
  }
  return (wanted) => {
    const place = parts(wanted);
    let best = null, nearest = Infinity, noted = null, before = null, end = 0;
    for (const { block, note, first, last } of files.get(place?.path) ?? []) {
      if (first > place.first) continue;
      const within = place.first <= last;
      if (within && note) noted ??= block;
      if (within && !note && last - first < nearest) [best, nearest] = [block, last - first];
      if (last > end) [before, end] = [block, last];
    }
    return best ?? noted ?? before;
  };
}

/** Tabs after the pattern of the ARIA Authoring Practices: arrow keys go from one to the next. */
export function tabs(list, chosen = () => {}) {
  const all = [...list.querySelectorAll("[role=tab]")], name = list.getAttribute("aria-label");
  const choose = (tab) => {
    for (const one of all) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      $(one.getAttribute("aria-controls")).hidden = one !== tab;
    }
    remember(name, tab.id);
    chosen(tab.getAttribute("aria-controls"));
  };
  for (const tab of all) tab.addEventListener("click", () => choose(tab));
  list.addEventListener("keydown", (event) => {
    const now = all.indexOf(document.activeElement), last = all.length - 1;
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = all[(to + all.length) % all.length];
    choose(tab);
    tab.focus();
  });
  const kept = all.find((tab) => tab.id === recall(name));
  if (kept) choose(kept);
}
