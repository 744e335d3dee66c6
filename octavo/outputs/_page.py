"""The finished page as a tree: what outputs are made from that no browser and no printer shows.

A page is HTML, whatever template it went through, so that such an output holds what the PDF holds,
title page and notes included, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

BLOCKS = frozenset(
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
SPACE = re.compile(r"[ \t\n\r\f]+")  # what HTML takes for one space; a no-break space is none


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, and what its head says. `kind` is the class of its body."""

    body: Element
    kind: str
    language: str
    title: str
    authors: tuple[str, ...]
    keywords: str = ""
    description: str = ""


def read(html: str) -> Page:
    """The page that a template gave."""
    import tinyhtml5

    root = tinyhtml5.parse(html, namespace_html_elements=False)
    body = root.find("body")
    said = [(one.get("name", ""), one.get("content", "")) for one in root.iter("meta")]
    meta = dict(said)
    return Page(
        body=Element("body") if body is None else body,
        kind="" if body is None else body.get("class", ""),
        language=root.get("lang", ""),
        title=" ".join((root.findtext("head/title") or "").split()),
        authors=tuple(content for name, content in said if name == "author"),
        keywords=meta.get("keywords", ""),
        description=meta.get("description", ""),
    )


def nodes(element: Element) -> Iterator[str | Element]:
    """The texts and elements in an element, in order; comments are none."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def name(element: Element) -> str:
    """The element's tag, without the namespace that a drawing's has."""
    return element.tag.rpartition("}")[2]


def classes(element: Element) -> frozenset[str]:
    """The element's classes."""
    return frozenset(element.get("class", "").split())


def is_block(node: str | Element) -> bool:
    """Whether the node begins a line of its own."""
    return not isinstance(node, str) and name(node) in BLOCKS


def holds_blocks(element: Element) -> bool:
    """Whether anything in the element, however deep, begins a line of its own."""
    return any(
        isinstance(one.tag, str) and is_block(one) for one in element.iter() if one is not element
    )


def text(element: Element) -> str:
    """The element's text as read, its white space as HTML has it; notes and drawings left out."""
    return SPACE.sub(" ", "".join(_texts(element))).strip()


def _texts(element: Element) -> Iterator[str]:
    for node in nodes(element):
        if isinstance(node, str):
            yield node
        elif "note" not in classes(node) and name(node) != "svg":
            yield from _texts(node)


def note_blocks(note: Element) -> Element:
    """A note's spans as the blocks that they were before they had to fit into a paragraph."""
    renamed = Element("div")
    for child in note:
        renamed.append(_as_block(child))
    return renamed


def _as_block(span: Element) -> Element:
    kind = next((c.removeprefix("note-") for c in classes(span) if c.startswith("note-")), "")
    if kind in ("", "block"):
        return _copy(span, "p")
    block = Element(kind)
    for child in span:
        inner = _as_block(child)
        if kind in ("ul", "ol") and inner.tag == "p":
            inner.tag = "li"
        block.append(inner)
    return block


def _copy(element: Element, tag: str) -> Element:
    copy = Element(tag)
    copy.text = element.text
    copy.extend(list(element))
    return copy
