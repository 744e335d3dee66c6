"""The lines of a plain text, and which of them belong to the page and not to the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from octavo.diagnostics import Source, Span

PAGE_NUMBER = re.compile(
    r"(?P<word>page|seite|p\.)?\s*(?P<open>[-–—\[(|]*)\s*(?P<number>\d{1,4})"
    r"(?P<of>\s*(?:of|von|/)\s*\d{1,4})?\s*[-–—\])|]*",
    re.IGNORECASE,
)
ENDS = re.compile(r"[.!?…:]['\"”’»)\]*_]*(?:\[?\d{1,3}\]?|[⁰¹²³⁴-⁹]+)?$")
LONGEST_HEAD = 80  # characters of a running head
PAGE = 18  # lines of text that the shortest page has


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends; `page` says that a page begins with it.

    `indent` is in columns, `raw_indent` in characters. `entry`: it begins a note that has nothing
    but its number before it.
    """

    source: Source
    start: int
    end: int
    indent: int
    raw_indent: int
    page: bool = False
    entry: bool = False

    @property
    def text(self) -> str:
        """The line as typed."""
        return self.source.text[self.start : self.end]

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with the line."""
        return bool(ENDS.search(self.text))

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.source, self.start, self.end)


def lines(source: Source) -> list[Line]:
    """All lines, empty ones too; a form feed ends a line as well."""
    found: list[Line] = []
    page = False
    for match in re.finditer(r"([^\n\f]*)([\n\f]|\Z)", source.text):
        raw = match[1]
        start = match.start() + len(raw) - len(raw.lstrip())
        indent = len(raw[: start - match.start()].expandtabs(4))
        lead = start - match.start()
        found.append(Line(source, start, start + len(raw.strip()), indent, lead, page))
        page = match[2] == "\f"
    return found


def furniture(lines: Sequence[Line]) -> set[int]:
    """The indices of page numbers and running heads."""
    likely = _likely(lines)
    numbers = set(_page_numbers(lines, likely))
    return numbers | set(_running_heads(lines, numbers, likely))


def _likely(lines: Sequence[Line]) -> set[int]:
    """The indices of lines that may be furniture: lone numbers, short lines that come back."""
    alone = [at for at in range(len(lines)) if lines[at].text and _stands_alone(lines, at)]
    shapes = Counter(_shape(line) for line in lines if len(line.text) <= LONGEST_HEAD)
    return {
        at
        for at in alone
        if PAGE_NUMBER.fullmatch(lines[at].text)
        or (len(lines[at].text) <= LONGEST_HEAD and shapes[_shape(lines[at])] > 1)
    }


# --- page numbers ------------------------------------------------------------------------


def _page_numbers(lines: Sequence[Line], likely: set[int]) -> Iterator[int]:
    """Numbers that stand alone and count up; those that look like chapters' are none."""
    written = _written(lines, likely)
    for chain in _chains(lines):
        if any(_is_marked(lines, at) for at in chain) or (
            len(chain) > 1 and (_interrupts(lines, chain, written) or _far_apart(lines, chain))
        ):
            yield from chain


def _chains(lines: Sequence[Line]) -> list[list[int]]:
    """Runs of numbers, each one more than the one before."""
    chains: list[list[int]] = []
    for at, line in enumerate(lines):
        match = PAGE_NUMBER.fullmatch(line.text)
        if match is None or not _stands_alone(lines, at):
            continue
        number = int(match["number"])
        if chains and _number(lines[chains[-1][-1]]) + 1 == number:
            chains[-1].append(at)
        else:
            chains.append([at])
    return chains


def _number(line: Line) -> int:
    match = PAGE_NUMBER.fullmatch(line.text)
    return int(match["number"]) if match else -1


def _is_marked(lines: Sequence[Line], at: int) -> bool:
    """Whether the line is a page number by its look, or by the page break beside it."""
    match = PAGE_NUMBER.fullmatch(lines[at].text)
    dressed = match and (match["word"] or match["of"] or match["open"].strip("(["))
    return bool(dressed) or lines[at].page or _page_follows(lines, at)


def _page_follows(lines: Sequence[Line], at: int) -> bool:
    for line in lines[at + 1 :]:
        if line.page:
            return True
        if line.text:
            return False
    return False


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    """At an edge of the text or the page, or beside an empty line."""
    before = at == 0 or lines[at].page or not lines[at - 1].text
    after = at + 1 == len(lines) or lines[at + 1].page or not lines[at + 1].text
    return before or after


