"""Events along a line of years: each dated, at its place, as far as there is room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octavo.blocks._settings import Setting
from octavo.blocks._sheet import Sheet
from octavo.blocks._table import Table
from octavo.blocks._words import Words
from octavo.model import Element

SETTINGS = {
    "data": Setting("text"),
    "date": Setting("column", "date"),
    "event": Setting("column", "event"),
    "alt": Setting("text", ""),
}


def draw(settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet) -> Element:
    """The timeline. Raises BlockError where a cell cannot be drawn."""
    from octavo.blocks import _years  # what draws is not needed for a drawing that is remembered

    return _years.draw(settings, table, words, sheet)
