"""Whether a table of many columns has room for its words, so that none of them need be broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from octavo.model import Element, Node, plain

# Letters in a line of the smallest type that tables are set in, on A5 and in the widest of the
# house fonts; what lies between two columns is as wide as two of them.
ROOM, BETWEEN = 70, 2


def have_room(table: Element) -> bool:
    """Whether the longest words of all columns stand side by side in the narrowest of pages."""
    longest = [[_longest(cell) for cell in _of(row.children, "th", "td")] for row in _rows(table)]
    columns = [max(lengths) for lengths in zip_longest(*longest, fillvalue=0)]
    return sum(columns) + BETWEEN * len(columns) <= ROOM


def _rows(table: Element) -> Iterator[Element]:
    for part in _of(table.children, "thead", "tbody", "tfoot", "tr"):
        yield from (part,) if part.tag == "tr" else _of(part.children, "tr")


def _of(nodes: Iterable[Node], *tags: str) -> Iterator[Element]:
    return (node for node in nodes if isinstance(node, Element) and node.tag in tags)


def _longest(cell: Element) -> int:
    return max(map(len, plain(cell).split()), default=0)
