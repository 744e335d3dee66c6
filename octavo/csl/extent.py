"""Refuse a style whose macros call one another so often, or so deep, that no cite is ever made.

Each of 39 macros that calls the one before twice has a thousand thousand million elements to print.
The shipped styles have some 3,000 at most, 70 within one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from octavo.csl.xmltree import StyleError, XmlTag

MOST = 30_000
DEEPEST = 150


class Extent(NamedTuple):
    """How many elements one cite may have to print, and how many of them within one another."""

    size: int = 0
    depth: int = 0


def refuse_vast(tag: XmlTag, called: Iterable[str]) -> None:
    """Raise StyleError with the line of a macro, a citation or a bibliography that is too vast.

    `called` are the macros in such an order that each comes behind those that it calls.
    """
    macros = {macro.get("name"): macro for macro in tag.all("macro")}
    known: dict[str, Extent] = {}
    for name in called:
        known[name] = _checked(macros[name], known)
    for area in tag.all("citation", "bibliography"):
        _checked(area, known)


def _checked(tag: XmlTag, macros: Mapping[str, Extent]) -> Extent:
    extent = _measured(tag, macros)
    if extent.size > MOST or extent.depth > DEEPEST:
        much = f"{DEEPEST} elements within one another"
        if extent.size > MOST:
            much = f"{MOST:,} elements for one cite"
        raise StyleError(f"this makes more than {much}", tag.line)
    return extent


def _measured(tag: XmlTag, macros: Mapping[str, Extent]) -> Extent:
    if tag.name in ("text", "key") and "macro" in tag.attributes:
        inner = [macros.get(tag.get("macro"), Extent())]
    else:
        inner = [_measured(child, macros) for child in tag.children]
    sizes = [extent.size for extent in inner]
    size = max(sizes, default=0) if tag.name == "choose" else sum(sizes)  # one branch prints
    return Extent(size + 1, max((extent.depth for extent in inner), default=0) + 1)
