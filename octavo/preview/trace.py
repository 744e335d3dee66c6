"""Write into each block of a document where it stands in the writer's files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from octavo.diagnostics import Span
from octavo.model import Document, Element, Node, Note, notes

PLACE = "data-at"  # "02-comrades.md:12-15": file, first and last line


def traced(document: Document) -> Document:
    """The document, its blocks with the attribute `data-at`; a handed-in page never has it."""
    body = tuple(_element(section) for section in document.body)
    found = tuple(note for section in body for note in notes(section))
    return replace(document, body=body, notes=found)


def place(span: Span) -> str:
    """File and lines of a stretch, as `data-at` has them."""
    text = span.source.text
    first = text.count("\n", 0, span.start) + 1
    last = first + text.count("\n", span.start, span.start + len(span.text.rstrip()))
    return f"{span.source.path.as_posix()}:{first}-{last}"


def _element(element: Element) -> Element:
    children = tuple(_nodes(element.children))
    if element.kind is None or element.span is None:
        return replace(element, children=children)
    attributes = {**element.attributes, PLACE: place(element.span)}
    return replace(element, attributes=attributes, children=children)


def _nodes(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if isinstance(node, Element):
            yield _element(node)
        elif isinstance(node, Note):
            yield replace(node, children=tuple(_noted(block, node) for block in node.children))
        else:
            yield node


def _noted(block: Element, note: Note) -> Element:
    """A note made of a citation stands where the citation does."""
    made = _element(block)
    if made.kind is None or PLACE in made.attributes:
        return made
    return replace(made, attributes={**made.attributes, PLACE: place(note.span)})
