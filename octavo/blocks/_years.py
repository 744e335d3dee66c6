"""Events along a line of years: each dated, at its place, as far as there is room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.blocks._canvas import (
    LEADING,
    RISE,
    SIZE,
    THIN,
    Part,
    Text,
    dot,
    drawing,
    extent,
    line,
    packed,
    paragraph,
    polylines,
    wrapped,
)
from octavo.blocks._sheet import Sheet
from octavo.blocks._table import RULE, BlockError, Date, Table
from octavo.blocks._words import Words
from octavo.diagnostics import Finding, Span
from octavo.model import Element

AXIS = 30.0  # where the line of years stands; the years are left of it
LEAD = 30.0  # from there to the dates
GAP = 7.0  # between a date and its event
AIR = 1.7  # between two events
ROOM = 1.15  # of what the events need, so that they come nearer to their places
TICK = 3.0
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class _Event:
    """An event with its date written out; its text is in lines."""

    date: Date
    said: str
    text: list[str]

    @property
    def height(self) -> float:
        return len(self.text) * LEADING + AIR


def draw(settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet) -> Element:
    """One column, from the first year to the last. Raises BlockError."""
    events = _events(settings, table, words, sheet)
    height = _height(events, table, sheet)
    first, last = math.floor(events[0].date.at), math.ceil(events[-1].date.at + 0.01)
    scale = (height - LEADING) / (last - first)
    places = [LEADING / 2 + (event.date.at - first) * scale for event in events]
    dates = AXIS + LEAD + max(extent(event.said) for event in events)
    parts: list[Part] = list(_axis(first, last, scale))
    middles = packed(places, [event.height for event in events], 0, height)
    for event, place, middle in zip(events, places, middles, strict=True):
        base = middle - event.height / 2 + AIR / 2 + RISE * SIZE
        parts += [_leader(place, base - 0.3 * SIZE), dot(AXIS, place, 1.6)]
        parts += [Text(event.said, dates, base, "end")]
        parts += paragraph(event.text, dates + GAP, base)
    return drawing(parts, sheet, height)


def _height(events: Sequence[_Event], table: Table, sheet: Sheet) -> float:
    """The drawing's height: what the events need and some room. Raises BlockError."""
    least = sum(event.height for event in events)
    if not events:
        raise BlockError([Finding(RULE, "no row has a date", Span(table.source, 0, 0))])
    if least > sheet.tallest:
        raise table.too_long(len(events), "events")
    return min(least * ROOM, sheet.tallest)


def _events(settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet) -> list[_Event]:
    """The events in order of time; rows without a date are none. Raises BlockError."""
    pairs = zip(table.dates(settings["date"]), table.texts(settings["event"]), strict=True)
    dated = sorted(
        ((date, text) for date, text in pairs if date is not None), key=lambda pair: pair[0].at
    )
    said = [words.date(date.year, date.month, date.day) for date, _ in dated]
    room = sheet.width - AXIS - LEAD - max(map(extent, said), default=0) - GAP
    return [
        _Event(date, when, wrapped(text, room))
        for (date, text), when in zip(dated, said, strict=True)
    ]


def _leader(place: float, end: float) -> Element:
    """From the line of years to a date."""
    bend = AXIS + LEAD - 8
    return polylines([[(AXIS + 4, place), (bend, end), (AXIS + LEAD - 3, end)]])


def _axis(first: int, last: int, scale: float) -> Iterator[Part]:
    """The line and its years: each, every second, every fifth, as many as there is room for."""
    step = next((step for step in STEPS if step * scale > 2.2 * LEADING), 5000)
    top = LEADING / 2
    yield line(AXIS, top, AXIS, top + (last - first) * scale, THIN)
    for year in range(-(-first // step) * step, last + 1, step):
        y = top + (year - first) * scale
        yield line(AXIS - TICK, y, AXIS, y, THIN)
        yield Text(str(year), AXIS - TICK - 3, y + 0.32 * SIZE, "end")
