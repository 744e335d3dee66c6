// Underline what findings are about, in the page itself, without changing the page.

import { index } from "/common.js";

/** Mark the place of each finding: its very words where they can be found, else its paragraph. */
export function underline(page, findings) {
  const view = page.defaultView, ranges = { error: [], warning: [] };
  const at = findings.length ? index(page) : null;
  for (const one of page.querySelectorAll("[data-octavo-fault]")) one.removeAttribute("data-octavo-fault");
  for (const finding of findings) {
    const place = finding.place;
    const block = place && at(`${place.path}:${place.line}-${place.line}`);
    if (!block) continue;
    const range = find(page, block, place.text);
    if (range) ranges[finding.severity].push(range);
    else block.dataset.octavoFault = finding.severity;
  }
  if (!view?.CSS?.highlights) return;
  for (const [severity, found] of Object.entries(ranges)) highlight(view, "octavo-" + severity, found);
  if (!page.adoptedStyleSheets.length) style(page); // once: the browser then styles the whole page anew
}

function highlight(view, name, ranges) {
  if (ranges.length || view.CSS.highlights.get(name)?.size !== 0) view.CSS.highlights.set(name, new view.Highlight(...ranges));
}

function style(page) {
  const sheet = new page.defaultView.CSSStyleSheet();
  sheet.replaceSync(`
    ::highlight(octavo-error) { text-decoration: underline wavy #c62828 2px; background-color: rgb(198 40 40 / 12%) }
    ::highlight(octavo-warning) { text-decoration: underline wavy #b26a00 1.5px }
    [data-octavo-fault] { box-shadow: -0.6rem 0 0 -0.4rem #b26a00 }
    [data-octavo-fault=error] { box-shadow: -0.6rem 0 0 -0.4rem #c62828 }
    @media print { ::highlight(octavo-error), ::highlight(octavo-warning) { text-decoration: none; background: none } }`);
  page.adoptedStyleSheets = [sheet];
}

// The words within the block, whatever is between them: notes' numbers, emphasis, line breaks.
function find(page, block, text) {
  const wanted = plain(text);
  if (!wanted) return null;
  const letters = [];
  const walker = page.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("sup.call")) continue;
    for (let n = 0; n < node.data.length; n++) {
      const letter = plain(node.data[n]);
      if (letter) letters.push([letter, node, n]);
    }
  }
  const start = letters.map(([letter]) => letter).join("").indexOf(wanted);
  if (start < 0) return null;
  const range = page.createRange();
  range.setStart(letters[start][1], letters[start][2]);
  const [, node, n] = letters[start + wanted.length - 1];
  range.setEnd(node, n + 1);
  return range;
}

const plain = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
