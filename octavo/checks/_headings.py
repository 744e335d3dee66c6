"""The headings of a report, with level, text and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.diagnostics import Span
from octavo.model import Document, Element, Kind, blocks, plain


@dataclass(frozen=True, slots=True)
class Title:
    """A heading: its level from 1, its text without number and notes, its place."""

    level: int
    text: str
    place: Span


def titles(document: Document) -> Iterator[Title]:
    """All headings in order."""
    for section in document.body:
        for block in blocks(section):
            level = re.fullmatch(r"h([1-6])", block.tag)
            if block.kind is Kind.HEADING and level and block.span:
                yield Title(int(level[1]), _text(block), block.span)


def _text(block: Element) -> str:
    own = [c for c in block.children if not _is_number(c)]
    return " ".join("".join(plain(child) for child in own).split())


def _is_number(node: object) -> bool:
    return isinstance(node, Element) and node.attributes.get("class") == "number"
