"""Which heads hold for each cell of a table, spans counted in (ISO 32000-1, 14.8.5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.engine.tags.tree import Node, Tree

LARGEST = 1000  # rows or columns that a span is believed to cover


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's place in the grid: first row and column from 0, and how many of each it covers."""

    node: Node
    row: int
    column: int
    rows: int
    columns: int

    def heads(self, other: _Cell) -> bool:
        """Whether this head holds for another cell."""
        if self.node.attributes["Table"]["Scope"] == "/Row":
            return self.column < other.column and _overlap(
                self.row, self.rows, other.row, other.rows
            )
        return self.row < other.row and _overlap(
            self.column, self.columns, other.column, other.columns
        )


def _overlap(start: int, length: int, other: int, other_length: int) -> bool:
    return start < other + other_length and other < start + length


def arrange(tree: Tree) -> None:
    """Name all heads, and in each cell the heads that hold for it."""
    tables = [node for node in tree.root.walk() if node.type == "Table"]
    for number, table in enumerate(tables, 1):
        cells = tuple(_cells(table))
        heads = [cell for cell in cells if cell.node.type == "TH"]
        for count, head in enumerate(heads, 1):
            head.node.properties["ID"] = f"table-{number}-head-{count}"
        for cell in cells:
            names = [h.node.properties["ID"] for h in heads if h.heads(cell)]
            if cell.node.type == "TD" and names:
                cell.node.attributes["Table"]["Headers"] = names


def _cells(table: Node) -> Iterator[_Cell]:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_rows(table)):
        column = 0
        for node in line.nodes():
            while (row, column) in taken:
                column += 1
            spans = node.attributes.setdefault("Table", {})
            rows, columns = (min(spans.get(n, 1), LARGEST) for n in ("RowSpan", "ColSpan"))
            taken |= {(row + y, column + x) for y in range(rows) for x in range(columns)}
            yield _Cell(node, row, column, rows, columns)


def _rows(node: Node) -> Iterator[Node]:
    for kid in node.nodes():
        if kid.type == "TR":
            yield kid
        elif kid.type in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)
