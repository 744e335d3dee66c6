// Make one part of a page equal to another, touching only what differs: what is equal stays the
// very same node, with its place on the screen and whatever the reader opened in it.

const AHEAD = 12; // so many nodes are looked through for one that was only moved up

/** Make the children of `old` equal to those of `fresh`. Returns the elements whose text changed. */
export function morph(old, fresh) {
  const changed = new Set();
  children(old, fresh, changed);
  return [...changed];
}

function children(old, fresh, changed) {
  const before = [...old.childNodes], after = [...fresh.childNodes];
  const shorter = Math.min(before.length, after.length);
  let start = 0, end = 0;
  while (start < shorter && before[start].isEqualNode(after[start])) start++;
  while (end < shorter - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end++;
  const gone = before.slice(start, before.length - end);
  const next = before[before.length - end] ?? null;
  let at = 0;
  for (const node of after.slice(start, after.length - end)) {
    const twin = twinOf(node, gone, at);
    if (twin < 0) {
      const made = old.ownerDocument.importNode(node, true);
      old.insertBefore(made, gone[at] ?? next);
      if (made.textContent.trim()) changed.add(made.nodeType === Node.ELEMENT_NODE ? made : old);
    } else {
      while (at < twin) gone[at++].remove();
      become(gone[at++], node, changed);
    }
  }
  while (at < gone.length) gone[at++].remove();
}

function twinOf(node, gone, at) {
  for (let n = at; n < Math.min(at + AHEAD, gone.length); n++) if (gone[n].isEqualNode(node)) return n;
  const one = gone[at];
  const alike = one && one.nodeType === node.nodeType && one.nodeName === node.nodeName;
  return alike && (one.id ?? "") === (node.id ?? "") ? at : -1;
}

function become(node, fresh, changed) {
  if (node.isEqualNode(fresh)) return;
  if (node.nodeType !== Node.ELEMENT_NODE) {
    node.nodeValue = fresh.nodeValue;
    changed.add(node.parentElement);
    return;
  }
  for (const { name } of [...node.attributes]) if (!fresh.hasAttribute(name)) node.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  children(node, fresh, changed);
}
