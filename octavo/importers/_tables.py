"""Write a table of a .docx as a pipe table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from octavo.importers import _markdown
from octavo.importers._draft import Text, joined
from octavo.importers._package import below, child, tag, value
from octavo.importers._runs import Writer


def markdown(table: Element, writer: Writer, targets: Mapping[str, str]) -> str:
    """The table; its first row is the head, as a pipe table must have one."""
    rows = [_row(row, writer, targets) for row in _direct(table, "tr")]
    width = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    rows.insert(1, ["---"] * width)
    if any(True for cell in below(table, "tc") for _ in below(cell, "tbl")):
        writer.lost["table within a table, now part of its cell"] += 1
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _direct(parent: Element, name: str) -> Iterator[Element]:
    """Descendants of that name, but not those of a table within."""
    for one in parent:
        if tag(one) == name:
            yield one
        elif tag(one) != "tbl":
            yield from _direct(one, name)


def _row(row: Element, writer: Writer, targets: Mapping[str, str]) -> list[str]:
    cells: list[str] = []
    for cell in _direct(row, "tc"):
        texts: list[Text] = []
        for paragraph in below(cell, "p"):
            text = writer.paragraph(paragraph, targets).stripped()
            if text:
                space = Text(" ", (text.places[0],), ("",))
                texts += [space, text] if texts else [text]
        span = value(cell, "tcPr", "gridSpan")
        cells += [_markdown.inline(joined(texts)), *[""] * (int(span or 1) - 1)]
        if child(cell, "tcPr", "vMerge") is not None or int(span or 1) > 1:
            writer.lost["joined table cell, now parted"] += 1
    return cells
