"""Bars that lie, one a row: name, remark, bar, and the value at its end. No axis is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.blocks._canvas import (
    LEADING,
    RISE,
    SIZE,
    THIN,
    Box,
    Part,
    Text,
    bar,
    check_unit,
    drawing,
    extent,
    line,
    paragraph,
    wrapped,
)
from octavo.blocks._settings import SettingError
from octavo.blocks._sheet import Sheet
from octavo.blocks._table import DATE, Table
from octavo.blocks._words import Words
from octavo.model import Element

GAP = 9.0  # between the columns
AIR = 4.4  # between two rows
HEIGHT = 6.4  # of a bar
LEAST = 60.0  # of the longest bar


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's two texts, in lines, its value and how it is written."""

    name: list[str]
    remark: list[str]
    value: float
    said: str
    doubtful: bool

    @property
    def height(self) -> float:
        return max(len(self.name), len(self.remark)) * LEADING + AIR


def draw(settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet) -> Element:
    """The rows in the table's order. Raises BlockError, SettingError."""
    if len(settings["y"]) > 1:
        raise SettingError("can be one column only where bars are drawn", name="y")
    check_unit(settings, sheet)
    rows = _rows(settings, table, words, sheet)
    columns = _Columns.of(rows, sheet)
    top = foot = LEADING + AIR if settings["unit"] else 0.0
    parts: list[Part] = [_unit(settings["unit"], columns.bars, sheet)] if settings["unit"] else []
    for row in rows:
        parts += _row(row, columns, foot + AIR / 2 + RISE * SIZE)
        foot += row.height
    if foot > sheet.tallest:
        raise table.too_long(len(rows), "bars")
    axis = line(columns.bars, top, columns.bars, foot, THIN)
    return drawing([*parts, axis], sheet, foot)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where remarks and bars start, and how long a bar is for a value of 1."""

    remarks: float
    bars: float
    scale: float

    @classmethod
    def of(cls, rows: Sequence[_Row], sheet: Sheet) -> _Columns:
        """As broad as the words need; the bars take the rest."""
        remarks = _breadth(text for row in rows for text in row.name)
        bars = remarks + _breadth(text for row in rows for text in row.remark)
        room = sheet.width - bars - GAP / 2 - max(extent(row.said) for row in rows)
        return cls(remarks, bars, room / (max(row.value for row in rows) or 1))


def _breadth(texts: Iterable[str]) -> float:
    """The room that a column takes; none if nothing is in it."""
    widest = max(map(extent, texts))
    return widest + GAP if widest else 0.0


def _row(row: _Row, columns: _Columns, base: float) -> Iterator[Part]:
    end = columns.bars + row.value * columns.scale
    top = base - (HEIGHT + 0.62 * SIZE) / 2
    yield from bar(Box(columns.bars, top, end - columns.bars, HEIGHT), hatched=row.doubtful)
    yield from paragraph(row.name, 0, base)
    yield from paragraph(row.remark, columns.remarks, base)
    yield Text(row.said, end + GAP / 2, base)


def _unit(unit: str, bars: float, sheet: Sheet) -> Text:
    """What the bars count, above them, or as far right as it goes."""
    return Text(unit, min(bars, max(0.0, sheet.width - extent(unit))), RISE * SIZE)


def _rows(settings: Mapping[str, Any], table: Table, words: Words, sheet: Sheet) -> list[_Row]:
    """The rows, their words in lines that leave room for the bars and for what they say."""
    values = table.full(settings["y"][0])
    names = [_name(text, words) for text in table.texts(settings["x"])]
    remarks = table.texts(settings["remark"]) if settings["remark"] else [""] * len(names)
    decimals = table.decimals(settings["y"][0])
    said = [words.number(*number) for number in zip(values, decimals, strict=True)]
    room = sheet.width - max(map(extent, said)) - LEAST - 2.5 * GAP
    lines = [wrapped(name, room / 2 if any(remarks) else room) for name in names]
    rest = room - max(extent(text) for name in lines for text in name)
    more = [wrapped(remark, rest) for remark in remarks]
    doubtful = table.doubtful(settings["certain"])
    return [_Row(*row) for row in zip(lines, more, values, said, doubtful, strict=True)]


def _name(text: str, words: Words) -> str:
    """A row's name; a date is written as the language writes it."""
    found = DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = (int(part) if part else None for part in found.groups())
    return words.date(year or 0, month, day)
