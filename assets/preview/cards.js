// A citation shows its reference, and a note its text, on hover and on focus. The pointer may go
// to the card, to read on in it; Escape closes it (WCAG 2.2, 1.4.13).

import { $, hear } from "/common.js";

const LINGER = 250; // milliseconds in which the pointer may reach the card

export function cards(frame) {
  const card = $("card");
  let closing, shown = null;
  const close = () => { clearTimeout(closing); card.hidden = true; shown = null; };
  const leave = () => { clearTimeout(closing); closing = setTimeout(close, LINGER); };
  const stay = () => clearTimeout(closing);

  function open(link) {
    stay();
    const target = link.ownerDocument.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    if (shown !== link) fill(target.querySelector(".note-text") ?? target);
    shown = link;
    card.hidden = false;
    place(link.getBoundingClientRect(), frame.getBoundingClientRect());
  }

  function fill(target) {
    card.replaceChildren(...[...target.childNodes].map((node) => document.importNode(node, true)));
    for (const one of card.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of card.querySelectorAll("a")) one.replaceWith(...one.childNodes); // it is read, not gone on from
    card.scrollTop = 0;
  }

  function place(box, outer) {
    const below = outer.top + box.bottom + 4;
    const fits = below + card.offsetHeight < innerHeight;
    card.style.top = `${fits ? below : Math.max(8, outer.top + box.top - card.offsetHeight - 4)}px`;
    card.style.left = `${Math.max(8, Math.min(outer.left + box.left - 24, innerWidth - card.offsetWidth - 8))}px`;
  }

  const wanted = (event) => event.target.closest?.("a.cite, sup.call a, a.crossref");
  card.addEventListener("mouseenter", stay);
  card.addEventListener("mouseleave", leave);
  return {
    close,
    listen(page) {
      page.addEventListener("mouseover", (event) => { const link = wanted(event); if (link) open(link); });
      page.addEventListener("focusin", (event) => {
        const link = wanted(event);
        if (!link) return;
        open(link);
        hear(card.textContent.trim());
      });
      page.addEventListener("mouseout", (event) => { if (wanted(event)) leave(); });
      for (const kind of ["focusout", "click"]) page.addEventListener(kind, close);
      page.addEventListener("scroll", () => { // what has the focus keeps its card, at its new place
        const link = card.hidden ? null : wanted({ target: page.activeElement });
        if (link) open(link); else close();
      });
    },
  };
}
