"""Write a table of a .docx as a pipe table: one row of heads, cells of one line, none joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from octavo.importers import _markdown
from octavo.importers._draft import Block, Kind
from octavo.importers._package import below, child, on, tag, value
from octavo.numerals import whole

RULES = {"right": "---:", "end": "---:", "center": ":---:"}  # below the head, by the cells' setting
BREAK = "<br>"  # between a cell's paragraphs
Blocks = Callable[[Element], Iterable[Block]]  # that stand in a cell


def cells(table: Element) -> list[list[Element]]:
    """The cells of each row, without those of a table within and of rows that were deleted."""
    rows = [row for row in _direct(table, "tr") if child(row, "trPr", "del") is None]
    return [list(_direct(row, "tc")) for row in rows]


def markdown(table: Element, blocks: Blocks) -> str:
    """The table; its first row is the head, as a pipe table must have one."""
    rows = [_row(row, blocks) for row in _direct(table, "tr") if child(row, "trPr", "del") is None]
    width = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    rows.insert(1, _rules(table, width))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def lost(table: Element) -> Iterator[str]:
    """What a pipe table cannot show of the table."""
    every = list(chain.from_iterable(cells(table)))
    if any(_span(cell) > 1 or child(cell, "tcPr", "vMerge") is not None for cell in every):
        yield "table with joined cells, now parted"
    if any(True for cell in every for _ in below(cell, "tbl")):
        yield "table within a table, now part of its cell"
    if sum(on(row, "trPr", "tblHeader") for row in _direct(table, "tr")) > 1:
        yield "table with several rows of heads, now one"


def _direct(parent: Element, name: str) -> Iterator[Element]:
    """Descendants of that name, but not those of a table within."""
    for one in parent:
        if tag(one) == name:
            yield one
        elif tag(one) != "tbl":
            yield from _direct(one, name)


def _row(row: Element, blocks: Blocks) -> list[str]:
    written = [""] * _columns(value(row, "trPr", "gridBefore"))
    for cell in _direct(row, "tc"):
        written += [BREAK.join(filter(None, map(_line, blocks(cell)))), *[""] * (_span(cell) - 1)]
    return written


def _line(block: Block) -> str:
    """A block in one line: a picture as it is, a heading strong, the rows of a table parted."""
    if block.markup:
        return block.text.letters.replace("\n", BREAK) if _is_picture(block) else _flat(block)
    lines = (_markdown.inline(line) for line in _markdown.lines(block.text))
    said = BREAK.join(filter(None, lines))
    if block.kind is Kind.ITEM and said.startswith("- "):
        return f"• {said[2:]}"
    return f"**{said}**" if block.kind is Kind.HEADING else said


def _is_picture(block: Block) -> bool:
    return block.text.letters.startswith("![")


def _flat(block: Block) -> str:
    """A table or code within a cell: the words of its lines."""
    rows = [line.strip("| ") for line in block.text.letters.split("\n")]
    rows = [row for row in rows if row.strip("-:|` ")]
    return BREAK.join(row.replace(" | ", ", ") for row in rows)


def _span(cell: Element) -> int:
    return max(1, _columns(value(cell, "tcPr", "gridSpan")))


def _columns(text: str) -> int:
    return min(whole(text), 63)  # the most that Word has


def _rules(table: Element, width: int) -> list[str]:
    """The line below the head, which says how each column is set."""
    columns: list[Counter[str]] = [Counter() for _ in range(width)]
    for row in cells(table)[1:]:
        for column, cell in zip(columns, row, strict=False):
            column.update(RULES.get(value(p, "pPr", "jc"), "---") for p in below(cell, "p"))
    return [most[0][0] if (most := column.most_common(1)) else "---" for column in columns]
