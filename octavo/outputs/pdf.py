"""The printed report: a PDF set by WeasyPrint, in the shipped fonts, from nothing but the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from octavo.engine import floats, printing
from octavo.model import Area, Document, Output, Page

MEDIUM = "print"


def make(document: Document, html: str) -> Output:
    """The PDF, with an account of its pages. Raises engine.EngineError where Pango is missing.

    Title, authors, language, subject and keywords are those of the page's head; there is no
    date in the file, so the same report gives the same bytes.
    """
    printed = printing.make(html, typeface=document.typeface)
    pages = tuple(_page(number, sheet) for number, sheet in enumerate(printed.pages, 1))
    return Output(f"{document.project.name}.pdf", printed.data, pages)


def _page(number: int, sheet: Any) -> Page:
    """Our own copy of what checks need of a page's boxes."""
    box = sheet._page_box
    x, y, width, height = box.content_box_x(), box.content_box_y(), box.width, box.height
    notes = next((_area(child) for child in box.children if _holds_notes(child)), None)
    foot = notes.y if notes is not None else y + height
    top = max((_bottom(figure) for figure in floats.on_top(box)), default=y)
    figures = Area(x, y, width, top - y) if top > y else None
    area = Area(x, top, width, foot - top)
    return Page(number, sheet.width, sheet.height, area, notes, tuple(_blocks(box)), figures)


def _bottom(box: Any) -> float:
    return float(box.position_y + box.margin_height() - box.margin_bottom)


def _blocks(box: Any) -> Iterator[tuple[str, Area]]:
    """The boxes whose elements say where they stand in the source."""
    place = box.element.get("data-at") if box.element is not None else None
    if place and not box.element_tag.endswith(("::marker", "::before", "::after")):
        yield place, _area(box)
    elif hasattr(box, "children"):
        for child in box.children:
            yield from _blocks(child)


def _holds_notes(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox" and bool(box.height)


def _area(box: Any) -> Area:
    return Area(box.position_x, box.position_y, box.margin_width(), box.margin_height())
