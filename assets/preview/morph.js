// Make one part of a page equal to another, touching only what differs: what is equal stays the
// very same node, with its place on the screen and whatever the reader opened in it.
//
// Between two comments, <!--[name]--> and <!--[]-->, stands a part of the page. It is exchanged by
// itself; where the frame around the parts changes, what a part holds goes along with its comments.

const AHEAD = 12; // so many nodes are looked through for one that was only moved up
const NAME = /^\[(.+)\]$/;

/** The name of the part that a comment begins; "" for all other nodes. */
function begins(node) {
  return node.nodeType === Node.COMMENT_NODE ? NAME.exec(node.data)?.[1] ?? "" : "";
}

const ends = (node) => node.nodeType === Node.COMMENT_NODE && node.data === "[]";

/** The comments that begin the parts of a page, by the parts' names. */
export function partsOf(root) {
  const found = new Map(), walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) {
    const name = begins(walker.currentNode);
    if (name) found.set(name, walker.currentNode);
  }
  return found;
}

/** Make a part of a page equal to the nodes given. Returns the elements whose text changed. */
export function fill(begin, fresh) {
  const before = [], changed = new Set();
  let node = begin.nextSibling;
  while (!ends(node)) { before.push(node); node = node.nextSibling; }
  exchange(begin.parentNode, before, [...fresh], node, changed);
  return [...changed];
}

/** Make the frame of `old` that of `fresh`. Returns the elements whose text changed. */
export function morph(old, fresh) {
  const changed = new Set();
  children(old, fresh, changed);
  return [...changed];
}

function children(old, fresh, changed) {
  exchange(old, units(old), [...fresh.childNodes].filter((node) => !ends(node)), null, changed);
}

// The nodes below another one; a part is but one of them: the comment that begins it.
function units(parent) {
  const found = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    found.push(node);
    if (begins(node)) while (!ends(node)) node = node.nextSibling;
  }
  return found;
}

// All of a unit: a node, or a part with its comments and what it holds.
function whole(unit) {
  const nodes = [unit];
  if (begins(unit)) while (!ends(nodes.at(-1))) nodes.push(nodes.at(-1).nextSibling);
  return nodes;
}

const remove = (unit) => { for (const node of whole(unit)) node.remove(); };

function exchange(parent, before, after, next, changed) {
  const shorter = Math.min(before.length, after.length);
  let start = 0, end = 0;
  while (start < shorter && same(before[start], after[start])) start++;
  while (end < shorter - start && same(before.at(-1 - end), after.at(-1 - end))) end++;
  const gone = before.slice(start, before.length - end);
  next = before[before.length - end] ?? next;
  let at = 0;
  for (const node of after.slice(start, after.length - end)) {
    const twin = twinOf(node, gone, at);
    if (twin < 0) {
      const made = parent.ownerDocument.importNode(node, true);
      parent.insertBefore(made, gone[at] ?? next);
      if (begins(node)) parent.insertBefore(parent.ownerDocument.createComment("[]"), gone[at] ?? next);
      if (made.textContent.trim()) changed.add(made.nodeType === Node.ELEMENT_NODE ? made : parent);
    } else {
      while (at < twin) remove(gone[at++]);
      become(gone[at++], node, changed);
    }
  }
  while (at < gone.length) remove(gone[at++]);
}

// What holds parts never is equal to a frame: then it is gone into, which changes nothing.
const same = (one, two) => one.isEqualNode(two);

function twinOf(node, gone, at) {
  for (let n = at; n < Math.min(at + AHEAD, gone.length); n++) if (same(gone[n], node)) return n;
  const one = gone[at];
  const alike = one && one.nodeType === node.nodeType && one.nodeName === node.nodeName && !begins(one) && !begins(node);
  return alike && (one.id ?? "") === (node.id ?? "") ? at : -1;
}

function become(node, fresh, changed) {
  if (same(node, fresh)) return;
  if (node.nodeType !== Node.ELEMENT_NODE) {
    node.nodeValue = fresh.nodeValue;
    if (node.nodeType === Node.TEXT_NODE) changed.add(node.parentElement);
    return;
  }
  for (const { name } of [...node.attributes]) if (!fresh.hasAttribute(name)) node.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  children(node, fresh, changed);
}
