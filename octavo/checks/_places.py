"""Find in what the writer typed what stands in a converted block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._shared import shared
from octavo.checks._written import (
    FOREIGN_TAGS,
    LEFT_OUT,
    Places,
    Written,
    text_of,
    written,
)
from octavo.diagnostics import Span
from octavo.model import Document, Element, Kind, Node, Note, plain

OWN = (Kind.PROSE, Kind.NOTE, Kind.CAPTION, Kind.CELL, Kind.HEADING)  # the writer's own words
TEXT = (*OWN, Kind.QUOTATION)


@shared
def own_prose(document: Document) -> tuple[tuple[Written, str], ...]:
    """Each block of the writer's own words, no list of references, with its text: blanks stand
    for what is quoted in it or, as titles of works are, emphasised.
    """
    found = (
        (block, "".join(text_of(node, FOREIGN_TAGS | TITLES) for node in block.nodes))
        for block in written(document)
        if block.kind in OWN and not block.referring
    )
    return tuple((block, unquoted(text)) for block, text in found)


TITLES = frozenset(("em", "i"))  # what titles of works stand in
SOURCE = LEFT_OUT  # stands for a note's call or a citation
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


def matches(
    places: Places, block: Written, pattern: re.Pattern[str], text: str | None = None
) -> Iterator[tuple[str, Span]]:
    """What a pattern finds in a block's text, or in another of its length; each with its place."""
    for match in pattern.finditer(block.text if text is None else text):
        yield match[0], places.stretch(block, *match.span())
