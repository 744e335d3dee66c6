"""Paragraphs are broken as a whole, with the least demerits there can be, and nothing is lost."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise
from math import inf
from pathlib import Path
from statistics import pstdev
from typing import Any

import pytest

from octavo import engine
from octavo.engine import mends
from octavo.engine.paragraphs import best
from octavo.engine.paragraphs.best import BEGINNING, Break, Measure

FILE = Path(__file__).parent / "cases" / "paragraphs" / "lines.toml"
CASES: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
PART = "·"


def breaks(text: str) -> Iterator[Break]:
    """The places where a line may end in a text whose letters are one wide."""
    bare, spaces = "", 0
    for sign in text:
        if sign == PART:
            yield Break(len(bare), len(bare) + 1, spaces, len(bare), spaces, parted=True)
        elif sign == " ":
            yield Break(len(bare) + 1, len(bare), spaces, len(bare) + 1, spaces + 1)
        bare, spaces = bare + sign.strip(PART), spaces + (sign == " ")
    yield Break(len(bare), len(bare), spaces, len(bare), spaces)


def broken(text: str, width: int) -> list[str]:
    """The lines of a text."""
    bare, places = text.replace(PART, ""), list(breaks(text))
    whole = [place for place in places if not place.parted]
    parted = {place.at for place in places if place.parted}
    lines = best.lines(BEGINNING, whole, lambda: places, Measure(width))
    return [bare[one.start : one.end].strip() + "-" * (one.end in parted) for one in lines]


@pytest.mark.parametrize("name", CASES)
def test_lines(name: str) -> None:
    case = CASES[name]
    assert broken(case["text"], case["width"]) == case["lines"]


def ratio(begin: Break, end: Break, width: int, *, is_last: bool) -> float:
    """How far a line's spaces stretch; inf where they cannot."""
    rest, spaces = width - (end.end - begin.start), end.spaces - begin.spaces_after
    if rest >= 0 and is_last:
        return 0.0
    gives = spaces * (best.STRETCH if rest >= 0 else best.SHRINK)
    found = rest / gives if gives else inf
    return found if -1 <= found <= best.PARTED[-1] else inf


def demerits(way: Sequence[Break], width: int) -> float:
    """Those of a paragraph that is broken so; inf where it cannot be (The TeXbook, 98)."""
    total, before = 0.0, 1
    for number, (begin, end) in enumerate(pairwise(way), 2):
        is_last = number == len(way)
        found = ratio(begin, end, width, is_last=is_last)
        kind = (found >= -0.5) + (found > 0.5) + (found > 1)
        total += (best.LINE + 100 * abs(found) ** 3 + best.HYPHEN * end.parted) ** 2
        total += best.LADDER * (begin.parted and end.parted) + best.LAST * (
            is_last and begin.parted
        )
        total += best.UNEVEN * (abs(kind - before) > 1)
        before = kind
    return total


def ways(places: Sequence[Break]) -> Iterator[list[Break]]:
    """All ways to break a paragraph."""
    for count in range(len(places)):
        for some in combinations(places[:-1], count):
            yield [BEGINNING, *some, places[-1]]


def some_text(seed: int) -> str:
    """Ten words."""
    chosen = random.Random(seed)
    words = ["a", "of", "the", "loan", "party", "treaty", "win·ter", "railway", "for·ty", "quarrel"]
    return " ".join(chosen.choices(words, k=10))


@pytest.mark.parametrize("seed", range(12))
def test_no_way_has_less_demerits(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best, "WHOLE", best.PARTED[-1])  # one try that may do everything
    places, width = list(breaks(some_text(seed))), 24
    lines = best.lines(BEGINNING, places, list, Measure(width))
    ends = {one.end for one in lines}
    way = [BEGINNING, *(place for place in places if place.at in ends)]
    found = demerits(way, width) if lines else inf
    assert found == pytest.approx(min(demerits(way, width) for way in ways(places)))


@pytest.fixture
def mended() -> Iterator[None]:
    """All mends are on before and after a test."""
    engine.load()
    yield
    for name in ("tight_lines", "whole_paragraphs"):
        mends.apply(mends.load(name))


