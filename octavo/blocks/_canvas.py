"""Draw on a sheet: lines, bars and texts as SVG elements, and how wide a text is.

Lengths are points where the text is 11 point; the drawing is scaled with the measure. Faces, sizes
and strokes are attributes, which a style sheet may overrule; colours are the text's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.blocks._settings import SettingError
from octavo.blocks._sheet import Sheet
from octavo.model import Element

SIZE = 8.7  # of all texts; never under 7.5 point, even where the report's text is 10 point
LEADING = 10.6
RISE, FALL = 0.75, 0.23  # of a text's size: the highest letter above the line, the lowest below
HAIR, THIN, THICK = 0.35, 0.8, 1.3
DASHES = ("", "5 2.5", "1.2 2", "8 2.5 1.5 2.5")  # one for each line; a fifth begins again

# Advance widths of the characters from U+0020 to U+007E in thousandths of an em, the wider of
# Source Sans 3 (print) and Source Serif 4 (screen), regular.
ADVANCES = [
    *(233, 289, 426, 526, 500, 880, 720, 249, 339, 339, 439, 530, 300, 312, 300, 350),
    *(500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 300, 300, 530, 530, 530, 425),
    *(847, 664, 629, 631, 710, 603, 579, 682, 788, 371, 480, 667, 596, 902, 735, 707),
    *(589, 707, 651, 534, 604, 727, 674, 962, 648, 633, 551, 320, 350, 320, 531, 512),
    *(542, 509, 577, 488, 567, 510, 354, 518, 601, 298, 277, 547, 298, 901, 606, 549),
    *(583, 557, 423, 434, 338, 583, 505, 764, 526, 512, 456, 344, 291, 344, 530),
]
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
WIDEST = {"Lu": 1050, "Po": 1250}  # of the kinds of characters not in the table: Щ, ‰
BOLDER = 1.04  # how much wider the semibold is


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    def meets(self, other: Box) -> bool:
        """Whether the two overlap; edges may touch."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text on its base line. `anchor` says which point of it `x` is."""

    text: str
    x: float
    y: float
    anchor: str = "start"  # or "middle", "end"
    bold: bool = False

    @property
    def box(self) -> Box:
        """The room that it takes."""
        width = extent(self.text) * (BOLDER if self.bold else 1)
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * width
        return Box(self.x - before, self.y - RISE * SIZE, width, (RISE + FALL) * SIZE)

    def element(self) -> Element:
        """The text as SVG."""
        attributes = {"x": digits(self.x), "y": digits(self.y)}
        if self.anchor != "start":
            attributes["text-anchor"] = self.anchor
        if self.bold:
            attributes["font-weight"] = "600"
        return Element("text", attributes, (APOSTROPHE.sub("’", self.text),))


Part = Element | Text


def extent(text: str) -> float:
    """How wide a text is at most, in points."""
    return sum(map(_advance, unicodedata.normalize("NFD", text))) * SIZE / 1000


def _advance(character: str) -> int:
    """A character's width; of those not in the table the widest of its kind."""
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return ADVANCES[code - 0x20]
    if unicodedata.combining(character):
        return 30  # some carons stand beside their letter
    if unicodedata.category(character) == "Zs":
        return ADVANCES[0]
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1000
    return WIDEST.get(unicodedata.category(character), 900)


def wrapped(text: str, width: float) -> list[str]:
    """The text in lines no wider than `width`."""
    lines = [""]
    for word in _words(text, width):
        line = f"{lines[-1]}{word}"
        if lines[-1] and extent(line.rstrip()) > width:
            lines.append(word)
        else:
            lines[-1] = line
    return [line.rstrip() for line in lines]


def _words(text: str, width: float) -> Iterator[str]:
    """What a line may end behind: words with the space after them, and single wide characters.

    A word that no line can hold is parted where the line is full.
    """
    word = ""
    for character in " ".join(text.split()) + " ":
        if character != " " and extent(word + character) > width:
            yield word
            word = ""
        word += character
        if character == " " or unicodedata.east_asian_width(character) in "WF":
            yield word
            word = ""


def paragraph(lines: Sequence[str], x: float, y: float, anchor: str = "start") -> list[Text]:
    """Lines below one another; `y` is the first one's base line."""
    return [Text(line, x, y + n * LEADING, anchor) for n, line in enumerate(lines)]


