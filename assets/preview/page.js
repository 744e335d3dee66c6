// The report's page: exchanged as the server says, without moving what the reader looks at.

import { index, recall, remember } from "/common.js";
import { fill, morph, partsOf } from "/morph.js";

/** `frame` holds the page; `exchanged` is called after each exchange. */
export function page(frame, exchanged) {
  let version = 0, parts = new Map();
  const report = () => frame.contentDocument;

  async function whole(place) {
    const page = await (await fetch("/page")).json();
    if (page.version === version) return;
    const seen = version ? reading() : kept();
    version = page.version;
    const made = parsed(page.head + page.body + "</body></html>");
    report().replaceChild(report().adoptNode(made.documentElement), report().documentElement);
    parts = partsOf(report().body);
    restore(seen);
    done(place, []);
  }

  function change(said) {
    const { at: place, frame, parts: texts } = said;
    if (said.version !== version + 1) return whole(place);
    version = said.version;
    const seen = reading(), changed = [];
    if (frame !== null) {
      changed.push(...morph(report().body, parsed("<body>" + frame).body));
      parts = partsOf(report().body);
    }
    for (const [name, text] of Object.entries(texts)) {
      const begin = parts.get(name);
      if (!begin) return again(place);
      changed.push(...fill(begin, parsed("<body>" + text).body.childNodes));
    }
    restore(seen);
    return done(place, changed);
  }

  // A template put a part where no comment can stand: into an attribute, for one.
  function again(place) {
    version = -1;
    return whole(place);
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
    const block = index(report())(place);
    if (!block) return;
    const height = frame.contentWindow.innerHeight;
    const section = (block.closest("main section, .notes li") ?? block).getBoundingClientRect();
    const near = section.top < height && section.bottom > 0;
    if (!near) block.scrollIntoView({ block: "center" });
  }

  // The first block that is not above the window. Only what is near is measured: what was never in
  // sight has not been laid out.
  function inSight(edge = "bottom") {
    const below = (one) => one.getBoundingClientRect()[edge] > 0;
    for (const outer of report().querySelectorAll("body > :not(main), main > *")) {
      if (outer.getBoundingClientRect().bottom <= 0) continue;
      const block = [...outer.querySelectorAll("[data-at], h1, p")].find(below);
      if (block) return block;
    }
    return undefined;
  }

  addEventListener("pagehide", () => {
    const { top, y, place } = reading();
    remember("reading", JSON.stringify({ top, y, place }));
  });

  return {
    whole,
    change,
    /** The place of what the reader looks at. */
    reading: () => reading().place,
    /** Bring the block of a place into sight; false where the page has none. */
    show(place) {
      const block = index(report())(place);
      if (!block) return false;
      block.scrollIntoView({ block: "center" });
      mark(block);
      return true;
    },
    /** The place that the reader is at: what is selected, has the focus, or is the first in sight. */
    place() {
      const chosen = report().getSelection(), focused = report().activeElement;
      const node = chosen?.isCollapsed === false ? chosen.anchorNode.parentElement : focused;
      return (node?.closest("[data-at]") ?? inSight("top"))?.dataset.at;
    },
  };
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function mark(block) {
  const colour = "rgb(250 204 70 / 45%)";
  block.animate([{ backgroundColor: colour }, { backgroundColor: colour, offset: 0.3 }, {}], 1800);
}
