"""Find in what the writer typed what stands in a converted block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._shared import shared
from octavo.diagnostics import Span
from octavo.model import Document, Element, Kind, Node, Note, blocks, plain

OWN = (Kind.PROSE, Kind.NOTE, Kind.CAPTION, Kind.CELL, Kind.HEADING)  # the writer's own words


Texts = tuple[tuple[Element, str], ...]


@shared
def own_text(document: Document) -> Texts:
    """Each block of the writer's own words with its text: no quotations, code or references."""
    return tuple(_own(document, titles=True))


@shared
def own_prose(document: Document) -> Texts:
    """The same without what is quoted or, as titles of works are, emphasised: both are blanks."""
    return tuple((block, unquoted(text)) for block, text in _own(document, titles=False))


def _own(document: Document, *, titles: bool) -> Iterator[tuple[Element, str]]:
    for section in document.body:
        for block in blocks(section):
            if block.kind in OWN and block.span is not None:
                yield block, "".join(_words(child, titles) for child in block.children)


def _words(node: Node, titles: bool) -> str:
    """The text of a node without what Octavo wrote: citations, references, numbers."""
    if isinstance(node, Element):
        left_out = ("code",) if titles else ("code", "em", "i")
        if set(node.attributes.get("class", "").split()) & WRITTEN or node.tag in left_out:
            return SOURCE
        return "".join(_words(child, titles) for child in node.children)
    return plain(node)


SOURCE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a note's call or a citation
QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w)|‘[^‘’]*’)*’(?!\w)"
)


def cited_text(block: Element) -> str:
    """A block's text, with one sign in the place of each note and citation."""
    return "".join(map(_cited, block.children))


def _cited(node: Node) -> str:
    if isinstance(node, Note):
        return SOURCE
    if isinstance(node, Element):
        if "citation" in node.attributes.get("class", "").split():
            return SOURCE
        return "".join(map(_cited, node.children))
    return plain(node)


def unquoted(text: str) -> str:
    """The text with its quotations blanked out, every offset unchanged."""
    return QUOTED.sub(lambda match: " " * len(match[0]), text)


WRITTEN = {"citation", "crossref", "crossrefs", "number", "label", "call"}


def matches(block: Element, text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    """What a pattern finds in a block's text, each with its place in what was typed."""
    assert block.span is not None  # own_text gives no others
    at = block.span.start
    for match in pattern.finditer(text):
        start = block.span.source.text.find(match[0], at, block.span.end)
        if start < 0:  # typed otherwise: quotation marks, dashes, markup between
            yield match[0], block.span
        else:
            at = start + len(match[0])
            yield match[0], Span(block.span.source, start, at)
