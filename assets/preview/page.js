// The report's page: exchanged as the server says, without moving what the reader looks at.

import { at, recall, remember } from "/common.js";
import { morph } from "/morph.js";

/** `frame` holds the page; `exchanged` is called after each exchange. */
export function page(frame, exchanged) {
  let version = 0, head = "", body = "";
  const report = () => frame.contentDocument;

  async function whole(place) {
    const page = await (await fetch("/page")).json();
    if (page.version === version) return;
    const same = head === page.head, first = !version;
    ({ version, head, body } = page);
    if (same) return put(place);
    const seen = first ? kept() : reading();
    const made = new DOMParser().parseFromString(head + body + "</body></html>", "text/html");
    const root = report().documentElement;
    report().replaceChild(report().adoptNode(made.documentElement), root);
    restore(seen);
    done(place, []);
  }

  function put(place) {
    const made = new DOMParser().parseFromString("<body>" + body, "text/html");
    const seen = reading();
    const changed = morph(report().body, made.body);
    restore(seen);
    done(place, changed);
  }

  function done(place, changed) {
    const marked = new Set(changed.map((one) => one.closest?.("[data-at]") ?? one));
    if (place) follow(place);
    for (const block of marked) mark(block);
    exchanged();
  }

  // What the reader looks at must not move, whatever grows or shrinks above it.
  function reading() {
    const first = inSight();
    return { first, top: first?.getBoundingClientRect().top, y: frame.contentWindow.scrollY, place: first?.dataset.at };
  }

  function restore({ first, top, y, place }) {
    const view = frame.contentWindow;
    let now = first?.isConnected && first.ownerDocument === report() ? first : null;
    if (!now && place) now = report().querySelector(`[data-at="${CSS.escape(place)}"]`);
    if (now) view.scrollBy(0, now.getBoundingClientRect().top - top);
    else view.scrollTo(0, y);
  }

  /** Where the reader was when this tab was loaded anew. */
  function kept() {
    try { return JSON.parse(recall("reading")); } catch { return { y: 0 }; }
  }

  // An edit in what is in sight leaves the page where it is; one elsewhere brings it there.
  function follow(place) {
    const block = at(report(), place);
    if (!block) return;
    const height = frame.contentWindow.innerHeight;
    const section = (block.closest("main section, .notes li") ?? block).getBoundingClientRect();
    const near = section.top < height && section.bottom > 0;
    if (!near) block.scrollIntoView({ block: "center" });
  }

  function inSight() {
    const blocks = [...report().querySelectorAll("[data-at], h1, p")];
    return blocks.find((one) => one.getBoundingClientRect().bottom > 0);
  }

  addEventListener("pagehide", () => {
    const { top, y, place } = reading();
    remember("reading", JSON.stringify({ top, y, place }));
  });

  return {
    whole,
    change(said) {
      if (said.version !== version + 1) return whole(said.at);
      version = said.version;
      body = body.slice(0, said.start) + said.text + body.slice(said.end);
      return put(said.at);
    },
    /** Bring the block of a place into sight; false where the page has none. */
    show(place) {
      const block = at(report(), place);
      if (!block) return false;
      block.scrollIntoView({ block: "center" });
      mark(block);
      return true;
    },
    /** The place that the reader is at: what is selected, has the focus, or is the first in sight. */
    place() {
      const chosen = report().getSelection(), focused = report().activeElement;
      const node = chosen?.isCollapsed === false ? chosen.anchorNode.parentElement : focused;
      const block = node?.closest("[data-at]") ?? [...report().querySelectorAll("[data-at]")].find((one) => one.getBoundingClientRect().top >= 0);
      return block?.dataset.at;
    },
  };
}

function mark(block) {
  const colour = "rgb(250 204 70 / 45%)";
  block.animate([{ backgroundColor: colour }, { backgroundColor: colour, offset: 0.3 }, {}], 1800);
}
