"""Read a finished PDF back from its bytes: what really stands on each page, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from octavo import readback_tags
from octavo.model import Area, Output, Page, Pdf

POINT = 72 / 96  # a CSS pixel in points, the unit of PDF (ISO 32000-2, 8.3.2.3)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is read of one page."""

    text: str
    notes: str
    floats: str
    fonts: frozenset[str]
    pieces: tuple[readback_tags.Piece, ...]


def read(output: Output) -> Pdf:
    """The texts, title and fonts of a PDF of whose pages the engine gave account.

    A page's text comes as it was drawn: what stands in the flow in reading order, then the
    numbers of lists. The heads and feet of pages are left out. Where a word is parted at the end
    of a line its hyphen comes as U+0002: compare letters and digits only.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(output.data)
    try:
        sheets = [_sheet(*one) for one in zip(pdf, output.pages, strict=True)]
        running, notes = readback_tags.spoken(piece for one in sheets for piece in one.pieces)
        return Pdf(
            text=tuple(one.text for one in sheets),
            notes=tuple(one.notes for one in sheets),
            floats=tuple(one.floats for one in sheets),
            title=pdf.get_metadata_value("Title"),
            fonts=tuple(sorted({name for one in sheets for name in one.fonts})),
            spoken=running,
            spoken_notes=notes,
        )
    finally:
        pdf.close()


def _sheet(sheet: Any, page: Page) -> _Sheet:
    """One page: its running text, its notes, its figures above the text, and all its pieces."""
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

    text = sheet.get_textpage()
    try:
        items = list(sheet.get_objects(filter=[FPDF_PAGEOBJ_TEXT]))
        return _Sheet(
            text=_band(text, page, page.text),
            notes=_band(text, page, page.notes) if page.notes else "",
            floats=_band(text, page, page.floats) if page.floats else "",
            fonts=frozenset(map(_font, items)),
            pieces=tuple(readback_tags.pieces(page.number, sheet, text, items)),
        )
    finally:
        text.close()


def _band(text: Any, page: Page, area: Area) -> str:
    """What stands as high on the page as the area, from edge to edge of the paper.

    A wide table may run over the area's sides and still be on paper; numbers of lines are no text.
    """
    top = page.height - area.y  # PDF measures from the foot of the page
    bottom = top - area.height
    return str(
        text.get_text_bounded(page.left * POINT, bottom * POINT, page.width * POINT, top * POINT)
    )


def _font(item: Any) -> str:
    """The name of the font that a text is set in, as the PDF has it.

    Six letters and a plus sign before a name mark a part of a font (ISO 32000-2, 9.9.2).
    """
    return str(item.get_font().get_base_name().split("+")[-1].rstrip(","))