def _written(lines: Sequence[Line], aside: set[int]) -> list[int]:
    """The indices of the lines that are text, in order."""
    return [at for at, line in enumerate(lines) if line.text and at not in aside]


def _around(
    lines: Sequence[Line], at: int, written: Sequence[int]
) -> tuple[Line | None, Line | None]:
    """The `written` lines before and behind a line."""
    place = bisect_left(written, at)
    behind = place + (place < len(written) and written[place] == at)
    before = lines[written[place - 1]] if place else None
    return before, lines[written[behind]] if behind < len(written) else None


def _interrupts(lines: Sequence[Line], chain: Sequence[int], written: Sequence[int]) -> bool:
    """Whether one of the lines stands within a sentence of the `written` ones."""
    pairs = (_around(lines, at, written) for at in chain)
    return any(
        before and after and not before.ends and after.text[0].islower() for before, after in pairs
    )


def _is_missed(lines: Sequence[Line], at: int, written: Sequence[int]) -> bool:
    """Whether without the line a sentence would begin small: it is that sentence's beginning."""
    before, after = _around(lines, at, written)
    return bool(before and after and before.ends and after.text[0].islower())


def _far_apart(lines: Sequence[Line], chain: Sequence[int]) -> bool:
    return all(sum(1 for line in lines[a + 1 : b] if line.text) >= PAGE for a, b in pairwise(chain))


# --- running heads -----------------------------------------------------------------------


def _running_heads(lines: Sequence[Line], numbers: set[int], likely: set[int]) -> Iterator[int]:
    """Lines that come back at the edges of pages, the first one of the text left as its title."""
    first = next((at for at, line in enumerate(lines) if line.text), 0)
    places: dict[str, list[int]] = {}
    written, numbered = _written(lines, likely), _written(lines, numbers)
    for at in range(len(lines)):
        if _may_be_head(lines, at, numbers):
            places.setdefault(_shape(lines[at]), []).append(at)
    for found in places.values():
        beside = [at for at in found if _beside(lines, at, numbers)]
        everywhere = len(found) > 2 and (beside or _interrupts(lines, found, written))
        if everywhere and _comes_with_text(lines, found, written):
            continue
        apart = [at for at in beside if _is_open(lines, at)]  # others may be text at a page's edge
        if apart and all(_is_missed(lines, at, written) for at in apart):
            continue
        heads = found if everywhere else beside if len(apart) > 1 or first in found else []
        if len(found) == 1:  # a page's head that stands once must part a sentence
            heads = apart if _interrupts(lines, apart, numbered) else []
        title = first in found and not re.search(r"\d\s*$", lines[first].text)
        yield from (at for at in heads if not (title and at == first))


def _comes_with_text(lines: Sequence[Line], found: Sequence[int], written: Sequence[int]) -> bool:
    """Whether the same text follows the line again and again: it belongs to a text that repeats."""
    behind = {after.text for at in found if (after := _around(lines, at, written)[1])}
    return 2 * len(behind) < len(found)


def _is_open(lines: Sequence[Line], at: int) -> bool:
    """Whether empty lines, or a page's edge, stand on both sides of a line."""
    before = at == 0 or lines[at].page or not lines[at - 1].text
    return before and (at + 1 == len(lines) or not lines[at + 1].text)


def _shape(line: Line) -> str:
    """What stays the same from page to page."""
    return re.sub(r"\W+", " ", re.sub(r"\d+", "#", line.text)).strip().casefold()


def _may_be_head(lines: Sequence[Line], at: int, numbers: set[int]) -> bool:
    text = lines[at].text
    fits = at not in numbers and 0 < len(text) <= LONGEST_HEAD
    has_letters = bool(re.search(r"[^\W\d_]", text))
    alone = _stands_alone(lines, at) or _beside(lines, at, numbers)
    ends = text.endswith((".", ",", ";")) and not text.isupper()
    return fits and has_letters and alone and not ends


def _beside(lines: Sequence[Line], at: int, numbers: set[int]) -> bool:
    """Whether only empty lines lie between the line and a page number or a page break."""
    if lines[at].page or _page_follows(lines, at):
        return True
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(lines) and not lines[near].text:
            if lines[near].page:
                return True
            near += step
        if near in numbers:
            return True
    return False
