"""Tell the items of a .docx's lists, and count them as Word does: they hold no numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from octavo.importers import _numbering
from octavo.importers._draft import LISTED, MORE, Block, Kind, Text, joined
from octavo.importers._package import child, value
from octavo.importers._runs import Writer

LIST = re.compile(r"list(?: (?:bullet|number|continue|paragraph))?(?: ([1-9]))?")  # Word's styles


@dataclass(slots=True)
class Items:
    """The lists so far. `lefts` are the indents of the list that may go on, by its levels."""

    writer: Writer
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    lefts: dict[int, int] = field(default_factory=dict)

    def block(self, paragraph: Element, text: Text) -> Block | None:
        """The paragraph as an item, or as a further paragraph of one; None if it is neither."""
        named = self._named(paragraph)
        item = self.writer.styles.item(paragraph)
        if item is None:
            return self._more(paragraph, text)
        list_, depth = item
        level = self.writer.styles.numbering.get(item, _numbering.Level(list_))
        depth = depth or named
        if level.blank:
            return Block(Kind.ITEM, text, depth, name=MORE) if self.lefts else None
        indent = child(paragraph, "pPr", "ind")
        own = {depth: _numbering.left(indent) if indent is not None else level.left}
        self.lefts = {n: left for n, left in self.lefts.items() if n < depth} | own
        mark = self._mark(list_, depth, level, text)
        return Block(Kind.ITEM, joined([mark, text]), depth, LISTED)

    def end(self) -> None:
        """What comes is of no list."""
        self.lefts = {}

    def _named(self, paragraph: Element) -> int:
        """The level that the name of the paragraph's style has: `List Bullet 2` is on level 1."""
        name = self.writer.styles.name(value(paragraph, "pPr", "pStyle"))
        match = LIST.fullmatch(name)
        return int(match[1] or 1) - 1 if match else 0

    def _more(self, paragraph: Element, text: Text) -> Block | None:
        """A paragraph that goes on with the item before: by its style, its indent, or as its number
        was taken away."""
        if not self.lefts:
            return None
        name = self.writer.styles.name(value(paragraph, "pPr", "pStyle"))
        left = _numbering.left(child(paragraph, "pPr", "ind"))
        level = next((n for n, one in self.lefts.items() if left and abs(one - left) < NEAR), None)
        unnumbered = value(paragraph, "pPr", "numPr", "numId") == "0"
        if level is None and (LIST.fullmatch(name) or unnumbered):
            level = self._named(paragraph) or max(self.lefts)
        return None if level is None else Block(Kind.ITEM, text, level, name=MORE)

    def _mark(self, list_: str, depth: int, level: _numbering.Level, text: Text) -> Text:
        """The sign before an item."""
        count = self._count(list_, depth, level)
        if level.counts and level.form not in _numbering.FIGURES and list_ not in self.told:
            self.told.add(list_)
            what = "list that counts with letters or Roman numerals, now with figures"
            self.writer.lost.add(what, text.places[0], text.places[-1] + 1)
        mark = f"{count}. " if level.counts else "- "
        return Text(mark, (text.places[0],) * len(mark), ("",) * len(mark))

    def _count(self, list_: str, depth: int, level: _numbering.Level) -> int:
        """The number of an item; a list that restarts does so where it is met first."""
        key = level.definition, depth
        if level.restarts and list_ not in self.begun:
            self.counts.pop(key, None)
        self.begun.add(list_)
        self.counts = {one: n for one, n in self.counts.items() if one[1] <= depth}
        self.counts[key] = self.counts.get(key, level.start - 1) + 1
        return self.counts[key]


NEAR = 40  # twentieths of a point between two indents that are meant to be one
