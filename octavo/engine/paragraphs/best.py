"""Where the lines of a paragraph end so that its spaces are as even as can be.

After Donald E. Knuth and Michael F. Plass, "Breaking Paragraphs into Lines", Software: Practice and
Experience 11 (1981), 1119-84: of all ways to break a paragraph the one with the least sum of
demerits, not for each line the fullest that goes. Spaces may shrink as well as stretch. Demerits
are those of TeX (Knuth, The TeXbook, chapter 14), but words are parted later and less: on our essay
that leaves half the hyphens, and spaces hardly less even. Lengths may be in any one unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

STRETCH, SHRINK = 1 / 2, 1 / 3  # of a space's width: what it gains or gives at a ratio of 1
WHOLE = 2.0  # the most that a line may be stretched, as a ratio, where no word is parted,
PARTED = (2.0, 4.0)  # and where words are, in one try after another
LINE, HYPHEN = 10.0, 120.0  # penalties: for each line, for one that ends in a hyphen
LADDER = 10_000.0  # demerits: two lines in a row end in a hyphen,
UNEVEN = 10_000.0  # a loose line stands beside a tight one,
LAST = 5_000.0  # the last line but one ends in a hyphen,
SHORT = 20_000.0  # the last line is shorter than it should be
NEVER = 1e6  # the ratio of a line that has no spaces, but room


class Break(NamedTuple):
    """A place where a line may end, in a text that is thought of as one long line.

    `end` is how long the text is up to there, its hyphen included, `spaces` how wide its spaces
    are together; `start` and `spaces_after` are the same for the beginning of a line behind it.
    `at` tells the place to the caller.
    """

    at: int
    end: float
    spaces: float
    start: float
    spaces_after: float
    parted: bool = False


BEGINNING = Break(0, 0.0, 0.0, 0.0, 0.0)


class Line(NamedTuple):
    """A line as planned: where it begins and ends, and how long it is before it is justified."""

    start: int
    end: int
    length: float


class Measure(NamedTuple):
    """The room of a line, and how long the last one should be at the least."""

    width: float
    short: float = 0.0


class _Node(NamedTuple):
    """The best way found to a break by a line of some kind."""

    place: Break
    demerits: float = 0.0
    kind: int = 1  # of the line that ends here: 0 tight, 1 even, 2 loose, 3 very loose
    before: _Node | None = None


def lines(
    first: Break, whole: Sequence[Break], parted: Callable[[], Sequence[Break]], measure: Measure
) -> tuple[Line, ...]:
    """The lines from `first` to the paragraph's end; none where no way is good enough.

    `whole` are the places where a line may end with whole words, `parted()` gives all; both are in
    order and end with the paragraph. Words are parted only where it cannot be done without.
    """
    for breaks, most in _tries(whole, parted):
        if found := _Search(measure, most, [_Node(first)]).through(breaks):
            return tuple(_way(found))[::-1]
    return ()


def _tries(
    whole: Sequence[Break], parted: Callable[[], Sequence[Break]]
) -> Iterator[tuple[Sequence[Break], float]]:
    yield whole, WHOLE
    for most in PARTED:
        yield parted(), most


def _way(node: _Node) -> Iterator[Line]:
    while node.before is not None:
        begin, end = node.before.place, node.place
        yield Line(begin.at, end.at, end.end - begin.start)
        node = node.before


@dataclass(slots=True)
class _Search:
    """One try: the most that spaces may stretch, and the ways to the breaks still in reach."""

    measure: Measure
    most: float
    active: list[_Node]

    def through(self, breaks: Sequence[Break]) -> _Node | None:
        """The best way to the last break, None if there is none."""
        for place in breaks:
            self._reach(place, is_last=place is breaks[-1])
            if not self.active:
                return None
        return min(self.active, key=lambda node: node.demerits)

    def _reach(self, place: Break, *, is_last: bool) -> None:
        """Find the best way to a break for each kind of line that may end there."""
        found: dict[int, _Node] = {}
        kept = []
        for node in self.active:
            ratio = self._ratio(node.place, place, is_last=is_last)
            if ratio >= -1 and not is_last:
                kept.append(node)
            if -1 <= ratio <= self.most:
                new = self._step(node, place, ratio, is_last=is_last)
                if new.kind not in found or new.demerits < found[new.kind].demerits:
                    found[new.kind] = new
        self.active = [*kept, *found.values()]

    def _ratio(self, begin: Break, end: Break, *, is_last: bool) -> float:
        """How far the spaces of a line must stretch (above 0) or shrink; below -1 they cannot."""
        rest = self.measure.width - (end.end - begin.start)
        if rest >= 0 and is_last:
            return 0.0
        spaces = end.spaces - begin.spaces_after
        gives = spaces * (STRETCH if rest >= 0 else SHRINK)
        return rest / gives if gives > 0 else rest * NEVER

    def _step(self, node: _Node, place: Break, ratio: float, *, is_last: bool) -> _Node:
        """The way to a break by a line from the end of another."""
        badness = 100 * abs(ratio) ** 3
        demerits = (LINE + badness + (HYPHEN if place.parted else 0)) ** 2
        kind = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        if place.parted and node.place.parted:
            demerits += LADDER
        if abs(kind - node.kind) > 1:
            demerits += UNEVEN
        if is_last and node.place.parted:
            demerits += LAST
        if is_last and place.end - node.place.start < self.measure.short:
            demerits += SHORT
        return _Node(place, node.demerits + demerits, kind, node)