PROSE = (
    "The treaty was to run for thirty years, but to negotiate it had been an ordeal to <i>all</i>, "
    "and the <b>international</b>isation of the railway, the harbour and the industries that "
    "stood beside it was put off.<sup>12</sup> Nobody who was there had understood what it meant. "
)
WIDTHS = range(300, 480, 12)


def set_in(html: str) -> list[list[Any]]:
    """The lines of a justified paragraph as laid out, in each width."""
    style = (
        "<style>@page {size: 500px 9000px; margin: 0} body, p {margin: 0} p {font: 16px/20px serif}"
        'p {text-align: justify; hyphens: auto; hyphenate-character: "-"}</style>'
    )
    paragraphs = (f"<p lang=en style='width: {width}px; overflow: auto'>{html}" for width in WIDTHS)
    (page,) = engine.load().HTML(string=style + "".join(paragraphs)).render().pages
    blocks = [list(getattr(box, "children", ())) for box in page._page_box.descendants()]
    return [lines for lines in blocks if lines and type(lines[0]).__name__ == "LineBox"]


def texts(line: Any) -> list[Any]:
    return [box for box in line.descendants() if hasattr(box, "text")]


def said(lines: Iterable[Any]) -> list[str]:
    return ["".join(box.text for box in texts(line)) for line in lines]


def gaps(lines: Sequence[Any]) -> list[float]:
    """By how many pixels the spaces of each line but the last are wider than they are."""
    return [max((box.justification_spacing for box in texts(one)), key=abs) for one in lines[:-1]]


def hyphens(paragraphs: Sequence[Sequence[Any]]) -> int:
    return sum(line.endswith("-") for lines in paragraphs for line in said(lines))


def sticking_out(paragraphs: Sequence[Sequence[Any]]) -> list[str]:
    """The lines that are longer than their paragraph is wide."""
    found = zip(WIDTHS, paragraphs, strict=True)
    return [
        text
        for width, lines in found
        for text in said(one for one in lines if reach(one) > width + 0.1)
    ]


def reach(line: Any) -> float:
    """Where a line's text ends, but for a sign that hangs (see the mend `hanging_signs`)."""
    return float(max(b.position_x + b.width - getattr(b, "octavo_hang", 0) for b in texts(line)))


@pytest.mark.usefixtures("mended")
def test_spaces_are_more_even_and_fewer_words_parted() -> None:
    whole = set_in(PROSE * 3)
    mends.undo(mends.load("whole_paragraphs"))
    filled = set_in(PROSE * 3)
    assert pstdev(chain(*map(gaps, whole))) < 0.9 * pstdev(chain(*map(gaps, filled)))
    assert hyphens(whole) < hyphens(filled)


@pytest.mark.usefixtures("mended")
def test_no_line_sticks_out_and_nothing_is_lost() -> None:
    paragraphs = set_in(PROSE * 3)
    assert not sticking_out(paragraphs)
    letters = {re.sub("[- ]", "", "".join(said(lines))) for lines in paragraphs}
    assert letters == {re.sub("<.*?>| ", "", PROSE * 3)}
    mends.undo(mends.load("tight_lines"))
    assert sticking_out(set_in(PROSE * 3))


OTHERS = {
    "a float": "<span style='float: right'>beside</span>" + PROSE,
    "a picture in the line": PROSE + "<span style='display: inline-block; width: 9px'></span>",
    "room in the line": PROSE + "<span style='padding: 3px'>x</span>",
    "a soft hyphen": PROSE.replace("years", "ye&shy;ars"),
    "a break": PROSE + "<br>" + PROSE,
    "kept spaces": f"<span style='white-space: pre-wrap'>{PROSE}</span>",
    "Hebrew": PROSE + "ברית",
    "Chinese": PROSE + "盟约",
    "a large first letter": "<style>p::first-letter {font-size: 2em}</style>" + PROSE,
}


@pytest.mark.usefixtures("mended")
@pytest.mark.parametrize("html", OTHERS.values(), ids=OTHERS)
def test_what_is_not_plain_text_is_left_to_the_engine(html: str) -> None:
    ours = list(map(said, set_in(html)))
    mends.undo(mends.load("whole_paragraphs"))
    assert list(map(said, set_in(html))) == ours
