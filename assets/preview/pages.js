// The printed pages: pictures, exchanged one by one; a double click on one leads to the source.

import { $, make } from "/common.js";

export function pages({ open }) {
  const list = $("pages");
  let printed = null, since = null, trouble = "";
  setInterval(say, 1000);

  function say() {
    const waits = since && Date.now() / 1000 - since;
    const old = printed && ago(Date.now() / 1000 - printed.at);
    $("age").textContent = [
      printed ? `${printed.pages.length} pages, printed ${old} ago in ${printed.seconds} s` : "",
      waits !== null ? `printing the newest text … ${Math.max(0, Math.round(waits))} s` : "",
      trouble,
    ].filter(Boolean).join(" · ");
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
    waiting({ since: begun }) { since = begun; trouble = ""; say(); },
    failed({ failed }) { since = null; trouble = failed; say(); },
    shown() { say(); },
    fill(said) {
      printed = said; since = null; trouble = "";
      while (list.children.length > said.pages.length) list.lastChild.remove();
      said.pages.forEach((page, n) => {
        const figure = list.children[n] ?? list.appendChild(sheet(page));
        if (figure.page?.picture !== page.picture) {
          figure.firstChild.src = "/pictures/" + page.picture;
          figure.firstChild.width = page.width;
          figure.firstChild.height = page.height;
        }
        figure.page = page;
      });
      say();
    },
    show(place) {
      const [path, line] = [place.slice(0, place.lastIndexOf(":")), parseInt(place.slice(place.lastIndexOf(":") + 1))];
      for (const figure of list.children) {
        for (const [where] of figure.page.blocks) {
          const found = /^(.*):(\d+)-(\d+)$/.exec(where);
          if (found[1] === path && +found[2] <= line && line <= +found[3]) return figure.scrollIntoView({ block: "start" });
        }
      }
    },
  };
}

function ago(seconds) {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
