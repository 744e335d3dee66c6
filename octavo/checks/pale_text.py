"""Text is too pale for its background to be read in print.

Its contrast is below 4.5 to 1, or below 3 to 1 in large type (WCAG 2.2, 1.4.3). A printer makes
grey of dots, which makes it worse. Take a darker colour in your style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import found, lines, quoted
from octavo.diagnostics import Finding
from octavo.model import Built

LARGE = 24  # CSS pixels, 18 points: where type begins to be large
LEAST, LEAST_LARGE = 4.5, 3.0  # contrast ratios


def check(subject: Built) -> Iterator[Finding]:
    """The first line of each block in which a text has too little contrast."""
    told = set()
    for page, piece, line in lines(subject):
        least = LEAST_LARGE if line.size >= LARGE else LEAST
        if line.contrast < least and (page.number, piece.place) not in told:
            told.add((page.number, piece.place))
            message = f"{quoted(line.text)} has a contrast of {line.contrast:.1f} to 1"
            hint = f"{least:g} to 1 is the least: take a darker colour"
            yield found("pale_text", subject, message, piece.place, page, hint)
