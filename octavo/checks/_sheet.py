"""What the checks of the printed page have in common: places, words, lines in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Area, Built, Document, Line, Page, Piece

EDGE = 0.75  # CSS pixels, 0.2 mm: less beyond an edge is rounding, and nobody sees it
MILLIMETRE = 96 / 25.4  # CSS pixels
SAID = 6  # words that a message quotes


def found(
    rule: str, subject: Built, message: str, place: str, page: Page, hint: str = ""
) -> Finding:
    """A warning about what stands at a place of the source, on a page."""
    span = span_of(subject.document, place)
    return Finding(rule, message, span, Severity.WARNING, hint, page=page.number)


def span_of(document: Document, place: str) -> Span | None:
    """The stretch of a section that a place means ("2:310-355": section, first, last)."""
    section, _, stretch = place.partition(":")
    start, _, end = stretch.partition("-")
    if not (section.isdigit() and start.isdigit() and end.isdigit()):
        return None
    return Span(document.sections[int(section)].source, int(start), int(end))


def lines(subject: Built) -> Iterator[tuple[Page, Piece, Line]]:
    """All lines of type, page by page."""
    for page in subject.pages:
        for piece in page.pieces:
            for line in piece.lines:
                yield page, piece, line


def first_of_block(found: Iterable[tuple[Page, Piece, Line]]) -> Iterator[tuple[Page, Piece, Line]]:
    """Of the lines of one block on one page the first."""
    told = set()
    for page, piece, line in found:
        if (page.number, piece.place) not in told:
            told.add((page.number, piece.place))
            yield page, piece, line


def quoted(text: str) -> str:
    """The first words of a text, as a message names it."""
    words = text.split()
    return f"“{' '.join(words[:SAID])}{' …' if len(words) > SAID else ''}”"


def right(area: Area) -> float:
    """The right edge."""
    return area.x + area.width


def foot(area: Area) -> float:
    """The lower edge."""
    return area.y + area.height


def millimetres(pixels: float) -> str:
    """A length as a message says it."""
    return f"{pixels / MILLIMETRE:.0f} mm" if pixels >= MILLIMETRE else "less than 1 mm"
