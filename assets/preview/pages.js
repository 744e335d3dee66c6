// The printed pages: pictures, exchanged one by one; a double click on one leads to the source.

import { $, hear, make, parts } from "/common.js";

export function pages({ open }) {
  const list = $("pages");
  let printed = null, since = null, trouble = "", ahead = [];
  setInterval(say, 1000);

  function say() {
    const waits = since && Date.now() / 1000 - since;
    const old = printed && ago(Date.now() / 1000 - printed.at);
    $("age").textContent = [
      printed ? `${printed.pages.length} pages, printed ${old} ago in ${printed.seconds} s` : "",
      waits !== null ? `${printing()} … ${Math.max(0, Math.round(waits))} s` : "",
      trouble,
    ].filter(Boolean).join(" · ");
  }

  // The numbers of the new pages, first and last of each run.
  function runs() {
    const found = [];
    for (const n of ahead) {
      if (found.at(-1)?.[1] === n - 1) found.at(-1)[1] = n;
      else found.push([n, n]);
    }
    return found;
  }

  function printing() {
    if (!ahead.length) return "printing the newest text";
    const said = runs().map(([first, last]) => first === last ? first : `${first}–${last}`).join(", ");
    return `${ahead.length > 1 ? `pages ${said} are` : `page ${said} is`} new, printing the rest`;
  }

  // Where a new page ends with something else than the one that it took the place of, the pages
  // behind it show a text that has moved, until all is printed.
  function age() {
    const ends = new Map(runs().map(([, last]) => [last, moved(list.children[last - 1])]));
    let old = false;
    for (const [n, figure] of [...list.children].entries()) {
      figure.classList.toggle("old", old && !ahead.includes(n + 1));
      old = ends.get(n + 1) ?? old;
    }
  }

  const moved = ({ page, whole }) => JSON.stringify(page.blocks.at(-1)) !== JSON.stringify(whole?.blocks.at(-1));

  function put(page) {
    const figure = list.children[page.number - 1] ?? list.appendChild(sheet(page));
    if (figure.page?.picture !== page.picture) {
      figure.firstChild.src = "/pictures/" + page.picture;
      figure.firstChild.width = page.width;
      figure.firstChild.height = page.height;
    }
    figure.page = page;
  }

  function sheet(page) {
    const figure = make("figure", "sheet");
    const picture = make("img");
    picture.alt = `Page ${page.number}; its text is in the view Screen`;
    figure.append(picture);
    figure.addEventListener("dblclick", (event) => {
      const box = picture.getBoundingClientRect(), now = figure.page;
      const x = (event.clientX - box.left) / box.width * now.width;
      const y = (event.clientY - box.top) / box.height * now.height;
      const block = now.blocks.find(([, left, top, width, height]) => left <= x && x <= left + width && top <= y && y <= top + height);
      if (block) open(block[0]);
    });
    return figure;
  }

  /** Bring the page that a place is printed on into sight, unless it is or must `move`; false where none is. */
  function show(place, move = true) {
    const { path, first: line } = parts(place) ?? {};
    for (const figure of list.children) {
      for (const [where, , top] of figure.page.blocks) {
        const block = parts(where);
        if (block.path !== path || line < block.first || line > block.last) continue;
        const view = $("view-print"), scale = figure.firstChild.offsetHeight / figure.page.height;
        const at = figure.offsetTop + top * scale;
        if (move || at < view.scrollTop || at > view.scrollTop + view.clientHeight) view.scrollTop = at - view.clientHeight / 3;
        return true;
      }
    }
    return false;
  }

  return {
    waiting({ since: begun }) { since = begun; trouble = ""; say(); },
    failed({ failed }) { since = null; trouble = failed; say(); },
    /** The pages at edits, before all others; the one with the newest edit comes into sight. */
    ahead(said, edited) {
      const pages = said.pages.filter((page) => page.number <= list.children.length + 1);
      pages.forEach(put);
      ahead = pages.map((page) => page.number);
      age();
      say();
      if (edited && !$("view-print").hidden) show(edited, false);
    },
    shown() { say(); },
    fill(said) {
      printed = said; since = null; trouble = ""; ahead = [];
      while (list.children.length > said.pages.length) list.lastChild.remove();
      said.pages.forEach(put);
      for (const figure of list.children) figure.whole = figure.page;
      age();
      say();
      if (!$("view-print").hidden) hear(`${said.pages.length} pages were printed`);
    },
    show,
    /** The first place on the page that the reader is at. */
    place() {
      const top = $("view-print").getBoundingClientRect().top;
      const figure = [...list.children].find((one) => one.getBoundingClientRect().bottom > top + 40);
      return figure?.page.blocks[0]?.[0];
    },
  };
}

function ago(seconds) {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
