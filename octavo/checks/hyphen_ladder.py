"""Four or more lines in a row end in a hyphen.

The hyphens make a ladder at the margin, and the eye slips from one line to another (Chicago Manual
of Style, 17th ed., 2.113). Octavo parts words in no more than three lines in a row; what is left
are hyphens that were typed. Change a word.

Instead of

    assets/styles/own.css:
    p { width: 4.8em; hyphens: manual; text-align: left }

    01-first.md:
    The half-way way-side side-car car-park park-land land-mark was reached.

write

    assets/styles/own.css:
    p { hyphens: manual; text-align: left }
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from octavo.checks._settings import setting
from octavo.checks._sheet import found, quoted
from octavo.diagnostics import Finding
from octavo.model import Built, Line, Piece


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.hyphen_ladder] may set."""

    lines: int = setting(3, "that may end in a hyphen, in a row")


def check(subject: Built, settings: Settings) -> Iterator[Finding]:
    """Each row of such lines."""
    for page in subject.pages:
        for piece in page.pieces:
            for row in _rows(piece, settings.lines):
                first = quoted(row[0].text)
                message = f"{len(row)} lines in a row end in a hyphen, from {first}"
                yield found("hyphen_ladder", subject, message, piece.place, page)


def _rows(piece: Piece, most: int) -> Iterator[list[Line]]:
    rows = [list(row) for ends, row in groupby(piece.lines, _ends_in_hyphen) if ends]
    return (row for row in rows if len(row) > most)


def _ends_in_hyphen(line: Line) -> bool:
    return line.text.rstrip().endswith(("-", "\N{HYPHEN}"))
