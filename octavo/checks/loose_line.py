"""A justified line has very wide gaps between its words.

A long word or address would not break, so that the line before it was drawn out. Change a word, or
put a soft hyphen (&shy;) into the long one.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import found, lines, quoted
from octavo.diagnostics import Finding
from octavo.model import Built

MOST = 0.5  # ems by which a space, of about a quarter of an em, may be widened


def check(subject: Built) -> Iterator[Finding]:
    """Each line whose spaces were widened by more than that."""
    for page, piece, line in lines(subject):
        if line.stretch > MOST:
            message = f"the line {quoted(line.text)} has very wide gaps"
            yield found("loose_line", subject, message, piece.place, page)
