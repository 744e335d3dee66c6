"""Fenced blocks drawn as figures: one module each, found by being in this folder.

The module's name is the block's language: what stands between "```chart" and "```" is TOML, its
data a CSV file. A module offers `SETTINGS` and `draw`; what it draws is an SVG element in the
report's own fonts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from octavo.blocks._settings import Setting
from octavo.blocks._sheet import Sheet
from octavo.blocks._table import Table
from octavo.blocks._words import Words
from octavo.model import Element


class Block(Protocol):
    """What a block's module offers."""

    SETTINGS: Mapping[str, Setting]

    def draw(
        self, settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet
    ) -> Element:
        """The drawing, without its alternative text, for the page or for a narrow screen.

        `settings` has a value for every name in SETTINGS, of the kind said there; the columns it
        names are in the table. Raises BlockError where a cell cannot be drawn.
        """


@cache
def names() -> tuple[str, ...]:
    """The languages of fenced blocks that are drawn."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")))


def load(name: str) -> Block:
    """The block of that name."""
    return cast(Block, import_module(f"{__name__}.{name}"))
