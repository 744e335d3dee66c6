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

  function printing() {
    if (!ahead.length) return "printing the newest text";
    return `${ahead.length > 1 ? `pages ${ahead[0]} to ${ahead.at(-1)} are` : `page ${ahead[0]} is`} new, printing the rest`;
  }

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
    picture.alt = `Page ${page.number}`;
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

  return {
    waiting({ since: begun }) { since = begun; trouble = ""; ahead = []; say(); },
    failed({ failed }) { since = null; trouble = failed; say(); },
    /** A page at the edit, before all others. */
    ahead(page) {
      if (page.number > list.children.length + 1) return;
      put(page);
      ahead.push(page.number);
      say();
    },
    shown() { say(); },
    fill(said) {
      printed = said; since = null; trouble = ""; ahead = [];
      while (list.children.length > said.pages.length) list.lastChild.remove();
      said.pages.forEach(put);
      say();
      if (!$("view-print").hidden) hear(`${said.pages.length} pages were printed`);
    },
    /** Bring the page that a place is printed on into sight; false where none is. */
    show(place) {
      const { path, first: line } = parts(place);
      for (const figure of list.children) {
        for (const [where, , top] of figure.page.blocks) {
          const block = parts(where);
          if (block.path !== path || line < block.first || line > block.last) continue;
          const scale = figure.firstChild.offsetHeight / figure.page.height;
          $("view-print").scrollTop = figure.offsetTop + top * scale - $("view-print").clientHeight / 3;
          return true;
        }
      }
      return false;
    },
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
