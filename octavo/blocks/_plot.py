"""Lines and dots against axes of numbers, in one panel or in one for each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from octavo.blocks import _axes
from octavo.blocks._axes import Scale
from octavo.blocks._canvas import check_unit, drawing, extent
from octavo.blocks._panel import FOOT, GAP, HEAD, TICK, Panel, Point, Series
from octavo.blocks._settings import SettingError
from octavo.blocks._sheet import Sheet
from octavo.blocks._table import BlockError, Table, fault
from octavo.blocks._words import Words
from octavo.model import Element

HEIGHT, LOW = 175.0, 100.0  # of a panel alone, and of one of several
BETWEEN = HEAD + 10.0  # from one panel's foot to the next one's top
STEPS, DECADES = 5, 6  # of an axis of y, at most
PANELS, LINES = 4, 8  # at most


def draw(settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet) -> Element:
    """All columns of y. Raises BlockError, SettingError."""
    _check_room(settings, sheet)
    panels = list(_panels(_series(settings, table), settings, words, sheet))
    parts = [part for panel in panels for part in panel.parts()]
    last = panels[-1]
    return drawing([*parts, *last.numbers_of_x()], sheet, last.up.start + FOOT)


def _check_room(settings: Mapping[str, Any], sheet: Sheet) -> None:
    """Raises SettingError where the chart would not fit."""
    apart = settings["panels"]
    most = PANELS if apart else LINES
    if len(settings["y"]) > most:
        what = "panels" if apart else "lines in one panel"
        raise SettingError(f"names more columns than a chart holds: {most} {what}", name="y")
    names = settings["names"] or settings["y"]
    if not apart and max(map(extent, names), default=0.0) > sheet.width / 3:
        hint = "shorten the names of the lines, or set panels = true"
        raise SettingError(
            "leaves no room for the lines", hint, "names" if settings["names"] else "y"
        )
    check_unit(settings, sheet)


def _panels(
    series: Sequence[Series], settings: Mapping[str, Any], words: Words, sheet: Sheet
) -> Iterator[Panel]:
    """One panel, or one below the other, all of one breadth."""
    apart, log = settings["panels"], settings["scale"] == "log"
    groups = [[one] for one in series] if apart else [list(series)]
    scales = [_ticks(group, log=log) for group in groups]
    said = (words.number(one, _axes.decimals(ticks, log=log)) for ticks in scales for one in ticks)
    left = max(map(extent, said)) + TICK + 3
    named = settings["kind"] == "lines" and not apart
    right = max(extent(one.name) for one in series) if named else 0.0
    low, high = _axes.extremes([point.x for one in series for point in one.points])
    end = sheet.width - max(right + GAP, extent(f"{high:g}") / 2)
    across = Scale(low, high if high > low else low + 1, left + GAP, end)
    top, tall = HEAD, LOW if apart else HEIGHT
    for group, ticks in zip(groups, scales, strict=True):
        up = Scale(ticks[0], ticks[-1], top + tall, top, log)
        yield Panel(group, across, up, ticks, left, settings, words, sheet)
        top += tall + BETWEEN


def _ticks(group: Sequence[Series], *, log: bool) -> list[float]:
    """The numbers beside a panel; from 0 on unless all values are far from it."""
    low, high = _axes.extremes([point.y for one in group for point in one.points])
    if log:
        return _axes.powers(low, high, DECADES)
    return _axes.ticks(0.0 if 0 <= low <= high / 2 else low, high, STEPS)


# --- the data ----------------------------------------------------------------------------


def _series(settings: Mapping[str, Any], table: Table) -> list[Series]:
    columns = settings["y"]
    names = settings["names"] or [name.replace("_", " ") for name in columns]
    if len(names) != len(columns):
        raise SettingError(f"must be as many as the columns of y: {len(columns)}", name="names")
    return [
        Series(name, tuple(_points(column, settings, table)), number)
        for number, (column, name) in enumerate(zip(columns, names, strict=True))
    ]


def _points(column: str, settings: Mapping[str, Any], table: Table) -> list[Point]:
    """A column's points in order of x. Raises BlockError."""
    places, values = table.numbers(settings["x"]), table.numbers(column)
    _need(table, settings["x"], places)
    _need(table, column, values)
    if settings["scale"] == "log":
        _need_positive(table, column, values)
    columns = (values, table.decimals(column), table.doubtful(settings["certain"]))
    rows = zip(places, *columns, strict=True)
    points = [Point(x, y, count, doubtful) for x, y, count, doubtful in rows if x is not None]
    return sorted(points, key=lambda point: point.x)


def _need(table: Table, column: str, values: Sequence[float | None]) -> None:
    if all(value is None for value in values):
        raise BlockError([fault(table.columns[column][0], f"the column {column} holds no number")])


def _need_positive(table: Table, column: str, values: Sequence[float | None]) -> None:
    hint = 'scale = "linear" has room for it'
    faults = [
        fault(cell, f"a logarithmic scale has no place for {cell.text}", hint)
        for cell, value in zip(table.columns[column], values, strict=True)
        if value is not None and value <= 0
    ]
    if faults:
        raise BlockError(faults)
