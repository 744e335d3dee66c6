"""Lists as CommonMark reads them, written as Python-Markdown demands: each level four blanks in.

What stands at or behind an item's text belongs to the item; an item less far in than the paragraph
above it ends that paragraph, though no empty line stands between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

ITEM = re.compile(r"( *)([-*+]|\d+[.])( +)(?=\S)")
NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
NOTE_TEXT = 4  # the column at which the further paragraphs of a note start
STEP = " " * 4
QUOTE = re.compile(r"( *>) ?")


def widened(lines: Sequence[str]) -> list[str]:
    """The lines with their lists as far in as Python-Markdown wants them, in quotations too."""
    reader = _Reader()
    out = [written for line in lines for written in reader.read(line)]
    return list(_quoted(out)) if any(map(QUOTE.match, out)) else out


def _quoted(lines: Iterable[str]) -> Iterator[str]:
    """The lines, the lists in quotations widened as well."""
    for sign, run in groupby(lines, lambda line: (QUOTE.match(line) or ("", ""))[1]):
        quoted = list(run)
        inner = [QUOTE.sub("", line, count=1) for line in quoted] if sign else []
        wide = widened(inner)
        if wide == inner:  # it may be code, which stays as it is
            yield from quoted
        else:
            yield from (f"{sign} {line}" if line else sign for line in wide)


class _Item(NamedTuple):
    """An item that is open: the columns of its sign and of its text, and whether it is numbered."""

    sign: int
    text: int
    numbered: bool


@dataclass(slots=True)
class _Reader:
    """Reads line by line; `items` are those that are open, each within the one before it.

    A stretch is lines without an empty one between them. `depth` is how many items its first line
    lies in; `in_items`: it began with an item; `is_first`: it is still to begin.
    """

    items: list[_Item] = field(default_factory=list)
    depth: int = 0
    in_items: bool = False
    is_first: bool = True

    def read(self, line: str) -> Iterator[str]:
        """The line as it is to be written, perhaps an empty one before it."""
        if not line.strip():
            self.is_first = True
            yield line
        elif NOTE.match(line):
            self._begin([_Item(0, NOTE_TEXT, False)], 0, in_items=False)
            yield line
        else:
            yield from self._text(line)

    def _text(self, line: str) -> Iterator[str]:
        indent = len(line) - len(line.lstrip(" "))
        outer = [item for item in self.items if item.text <= indent]
        found = ITEM.match(line)
        if found and self._opens(outer, indent):
            item = _Item(indent, found.end(), found[2][0].isdigit())
            if self.is_first or self._parts(outer, item):
                yield from () if self.is_first else ("",)
                self._begin(outer, len(outer), in_items=True)
            self.items = [*outer, item]
            yield STEP * len(outer) + line[indent:]
        elif self.is_first:
            self._begin(outer, len(outer), in_items=False)
            yield STEP * len(outer) + line[outer[-1].text if outer else 0 :]
        else:
            yield line

    def _opens(self, outer: Sequence[_Item], indent: int) -> bool:
        """Whether a line that looks like an item is one, and not of the paragraph above it."""
        if not self.items:
            return indent < len(STEP)
        return self.is_first or self.in_items or len(outer) < self.depth

    def _parts(self, outer: Sequence[_Item], item: _Item) -> bool:
        """Whether an item needs an empty line before it: it is further out, or of another list."""
        beside = self.items[len(outer) :][:1]
        of_another = (it.numbered != item.numbered and item.sign <= it.sign for it in beside)
        return len(outer) < self.depth or any(of_another)

    def _begin(self, items: list[_Item], depth: int, *, in_items: bool) -> None:
        self.items, self.depth, self.in_items, self.is_first = items, depth, in_items, False
