"""A justified line has very wide gaps between its words.

A long word or address would not break, so that the line before it was drawn out. Change a word, or
put a soft hyphen (&shy;) into the long one.

Instead of

    assets/styles/own.css:
    @page { size: 460px 400px !important; margin: 40px !important }
    p { hyphens: none }

    01-first.md:
    So it was Donaudampfschifffahrtselektrizitätenhauptbetriebswerk that went.

write

    01-first.md:
    So it was the steamship company that went.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.checks._sheet import found, lines, quoted
from octavo.diagnostics import Finding
from octavo.model import Built


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.loose_line] may set."""

    gap: float = setting(0.5, "ems by which a gap of about 0.25 may be widened")


def check(subject: Built, settings: Settings) -> Iterator[Finding]:
    """Each line whose spaces were widened by more than that."""
    for page, piece, line in lines(subject):
        if line.stretch > settings.gap:
            message = f"the line {quoted(line.text)} has very wide gaps"
            yield found("loose_line", subject, message, piece.place, page)
