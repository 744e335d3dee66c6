"""A table of data, each cell knowing its place in the CSV file it was read from.

The form is that of RFC 4180: commas between cells, cells in quotation marks where they hold commas
or quotation marks, which are doubled. The first row names the columns.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from octavo.diagnostics import Finding, Source, Span

RULE = "figure"  # of every finding on a drawn block
FIELD = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^,\n"]*))(?=[,\n]|\Z)')
ANSWER = re.compile("yes|no")
NUMBER = re.compile(r"[-−]?\d{1,15}(?:\.\d{1,15})?")
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

T = TypeVar("T")


class BlockError(Exception):
    """A block cannot be drawn; carries all the reasons that are known."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.message for finding in self.findings))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Date:
    """A date as exact as the writer gave it."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def at(self) -> float:
        """The date in years, for an axis; the middle of a month or year known no better."""
        if self.month is None:
            return self.year + 0.5
        days = calendar.monthrange(self.year, self.month)[1]
        return self.year + (self.month - 1 + ((self.day or days / 2 + 1) - 1) / days) / 12


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name, in the file's order; all have the same number of cells."""

    source: Source
    columns: Mapping[str, tuple[Cell, ...]]

    def texts(self, name: str) -> list[str]:
        """A column's cells as they are."""
        return [cell.text for cell in self.columns[name]]

    def numbers(self, name: str) -> list[float | None]:
        """A column of numbers; None where a cell is empty. Raises BlockError."""
        hint = "write it with digits and a full stop: 1036 or 3.5"
        return self._read(name, NUMBER, _number, "is not a number", hint)

    def decimals(self, name: str) -> list[int]:
        """How many digits a column's cells have behind the full stop: labels keep them all."""
        return [len(text.partition(".")[2]) for text in self.texts(name)]

    def full(self, name: str) -> list[float]:
        """A column of numbers without empty cells, none below 0. Raises BlockError."""
        numbers = self.numbers(name)
        faults = [
            fault(cell, "an empty cell has no length" if value is None else "a bar starts at 0")
            for cell, value in zip(self.columns[name], numbers, strict=True)
            if value is None or value < 0
        ]
        if faults:
            raise BlockError(faults)
        return [value for value in numbers if value is not None]

    def dates(self, name: str) -> list[Date | None]:
        """A column of dates, None where a cell is empty. Raises BlockError."""
        hint = "write year, month and day as 1950-02-14, 1950-02 or 1950"
        return self._read(name, DATE, _date, "is not a date", hint)

    def doubtful(self, name: str) -> list[bool]:
        """Whether the cells of a column of yes and no say no. Raises BlockError."""
        if not name:
            return [False] * len(next(iter(self.columns.values())))
        hint = 'write "yes" or "no"'
        said = self._read(
            name, ANSWER, lambda found: found[0] == "no", "is neither yes nor no", hint
        )
        return [bool(answer) for answer in said]

    def too_long(self, count: int, noun: str) -> BlockError:
        """The error for more rows than one page can show."""
        message = f"{count} {noun} are more than a page holds"
        place = Span(self.source, 0, 0)
        hint = "leave some out, or make two figures of it"
        return BlockError([Finding(RULE, message, place, hint=hint)])

    def _read(
        self, name: str, form: re.Pattern[str], read: Callable[[re.Match[str]], T], *said: str
    ) -> list[T | None]:
        """Each cell as what it says, all that say nothing of the kind in one BlockError."""
        values: list[T | None] = []
        faults = []
        for cell in self.columns[name]:
            found = form.fullmatch(cell.text)
            value = read(found) if found else None
            if value is None and cell.text:
                faults.append(fault(cell, f'"{cell.text}" {said[0]}', said[1]))
            values.append(value)
        if faults:
            raise BlockError(faults)
        return values


def _number(found: re.Match[str]) -> float:
    return float(found[0].replace("−", "-"))


def _date(found: re.Match[str]) -> Date | None:
    """The date, or None if the calendar has no such day."""
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        datetime.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return Date(year or 0, month, day)


def fault(cell: Cell, message: str, hint: str = "") -> Finding:
    """What is wrong with a cell."""
    return Finding(RULE, message, cell.span, hint=hint)


# --- reading -----------------------------------------------------------------------------


def parse(source: Source) -> Table:
    """The table in a CSV file. Raises BlockError where it is none."""
    head, *rows = list(_rows(source)) or [()]
    names = [cell.text for cell in head]
    faults = [fault(cell, f'two columns are called "{cell.text}"') for cell in _doubles(head)]
    faults += filter(None, (_uneven(row, names) for row in rows))
    if not rows:
        place = Span(source, 0, 0)
        hint = "the first line names the columns, one line follows for each row"
        faults.append(Finding(RULE, "there are no data in this file", place, hint=hint))
    if faults:
        raise BlockError(faults)
    return Table(source, dict(zip(names, zip(*rows, strict=True), strict=True)))


def _rows(source: Source) -> Iterator[tuple[Cell, ...]]:
    """The rows that hold anything."""
    text, at, row = source.text, 0, list[Cell]()
    while at < len(text):
        found = FIELD.match(text, at)
        if found is None:
            end = text.find("\n", at)
            place = Span(source, at, end if end >= 0 else len(text))
            hint = 'put the whole cell in quotation marks, and write "" for one in it'
            raise BlockError([Finding(RULE, "a quotation mark is out of place", place, hint=hint)])
        quoted = found[1] is not None
        said = found[1].replace('""', '"') if quoted else found[2].strip()
        start = found.start(1) if quoted else found.start(2)
        row.append(Cell(said, Span(source, start, start + len(found[1 if quoted else 2].rstrip()))))
        at = found.end() + 1
        if text[found.end() : at] != ",":
            if any(cell.text for cell in row):
                yield tuple(row)
            row = []
    if row:  # the last line ends with a comma
        yield (*row, Cell("", Span(source, len(text), len(text))))


def _doubles(head: Sequence[Cell]) -> Iterator[Cell]:
    for number, cell in enumerate(head):
        if any(cell.text == other.text for other in head[:number]):
            yield cell


def _uneven(row: Sequence[Cell], names: Sequence[str]) -> Finding | None:
    if len(row) == len(names):
        return None
    message = f"this row has {len(row)} cells, the first has {len(names)}"
    place = Span(row[0].span.source, row[0].span.start, row[-1].span.end)
    return Finding(RULE, message, place, hint="a cell that holds a comma stands in quotation marks")
