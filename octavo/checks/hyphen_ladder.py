"""Four or more lines in a row end in a hyphen.

The hyphens make a ladder at the margin, and the eye slips from one line to another (Chicago Manual
of Style, 17th ed., 2.113). Octavo parts words in no more than three lines in a row; what is left
are hyphens that were typed. Change a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from octavo.checks._sheet import found, quoted
from octavo.diagnostics import Finding
from octavo.model import Built, Line, Piece

MOST = 3  # lines in a row


def check(subject: Built) -> Iterator[Finding]:
    """Each row of such lines."""
    for page in subject.pages:
        for piece in page.pieces:
            for row in _rows(piece):
                first = quoted(row[0].text)
                message = f"{len(row)} lines in a row end in a hyphen, from {first}"
                yield found("hyphen_ladder", subject, message, piece.place, page)


def _rows(piece: Piece) -> Iterator[list[Line]]:
    rows = [list(row) for ends, row in groupby(piece.lines, _ends_in_hyphen) if ends]
    return (row for row in rows if len(row) > MOST)


def _ends_in_hyphen(line: Line) -> bool:
    return line.text.rstrip().endswith(("-", "\N{HYPHEN}"))
