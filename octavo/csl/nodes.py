"""A style's elements as typed values: what parsing makes and evaluation walks over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Look(NamedTuple):
    """Formatting, affixes and the like, shared by all rendering elements."""

    formats: tuple[str, ...] = ()  # from the outside in
    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    text_case: str = ""
    strip_periods: bool = False
    display: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True, eq=False)
class TextVariable:
    """cs:text with `variable`."""

    variable: str
    short: bool
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class TextTerm:
    """cs:text with `term`."""

    term: str
    form: str
    plural: bool
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class TextValue:
    """cs:text with `value`."""

    value: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class TextMacro:
    """cs:text with `macro`."""

    macro: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """cs:number."""

    variable: str
    form: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """cs:label, alone or within cs:names (then without a variable of its own)."""

    variable: str
    form: str
    plural: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class DatePart:
    """cs:date-part."""

    name: str
    form: str
    range_delimiter: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class DateNode:
    """cs:date, with all parts in order; those of a localized date stand in already."""

    variable: str
    form: str
    parts: tuple[DatePart, ...]
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class NamePart:
    """cs:name with its cs:name-part children; attributes are resolved when it is used."""

    attributes: Mapping[str, str]
    family: Look
    given: Look
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class EtAl:
    """cs:et-al."""

    term: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """cs:names."""

    variables: tuple[str, ...]
    name: NamePart | None
    et_al: EtAl | None
    label: Label | None
    label_first: bool
    substitute: tuple[Node, ...]
    delimiter: str | None
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """cs:group."""

    children: tuple[Node, ...]
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One test: the attribute's name and one of its values; of types it may have several."""

    kind: str
    value: str
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """cs:if, cs:else-if or cs:else (which has no conditions and always holds)."""

    match: str
    conditions: tuple[Condition, ...]
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choose:
    """cs:choose."""

    branches: tuple[Branch, ...]


Node = (
    TextVariable
    | TextTerm
    | TextValue
    | TextMacro
    | Number
    | Label
    | DateNode
    | Names
    | Group
    | Choose
)


@dataclass(frozen=True, slots=True, eq=False)
class SortKey:
    """cs:key: a variable or a macro, its direction, and name options for this key only."""

    variable: str
    macro: str
    descending: bool
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """cs:citation or cs:bibliography: its options, sort keys and layout."""

    kind: str
    attributes: Mapping[str, str]
    names: Mapping[str, str]  # inheritable name attributes, the style's own included
    sort: tuple[SortKey, ...]
    children: tuple[Node, ...]
    look: Look
    cache: dict[object, object] = field(default_factory=dict)  # resolved name options by node
