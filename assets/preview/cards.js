// A citation shows its reference, and a note its text, on hover and on focus.

import { $ } from "/common.js";

export function cards(frame) {
  const card = $("card");
  const close = () => { card.hidden = true; };
  const open = (link) => {
    const id = decodeURIComponent(link.hash.slice(1));
    const target = link.ownerDocument.getElementById(id);
    if (!target) return;
    const copy = target.querySelector(".note-text") ?? target;
    card.replaceChildren(...[...copy.childNodes].map((node) => document.importNode(node, true)));
    for (const one of card.querySelectorAll("[id]")) one.removeAttribute("id");
    card.hidden = false;
    const box = link.getBoundingClientRect(), outer = frame.getBoundingClientRect();
    const below = outer.top + box.bottom + 6;
    const fits = below + card.offsetHeight < innerHeight;
    card.style.top = `${fits ? below : Math.max(8, outer.top + box.top - card.offsetHeight - 6)}px`;
    card.style.left = `${Math.max(8, Math.min(outer.left + box.left - 24, innerWidth - card.offsetWidth - 8))}px`;
  };
  const wanted = (event) => event.target.closest?.("a.cite, sup.call a, a.crossref");
  return {
    close,
    listen(page) {
      for (const kind of ["mouseover", "focusin"]) {
        page.addEventListener(kind, (event) => { const link = wanted(event); if (link) open(link); });
      }
      for (const kind of ["mouseout", "focusout", "click"]) page.addEventListener(kind, close);
      page.addEventListener("scroll", () => { // what has the focus keeps its card, at its new place
        const link = card.hidden ? null : wanted({ target: page.activeElement });
        if (link) open(link); else close();
      });
    },
  };
}
