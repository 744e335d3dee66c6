"""Lists: the headings' numbers, bullets, and one list for each that counts from anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from octavo.outputs._docx.xml import part, w

HEADINGS, BULLETS, NUMBERS = 1, 2, 3  # the abstract lists, and the first list of each
LEVELS = 9
STEP = 360  # twentieths of a point that a level is moved in
SIGNS = ("•", "–")
KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class Lists:
    """The numbered lists of a report; `first` is the number of the first that is free."""

    first: int = NUMBERS
    offset: int = 0  # of the numbers of abstract lists, where a house has lists of its own
    headings: bool = True  # whether one of them numbers the headings
    begun: list[tuple[int, int, str]] = field(default_factory=list)  # level, start, kind

    def begin(self, level: int, start: int, kind: str) -> int:
        """The number of a list that counts from anew."""
        self.begun.append((level, start, KINDS.get(kind, "decimal")))
        return self.first + len(self.begun) - 1

    def write(self) -> Element:
        """The part `numbering`."""
        return part("w:numbering", *self.abstract(), *self.instances())

    def abstract(self) -> Iterator[Element]:
        """How the three kinds of lists look."""
        if self.headings:
            yield _abstract(HEADINGS, [_heading(level) for level in range(LEVELS)])
        yield _abstract(BULLETS + self.offset, [_bullet(level) for level in range(LEVELS)])
        yield _abstract(NUMBERS + self.offset, [_number(level) for level in range(LEVELS)])

    def instances(self) -> Iterator[Element]:
        """The lists themselves."""
        for number in (HEADINGS, BULLETS) if self.headings else (BULLETS,):
            yield w("num", w("abstractNumId", val=number + self.offset), numId=number + self.offset)
        for number, (level, start, kind) in enumerate(self.begun, self.first):
            override = w("lvlOverride", w("startOverride", val=start), ilvl=level)
            if kind != "decimal":
                override.append(_number(level, kind))
            abstract = w("abstractNumId", val=NUMBERS + self.offset)
            yield w("num", abstract, override, numId=number)


def _abstract(number: int, levels: list[Element]) -> Element:
    return w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=number)


def _heading(level: int) -> Element:
    said = ".".join(f"%{n + 1}" for n in range(level + 1))
    style = [w("pStyle", val=f"Heading{level + 1}")] if level < 6 else []
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal"),
        *style,
        w("suff", val="space"),
        w("lvlText", val=said),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=0, firstLine=0)),
        ilvl=level,
    )


def _bullet(level: int) -> Element:
    sign = SIGNS[min(level, 1)]
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP)),
        ilvl=level,
    )


def _number(level: int, kind: str = "decimal") -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("lvlText", val=f"%{level + 1}."),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP)),
        ilvl=level,
    )


@dataclass(slots=True)
class Outline:
    """Counts headings as Word will, so that a number that it would count otherwise is typed."""

    counts: list[int] = field(default_factory=lambda: [0] * LEVELS)

    def counts_as(self, level: int, number: str) -> bool:
        """Whether Word, numbering a heading of that level (from 1), comes to that number."""
        after = [*self.counts[: level - 1], self.counts[level - 1] + 1, *[0] * (LEVELS - level)]
        said = ".".join(map(str, after[:level]))
        if said != number or 0 in after[:level]:
            return False
        self.counts = after
        return True
