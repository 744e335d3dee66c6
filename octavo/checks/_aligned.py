"""Find what was written in what was printed, by letters and digits, in near linear time.

Both sides are long strings of letters. Nearly always each passage follows the one before at
once. Where it does not, the search goes on from the nearest passage that is found again; what was
passed over is looked for in the gap, and is lost if it is not there.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from octavo.checks._printed import Passage, Print, common
from octavo.model import Kind

PROBE = 32  # letters that tell a place from any other
SLACK = 800  # letters that may stand between the first headings and what they head
AHEAD = 200  # passages that may be missing in one place
PIECE = 8  # letters that a part of a passage broken between pages has at least

Place = tuple[tuple[int, int], ...]  # where a passage stands: its pieces' starts and ends


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where each passage stands: `places` are empty for what is lost.

    `expected` says where each would have begun. `start` is where the first stands: ahead of it is
    front matter. `gaps` are the stretches behind it that no passage claims.
    """

    places: tuple[Place, ...]
    expected: tuple[int, ...]
    start: int
    gaps: tuple[tuple[int, int], ...]


def align(passages: Sequence[Passage], printed: Print, *, front: bool = False) -> Alignment:
    """Find the passages in the print, in order. With `front` other matter may stand ahead."""
    walk = _Walk(passages, printed)
    start = walk.begin() if front else 0
    walk.go()
    claimed = sorted(piece for place in walk.places for piece in place)
    start = claimed[0][0] if front and claimed else start
    gaps = tuple(_between(claimed, start, len(printed.letters)))
    return Alignment(tuple(walk.places), tuple(walk.expected), start, gaps)


def _between(claimed: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in claimed:
        if first > start:
            yield start, first
        start = max(start, last)
    if end > start:
        yield start, end


@dataclass(slots=True)
class _Walk:
    """Goes through the passages and the print side by side."""

    passages: Sequence[Passage]
    print: Print
    at: int = 0
    places: list[Place] = field(default_factory=list)
    expected: list[int] = field(default_factory=list)

    def begin(self) -> int:
        """Go to the first passage: a table of contents has its heading, but not what follows."""
        for index in range(min(AHEAD, len(self.passages))):
            found = self.print.letters.find(self._opening(index))
            if found >= 0:
                self.at = found
                self._passed_over(index, self._front(index), found)
                return found
        return 0

    def go(self) -> None:
        """Find all passages from here on."""
        while len(self.places) < len(self.passages):
            passage = self.passages[len(self.places)]
            place = self._here(passage.letters, self.at)
            if place is not None:
                self._put(place)
                continue
            count, found = self._next()
            self._passed_over(count, self.at, found)
            self.at = found

    def _put(self, place: Place) -> None:
        self.places.append(place)
        self.expected.append(self.at)
        if place:
            self.at = place[-1][1]

    def _here(self, text: str, at: int) -> Place | None:
        """The place of a text that begins at once.

        It may go on at the top of the next page: the numbers of lists are drawn last on a page,
        and so stand between its two parts.
        """
        if self.print.letters.startswith(text, at):
            return ((at, at + len(text)),)
        end = self.print.page_end(at)
        most = common(text, self.print.letters[at:end])
        for length in range(most, max(most - PIECE, 0), -1):
            if end < len(self.print.letters) and (rest := self._here(text[length:], end)):
                return ((at, at + length), *rest)
        return None

    def _next(self) -> tuple[int, int]:
        """How many passages are passed over, and where the one after them stands.

        Of all ways to go on the one that leaves the fewest letters unexplained: either the
        passages fill the gap, or they are lost, which is the less likely the more they are.
        """
        first, letters = len(self.places), self.print.letters
        left = len(self.passages) - first
        best = len(letters), min(AHEAD, left), len(letters) if left <= AHEAD else self.at
        filled = 0
        for count in range(best[1]):
            probe = self._probe(first + count)
            found = letters.find(probe, self.at, self.at + filled + best[0] + len(probe))
            if found >= 0:
                gap = found - self.at
                best = min(best, (min(abs(gap - filled), gap + filled // 8), count, found))
            if best[0] <= PROBE:
                break
            filled += len(self.passages[first + count].letters)
        return best[1:]

    def _passed_over(self, count: int, start: int, end: int) -> None:
        """Look for the next passages in the gap from `start` to `end`."""
        at = start
        for passage in self.passages[len(self.places) : len(self.places) + count]:
            self.expected.append(at)
            place = self._within(passage.letters, at, end)
            if place:
                at = place[-1][1]
            elif _is_leftward(passage.letters):
                place = self._shuffled(passage.letters, start, end)
            elif passage.block.kind is Kind.CELL:
                place = self._broken(passage.letters, start, end)
            self.places.append(place)

    def _within(self, text: str, start: int, end: int) -> Place:
        """The place of a text that stands in the gap in one, or goes on overleaf."""
        found = self.print.letters.find(text, start, end)
        if found >= 0:
            return ((found, found + len(text)),)
        found = self.print.letters.find(text[:PROBE], start, end)
        place = self._here(text, found) if found >= 0 else None
        return place if place and place[-1][1] <= end else ()

    def _shuffled(self, text: str, start: int, end: int) -> Place:
        """The gap, if it has all letters of a text that may be read out from the wrong end."""
        there = Counter(self.print.letters[start:end])
        return ((start, end),) if Counter(text) <= there else ()

    def _broken(self, text: str, start: int, end: int) -> Place:
        """The place of a cell in a row that is higher than a page.

        On each page stands a part of it, and parts of the row's other cells in between.
        """
        pieces: list[tuple[int, int]] = []
        while text and start < end:
            stop = min(self.print.page_end(start), end)
            length = _longest(text, self.print.letters[start:stop])
            if length >= PIECE or (pieces and length == len(text)):
                found = self.print.letters.find(text[:length], start, stop)
                pieces.append((found, found + length))
                text = text[length:]
            start = stop
        return tuple(pieces) if len(pieces) > 1 and not text else ()

    def _probe(self, index: int) -> str:
        """A passage's letters; if they are few, those behind it too, to tell its place."""
        return _head(self.passages[index:], max(PROBE, len(self.passages[index].letters)))

    def _opening(self, index: int) -> str:
        """The letters from a passage on, headings whole and what follows them."""
        least = PROBE
        for passage in self.passages[index:]:
            if passage.block.kind is not Kind.HEADING:
                break
            least += len(passage.letters)
        return _head(self.passages[index:], least)

    def _front(self, count: int) -> int:
        """Where the first passages may stand though others were found before them.

        That is behind the last line of a table of contents.
        """
        start = max(0, self.at - SLACK - sum(len(p.letters) for p in self.passages[:count]))
        for passage in self.passages[count:]:
            if passage.block.kind is Kind.HEADING:
                found = self.print.letters.rfind(passage.letters, start, self.at)
                start = max(start, found + len(passage.letters)) if found >= 0 else start
        return start


def _head(passages: Iterable[Passage], length: int) -> str:
    head = ""
    for passage in passages:
        head += passage.letters
        if len(head) >= length:
            break
    return head[:length]


def _longest(text: str, page: str) -> int:
    """The length of the text's longest beginning that stands anywhere on the page."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low


def _is_leftward(text: str) -> bool:
    """Whether a text has letters of a script that is written from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in set(text))
