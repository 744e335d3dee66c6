"""A row of a table has more cells than its head.

What stands in the last ones belongs to no column, and the reader cannot tell what it says. Take
out the stroke too many, write `\\|` for one that is text, or give the head a further column.

Instead of

    | Country | Year |
    |---------|------|
    | China   | 1960 | doubtful |

write

    | Country | Year | Remark   |
    |---------|------|----------|
    | China   | 1960 | doubtful |
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Span
from octavo.model import Document, Element, plain

HINT = r"take out a |, write \| for one that is text, or give the head one column more"
SHOWN = 40  # characters of a cell that are quoted


def check(subject: Document) -> Iterator[Finding]:
    """No cell stands behind the last column; tables in notes are looked at too."""
    notes = (block for note in subject.notes for block in note.children)
    for root in (*subject.body, *notes):
        for table in _elements(root, "table"):
            heads = [_width(row) for head in _elements(table, "thead") for row in _rows(head)]
            for body in _elements(table, "tbody") if heads else ():
                for row in _rows(body):
                    yield from _surplus(row, max(heads))


def _surplus(row: Element, columns: int) -> Iterator[Finding]:
    """The first cell of a row that is one too many; the others follow from it."""
    at = 0
    for cell in _cells(row):
        if at >= columns and plain(cell).strip():
            words = plain(cell).strip()
            shown = words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
            message = f"the cell “{shown}” stands behind the last of the table's {columns} columns"
            yield Finding("surplus_cell", message, _place(cell, words), hint=HINT)
            return
        at += _span(cell)


def _place(cell: Element, words: str) -> Span | None:
    """Where the cell was typed in the line of its row; else the line."""
    if cell.span is None:
        return None
    at = cell.span.source.text.rfind(words, cell.span.start, cell.span.end)
    return Span(cell.span.source, at, at + len(words)) if at >= 0 else cell.span


def _width(row: Element) -> int:
    return sum(map(_span, _cells(row)))


def _span(cell: Element) -> int:
    said = cell.attributes.get("colspan", "1")
    return int(said) if said.isdecimal() else 1


def _rows(part: Element) -> Iterator[Element]:
    return _elements(part, "tr")


def _cells(row: Element) -> Iterator[Element]:
    return (c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th"))


def _elements(node: Element, tag: str) -> Iterator[Element]:
    """All elements of that kind below the node, or the node itself."""
    if node.tag == tag:
        yield node
        return
    for child in node.children:
        if isinstance(child, Element):
            yield from _elements(child, tag)
