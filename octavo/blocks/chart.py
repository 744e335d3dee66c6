"""A chart of a CSV file's columns: bars, lines or dots."""

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
    "kind": Setting("text", "bars", ("bars", "lines", "dots")),
    "x": Setting("column"),  # bars: what each stands for; else years or other numbers
    "y": Setting("columns"),  # bars: one column of lengths
    "unit": Setting("text", ""),  # what y counts
    "alt": Setting("text", ""),
    "remark": Setting("column", ""),  # bars: what is said beside the name
    "certain": Setting("column", ""),  # bars and dots: "no" is hatched, or a ring
    "names": Setting("texts", ()),  # lines and dots: what the columns of y are called
    "values": Setting("numbers", ()),  # lines: the x at which the value is written
    "scale": Setting("text", "linear", ("linear", "log")),
    "panels": Setting("flag", False),  # one panel for each column of y, each with its own scale
}


def draw(settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet) -> Element:
    """The chart. Raises BlockError where a cell cannot be drawn."""
    from octavo.blocks import _bars, _plot  # not needed for a drawing that is remembered

    if settings["kind"] == "bars":
        return _bars.draw(settings, table, words, sheet)
    return _plot.draw(settings, table, words, sheet)
