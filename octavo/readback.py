"""Read a finished PDF back from its bytes: what really stands on each page, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from octavo.model import Area, Output, Page, Pdf

POINT = 72 / 96  # a CSS pixel in points, the unit of PDF (ISO 32000-2, 8.3.2.3)


def read(output: Output) -> Pdf:
    """The texts, title and fonts of a PDF of whose pages the engine gave account.

    A page's text comes as it was drawn: what stands in the flow in reading order, then the
    numbers of lists. The heads and feet of pages are left out. Where a word is parted at the end
    of a line its hyphen comes as U+0002: compare letters and digits only.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(output.data)
    try:
        sheets = list(zip(pdf, output.pages, strict=True))
        texts = [_texts(sheet, page) for sheet, page in sheets]
        names = {name for sheet, _ in sheets for name in _fonts(sheet)}
        return Pdf(
            text=tuple(text for text, _, _ in texts),
            notes=tuple(notes for _, notes, _ in texts),
            floats=tuple(floats for _, _, floats in texts),
            title=pdf.get_metadata_value("Title"),
            fonts=tuple(sorted(names)),
        )
    finally:
        pdf.close()


def _texts(sheet: Any, page: Page) -> tuple[str, str, str]:
    """The running text of a page, its notes, and its figures above the text."""
    text = sheet.get_textpage()
    try:
        notes = _band(text, page, page.notes) if page.notes else ""
        floats = _band(text, page, page.floats) if page.floats else ""
        return _band(text, page, page.text), notes, floats
    finally:
        text.close()


def _band(text: Any, page: Page, area: Area) -> str:
    """What stands as high on the page as the area, from edge to edge of the paper.

    A wide table may run over the area's sides and still be on paper.
    """
    top = page.height - area.y  # PDF measures from the foot of the page
    bottom = top - area.height
    return str(text.get_text_bounded(0, bottom * POINT, page.width * POINT, top * POINT))


def _fonts(sheet: Any) -> Iterator[str]:
    """The names of the fonts that a page's texts are set in, as the PDF has them.

    Six letters and a plus sign before a name mark a part of a font (ISO 32000-2, 9.9.2).
    """
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

    for text in sheet.get_objects(filter=[FPDF_PAGEOBJ_TEXT]):
        yield text.get_font().get_base_name().split("+")[-1].rstrip(",")
