"""Text is too pale for its background to be read in print.

Its contrast is below 4.5 to 1, or below 3 to 1 in large type (WCAG 2.2, 1.4.3). A printer makes
grey of dots, which makes it worse. Take a darker colour in your style sheet.

Instead of

    assets/styles/own.css:
    blockquote { color: #999 }

    01-first.md:
    > Grey words are hard to read in print.

write

    assets/styles/own.css:
    blockquote { color: #555 }
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.checks._sheet import first_of_block, found, lines, quoted
from octavo.diagnostics import Finding
from octavo.model import Built, Line

LARGE = 24  # CSS pixels, 18 points: where type begins to be large


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.pale_text] may set."""

    contrast: float = setting(4.5, "to 1: the least")
    large: float = setting(3.0, "to 1: the least of large type")


def check(subject: Built, settings: Settings) -> Iterator[Finding]:
    """The first line of each block in which a text has too little contrast."""
    pale = (one for one in lines(subject) if one[2].contrast < _least(one[2], settings))
    for page, piece, line in first_of_block(pale):
        message = f"{quoted(line.text)} has a contrast of {line.contrast:.1f} to 1"
        hint = f"{_least(line, settings):g} to 1 is the least: take a darker colour"
        yield found("pale_text", subject, message, piece.place, page, hint)


def _least(line: Line, settings: Settings) -> float:
    return settings.large if line.size >= LARGE else settings.contrast