def line(x1: float, y1: float, x2: float, y2: float, stroke: float = HAIR) -> Element:
    """A straight line."""
    return polylines([[(x1, y1), (x2, y2)]], stroke)


def polylines(
    runs: Iterable[Iterable[tuple[float, float]]], stroke: float = HAIR, dashes: str = ""
) -> Element:
    """Points joined by straight lines, in one or more runs."""
    places = (" L".join(f"{digits(x)} {digits(y)}" for x, y in run) for run in runs)
    attributes = {
        "d": "".join(f"M{place}" for place in places),
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": digits(stroke),
    }
    if dashes:
        attributes["stroke-dasharray"] = dashes
    return Element("path", attributes)


def dot(x: float, y: float, radius: float, *, hollow: bool = False) -> Element:
    """A point, filled or as a ring."""
    look = {"fill": "none", "stroke": "currentColor", "stroke-width": digits(THIN)}
    attributes = {"cx": digits(x), "cy": digits(y), "r": digits(radius)}
    return Element("circle", {**attributes, **(look if hollow else {"fill": "currentColor"})})


def bar(box: Box, *, hatched: bool = False) -> list[Element]:
    """A bar, solid, or as an outline with hatching: lines of their own, as patterns print ill."""
    sides = {name: digits(getattr(box, name)) for name in ("x", "y", "width", "height")}
    if not hatched:
        return [Element("rect", {**sides, "fill": "currentColor"})]
    look = {"fill": "none", "stroke": "currentColor", "stroke-width": digits(THIN)}
    return [Element("rect", {**sides, **look}), polylines(_hatching(box))]


HATCH = 3.0  # from one line of the hatching to the next


def _hatching(box: Box) -> Iterator[list[tuple[float, float]]]:
    """Lines that rise to the right at 45 degrees, each cut off where it leaves the box."""
    offset = HATCH
    while offset < box.width + box.height:
        start, end = max(0.0, offset - box.height), min(offset, box.width)
        yield [(box.x + at, box.y + offset - at) for at in (start, end)]
        offset += HATCH


def check_unit(settings: Mapping[str, Any], sheet: Sheet) -> None:
    """Raises SettingError where the unit is longer than half a line."""
    if extent(settings["unit"]) > sheet.width / 2:
        raise SettingError("is longer than half a line", "say it in the caption", "unit")


def drawing(parts: Iterable[Part], sheet: Sheet, height: float) -> Element:
    """The whole, as wide as the sheet; texts are read after what is drawn."""
    drawn = list(parts)
    attributes = {
        "class": "drawing",
        "viewBox": f"0 0 {digits(sheet.width)} {digits(height)}",
        "fill": "currentColor",
        "font-family": "Source Sans 3, Noto Serif CJK SC, sans-serif",
        "font-size": digits(SIZE),
    }
    shapes = (part for part in drawn if isinstance(part, Element))
    texts = (part.element() for part in drawn if isinstance(part, Text) and part.text)
    return Element("svg", attributes, (*shapes, *texts))


def digits(value: float) -> str:
    """A length with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def packed(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Places for the middles of things of these sizes, in order, from `low` to `high`.

    None overlaps the next, and all are as near as can be to those wanted, by least squares: what
    would overlap is put side by side, around the place that is best for all of it.
    """
    groups: list[tuple[float, float, int]] = []  # the start, the size, and how many
    for place, size in zip(wanted, sizes, strict=True):
        group = (place - size / 2, size, 1)
        while groups and groups[-1][0] + groups[-1][1] > group[0]:
            group = _joined(groups.pop(), group)
        groups.append(group)
    return list(_within(groups, sizes, low, high))


def _joined(
    before: tuple[float, float, int], after: tuple[float, float, int]
) -> tuple[float, float, int]:
    count = before[2] + after[2]
    start = (before[0] * before[2] + (after[0] - before[1]) * after[2]) / count
    return start, before[1] + after[1], count


def _within(
    groups: Iterable[tuple[float, float, int]], sizes: Sequence[float], low: float, high: float
) -> Iterator[float]:
    """The middles of all that the groups hold, moved in where they would leave the room."""
    rest, ahead, behind = iter(sizes), low, high - sum(sizes)
    for start, _, count in groups:
        for _ in range(count):
            size = next(rest)
            yield min(max(start, ahead), behind) + size / 2
            start, ahead, behind = start + size, ahead + size, behind + size
