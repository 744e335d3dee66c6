"""The options of cs:name, its own over those inherited, ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from octavo.csl.nodes import Area, NamePart, SortKey
from octavo.csl.numbers import whole


class NameOptions(NamedTuple):
    """How a list of names prints (specification, Name)."""

    form: str
    and_: str
    delimiter: str
    names_delimiter: str | None
    precedes_et_al: str
    precedes_last: str
    et_al_min: int
    et_al_use_first: int
    subsequent_min: int
    subsequent_use_first: int
    et_al_use_last: bool
    initialize: bool
    initialize_with: str | None
    sort_order: str
    sort_separator: str


def resolve(name: NamePart | None, area: Area, sort_key: SortKey | None = None) -> NameOptions:
    """The options of a cs:name used in an area, and in one of its sort keys."""
    key = (name, sort_key)
    found = area.cache.get(key)
    if not isinstance(found, NameOptions):
        own = name.attributes if name is not None else {}
        key_own = sort_key.attributes if sort_key is not None else {}
        found = area.cache[key] = _options({**area.names, **own, **key_own})
    return found


def _options(values: Mapping[str, str]) -> NameOptions:
    least = _number(values.get("et-al-min"))
    shown = _number(values.get("et-al-use-first"), -1)
    return NameOptions(
        values.get("form", "long"),
        values.get("and", ""),
        values.get("delimiter", ", "),
        values.get("names-delimiter"),
        values.get("delimiter-precedes-et-al", "contextual"),
        values.get("delimiter-precedes-last", "contextual"),
        least,
        shown,
        _number(values.get("et-al-subsequent-min"), least),
        _number(values.get("et-al-subsequent-use-first"), shown),
        values.get("et-al-use-last") == "true",
        values.get("initialize", "true") == "true",
        values.get("initialize-with"),
        values.get("name-as-sort-order", ""),
        values.get("sort-separator", ", "),
    )


def _number(text: str | None, default: int = 0) -> int:
    return whole(text.strip(), default) if text else default
