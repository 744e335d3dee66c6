"""The lists of a .docx: how each of their levels counts (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.importers._package import EMPTY, Package, child, get, tag, value
from octavo.numerals import whole

SIGNS = ("bullet", "none")  # forms that do not count
FIGURES = ("", "decimal", "decimalZero", "ordinal")  # forms that Markdown has


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list.

    `definition`: lists of one definition count on together, unless one `restarts`. `left` is the
    indent of the items' text, in twentieths of a point. `blank`: no sign is seen before the items.
    """

    definition: str = ""
    form: str = "bullet"
    start: int = 1
    restarts: bool = False
    left: int = 0
    blank: bool = False

    @property
    def counts(self) -> bool:
        """Whether its items are numbered."""
        return self.form not in SIGNS


Numbering = Mapping[tuple[str, int], Level]  # by the list's number and the level's, from 0


def read(package: Package) -> Numbering:
    """The levels of all lists."""
    root = package.xml(package.beside("numbering"))
    defined = {get(one, "abstractNumId"): one for one in root if tag(one) == "abstractNum"}
    named = {value(one, "styleLink"): one for one in defined.values() if value(one, "styleLink")}
    return dict(
        pair
        for one in root
        if tag(one) == "num"
        for pair in _levels(one, _definition(value(one, "abstractNumId"), defined, named))
    )


def _definition(
    number: str, defined: Mapping[str, Element], named: Mapping[str, Element]
) -> Element:
    """What a list is defined by; some only name a style of lists that is defined elsewhere."""
    found = defined.get(number, EMPTY)
    return named.get(value(found, "numStyleLink"), found)


def _levels(num: Element, definition: Element) -> Iterator[tuple[tuple[str, int], Level]]:
    """The levels of one list: those of its definition, or what it has in their place."""
    own = {get(one, "ilvl"): one for one in num if tag(one) == "lvlOverride"}
    every = {get(one, "ilvl"): one for one in definition if tag(one) == "lvl"}
    every |= {name: found for name, one in own.items() if (found := child(one, "lvl")) is not None}
    for name, element in every.items():
        override = value(own.get(name, EMPTY), "startOverride")
        level = _level(element, get(definition, "abstractNumId"), override)
        yield (get(num, "numId"), whole(name)), level


def _level(element: Element, definition: str, override: str) -> Level:
    text, indent = child(element, "lvlText"), child(element, "pPr", "ind")
    picture = child(element, "lvlPicBulletId") is not None
    return Level(
        definition,
        value(element, "numFmt"),
        whole(override or value(element, "start") or "1"),
        bool(override),
        left(indent),
        text is not None and not get(text, "val").strip() and not picture,
    )


def left(indent: Element | None) -> int:
    """The indent of a paragraph's left side, in twentieths of a point."""
    if indent is None:
        return 0
    return whole(get(indent, "left") or get(indent, "start"))
