"""What an evaluation sees: style, item, cite, position - and what it has used up so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from octavo.csl.item import Item
from octavo.csl.markup import Content
from octavo.csl.nodes import Area, Names, SortKey

if TYPE_CHECKING:
    from octavo.csl.style import Style

FIRST: frozenset[str] = frozenset({"first"})
SUBSEQUENT: frozenset[str] = frozenset({"subsequent"})
NOWHERE: frozenset[str] = frozenset()

# How much of the variables called was there. The larger one wins where results are joined.
CONSTANT, MISSING, PRESENT = 0, 1, 2


class Result(NamedTuple):
    """What an element prints (None for nothing), and how its variables fared."""

    content: Content | None
    status: int = CONSTANT


NOTHING = Result(None)
ABSENT = Result(None, MISSING)


class Clarity(NamedTuple):
    """What has been done to a work's cites so that they are not taken for another's.

    `names`: how many names of each name list show at least; `givens`: for each name of each list,
    0 as the style says, 1 with initials, 2 with the whole given name.
    """

    names: tuple[int, ...] = ()
    givens: tuple[tuple[int, ...], ...] = ()
    conditions: int = 0  # how many of the style's tests `disambiguate` hold
    suffix: int = 0  # 1 for a, 2 for b, ...; 0 for none


UNCLOUDED = Clarity()


class Place(NamedTuple):
    """Where a cite stands and what it points to within the work."""

    positions: frozenset[str] = NOWHERE
    locator: str = ""
    label: str = "page"
    first_note: int = 0
    number: int = 0  # the citation number
    in_sentence: bool = False  # whether the sentence names the author: "and" is written out


NO_PLACE = Place()


@dataclass(slots=True)
class Scope:
    """One evaluation of a layout for one item.

    The upper fields are only read. The lower ones say what this evaluation has printed already;
    they start anew with each evaluation.
    """

    style: Style
    area: Area
    item: Item
    place: Place = NO_PLACE
    clarity: Clarity = UNCLOUDED
    hints: Mapping[object, int] = field(default_factory=dict)  # given-name level by name
    comparing: bool = False  # whether the cite is only made to be compared with others
    sort_key: SortKey | None = None

    missing: set[str] = field(default_factory=set)  # variables called that are not there
    used: set[str] = field(default_factory=set)  # variables that a substitution used up
    substituting: Names | None = None
    suffix_printed: bool = False
    tests: int = 0  # tests `disambiguate` met
    lists: int = 0  # name lists printed
    shown: list[tuple[int, int]] = field(default_factory=list)  # per list: names shown, names

    @property
    def sorting(self) -> bool:
        """Whether a sort key is made, which prints in a plainer way."""
        return self.sort_key is not None

    @property
    def language(self) -> str:
        """The item's language, or else the report's."""
        return self.item.language or self.style.locale.language

    def miss(self, variable: str) -> Result:
        """Note that a variable was called that holds nothing."""
        if variable not in self.used:
            self.missing.add(variable)
        return ABSENT

    def use(self, variable: str) -> None:
        """Note that a variable prints; within cs:substitute it is used up by that."""
        if self.substituting is not None:
            self.used.add(variable)

    @property
    def citing(self) -> bool:
        """Whether a citation is made, not a bibliography entry."""
        return self.area.kind == "citation"
