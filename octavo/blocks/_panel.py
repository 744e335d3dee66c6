"""One panel of a plot: its axes, its lines or dots, their names and chosen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from octavo.blocks import _axes, _labels
from octavo.blocks._axes import Scale
from octavo.blocks._canvas import (
    DASHES,
    LEADING,
    RISE,
    SIZE,
    THICK,
    Box,
    Part,
    Text,
    dot,
    extent,
    line,
    packed,
    polylines,
)
from octavo.blocks._sheet import Sheet
from octavo.blocks._words import Words

GAP = 5.0
TICK = 3.0
RADIUS = 1.7
HEAD = LEADING + 6  # above a panel: its name and the unit
FOOT = LEADING + TICK + 2  # below the last: the numbers of x
LEVEL = 0.32 * SIZE  # from the middle of a small letter to its base line


@dataclass(frozen=True, slots=True)
class Point:
    """A row of a column; `y` is None where the cell is empty, and has so many decimals else."""

    x: float
    y: float | None
    decimals: int = 0
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A column: its name, its points in order of x, and the how-manieth it is."""

    name: str
    points: tuple[Point, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines or dots over one pair of scales; `left` is where the axis of y stands."""

    series: Sequence[Series]
    across: Scale
    up: Scale
    ticks: Sequence[float]
    left: float
    settings: Mapping[str, Any]
    words: Words
    sheet: Sheet

    def parts(self) -> Iterator[Part]:
        """Everything but the numbers of x."""
        yield from self._axes()
        yield from self._heads()
        around = (*self._axes(), *self._heads())
        texts = [part for part in around if isinstance(part, Text)]
        if self.settings["kind"] == "lines":
            names = list(self._names()) if not self.settings["panels"] else []
            yield from [*self._lines(), *names]
            yield from self._values([*texts, *names], set(self.settings["values"]))
        else:
            yield from self._values(texts, {p.x for one in self.series for p in one.points})

    def numbers_of_x(self) -> Iterator[Part]:
        """The numbers below the panel, as they are: years are not grouped."""
        base = self.up.start + TICK + RISE * SIZE + 2
        for tick in self._ticks_of_x():
            yield Text(f"{tick:.10g}", self.across(tick), base, "middle")

    def _ticks_of_x(self) -> list[float]:
        """Round numbers along x, whole if all of the data are."""
        most = int((self.across.end - self.across.start) / (extent("00000") + GAP))
        found = _axes.inner(self.across.low, self.across.high, max(most, 1))
        whole = all(point.x.is_integer() for one in self.series for point in one.points)
        return [tick for tick in found if tick.is_integer() or not whole]

    def _axes(self) -> Iterator[Part]:
        foot, decimals = self.up.start, _axes.decimals(self.ticks, log=self.up.log)
        yield line(self.left, self.up.end, self.left, foot)
        yield line(self.left, foot, self.across.end, foot)
        for tick in self.ticks:
            y = self.up(tick)
            yield line(self.left - TICK, y, self.left, y)
            said = self.words.number(tick, decimals)
            yield Text(said, self.left - TICK - 2, y + LEVEL, "end")
        for tick in self._ticks_of_x():
            x = self.across(tick)
            yield line(x, foot, x, foot + TICK)

    def _heads(self) -> Iterator[Text]:
        """What y counts, and in a panel of its own the series' name."""
        base = self.up.end - LEADING + 1
        start = 0.0
        if self.settings["panels"]:
            name = Text(self.series[0].name, 0, base, bold=True)
            yield name
            start = name.box.right + GAP
        if self.settings["unit"]:
            yield Text(self.settings["unit"], start, base)

    def _lines(self) -> Iterator[Part]:
        for one in self.series:
            dashes = DASHES[one.number % len(DASHES)] if len(self.series) > 1 else ""
            runs = list(self._runs(one))
            yield polylines([run for run in runs if len(run) > 1], THICK, dashes)
            yield from (dot(*run[0], RADIUS) for run in runs if len(run) == 1)

    def _runs(self, one: Series) -> Iterator[list[tuple[float, float]]]:
        """The places of a series, parted where a value is missing."""
        for missing, run in groupby(one.points, lambda point: point.y is None):
            if not missing:
                yield [(self.across(p.x), self.up(p.y)) for p in run if p.y is not None]

    def _names(self) -> Iterator[Text]:
        """Each name at its line's end; names that would meet move apart."""
        ends = [(list(self._runs(one))[-1][-1], one.name) for one in self.series]
        ends.sort(key=lambda end: end[0][1])
        wanted, sizes = [y for (_, y), _ in ends], [LEADING] * len(ends)
        heights = packed(wanted, sizes, self.up.end - LEADING / 2, self.up.start + LEADING / 2)
        for ((x, _), name), y in zip(ends, heights, strict=True):
            yield Text(name, x + GAP, y + LEVEL)

    def _values(self, taken: Sequence[Text], chosen: set[float]) -> Iterator[Part]:
        """The values at the chosen places of x, each with its dot."""
        points = [
            (
                point,
                (self.across(point.x), self.up(point.y)),
                self.words.number(point.y, point.decimals),
            )
            for one in self.series
            for point in one.points
            if point.y is not None and point.x in chosen
        ]
        for point, place, _ in points:
            yield dot(*place, RADIUS, hollow=point.doubtful)
        corner = self.left, self.up.start
        ink = [[(self.left, self.up.end), corner], [corner, (self.across.end, self.up.start)]]
        if self.settings["kind"] == "lines":
            ink += [run for one in self.series for run in self._runs(one)]
        ink += [[place] for _, place, _ in points]
        height = self.up.start - self.up.end + HEAD + TICK
        room = Box(0, self.up.end - HEAD, self.sheet.width, height)
        said = [(place, text) for _, place, text in points]
        yield from _labels.beside(said, room, taken, ink)
