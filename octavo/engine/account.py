"""Our own account of laid-out pages: a frozen copy of what checks need of WeasyPrint's boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from octavo.engine import floats, lines
from octavo.engine.contrast import WHITE, Colour, blended, contrast
from octavo.model import Area, Line, Page, Picture, Piece
from octavo.trace import PLACE

MADE = ("::marker", "::before", "::after")  # boxes that were made of no text of the source
UNSEEN = {0x200B: None, 0xAD: None}  # where a line may end: zero-width space, soft hyphen
ANYWHERE = Area(-1e6, -1e6, 2e6, 2e6)  # what is seen where nothing is hidden
INCH = 96  # CSS pixels
CAPITAL, LETTER = 0.7, 0.9  # from a capital's top to the baseline, and to a descender's foot: ems


def pages(sheets: Iterable[Any]) -> tuple[Page, ...]:
    """The account of a document's pages, as WeasyPrint laid them out."""
    walk = _Walk()
    return tuple(walk.page(number, sheet) for number, sheet in enumerate(sheets, 1))


@dataclass(frozen=True, slots=True)
class _View:
    """What holds for all that a box contains."""

    seen: Area = ANYWHERE  # what is not clipped
    place: str = ""
    tag: str = ""
    ground: Colour = WHITE
    in_notes: bool = False


@dataclass(slots=True)
class _Walk:
    """Goes through the boxes of one page after the other."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    open: set[int] = field(default_factory=set)  # elements whose text goes on overleaf

    def page(self, number: int, sheet: Any) -> Page:
        """One page, after those before it."""
        self.pieces, self.pictures = [], []
        box = sheet._page_box
        root, *others = box.children
        areas = [child for child in others if type(child).__name__ == "FootnoteAreaBox"]
        notes = next((_outer(child) for child in areas if child.height), None)
        x, y, width = box.content_box_x(), box.content_box_y(), box.width
        foot = notes.y if notes is not None else y + box.height
        top = max((_foot(figure) for figure in floats.on_top(box)), default=y)
        self.box(root, _View())
        for child in areas:
            self.box(child, _View(in_notes=True))
        return Page(
            number,
            sheet.width,
            sheet.height,
            Area(x, top, width, foot - top),
            notes,
            tuple(_blocks(box)),
            Area(x, y, width, top - y) if top > y else None,
            tuple(self.pieces),
            tuple(self.pictures),
            tuple(_margins(others)),
            lines.left(box),
            _is_ended(box),
        )

    def box(self, box: Any, view: _View) -> None:
        """A box and all that it contains."""
        box = getattr(box, "_box", box)  # one that is positioned stands behind a placeholder
        view = _within(box, view)
        kind = type(box).__name__
        if kind.endswith("ReplacedBox"):
            self.pictures.append(_picture(box, view))
        elif kind.endswith("TableBox"):
            self.pictures.append(Picture("table", view.place, _border(box)))
        children = getattr(box, "children", ())
        if children and type(children[0]).__name__ == "LineBox":
            self.lines(box, view)
            return
        for child in children:
            self.box(child, view)

    def lines(self, box: Any, view: _View) -> None:
        """A box of lines: a paragraph, a heading, a cell, a note."""
        room = Area(box.content_box_x(), box.content_box_y(), box.width, box.height)
        lines = []
        for line in box.children:
            texts = list(self.texts(line, view))
            if texts:
                lines.append(_line(texts, room, view.seen))
        key = id(box.element)
        goes_on = getattr(box.children[-1], "resume_at", None) is not None
        place = view.place or next(_places(box), "")
        begins = key not in self.open
        piece = Piece(view.tag, place, tuple(lines), view.in_notes, begins, not goes_on)
        (self.open.add if goes_on else self.open.discard)(key)
        if lines:
            self.pieces.append(piece)

    def texts(self, box: Any, view: _View) -> Iterator[tuple[Any, Colour]]:
        """The texts of a line, with the colour behind each; pictures are noted."""
        kind = type(box).__name__
        if kind == "TextBox":
            if box.text.strip():
                yield box, view.ground
        elif kind.endswith("ReplacedBox"):
            self.pictures.append(_picture(box, view))
        else:
            for child in getattr(box, "children", ()):
                yield from self.texts(child, _within(child, view))


def _is_ended(page: Any) -> bool:
    """Whether a style asks for a break behind a page, or for a page of another name."""
    after = getattr(page, "octavo_next", {"break": "any", "page": None})
    name = page.page_type.name
    return bool(after["break"] != "any" or (after["page"] or name) != name)


def _margins(boxes: Iterable[Any]) -> Iterator[Line]:
    """The lines in the margin boxes of a page."""
    walk = _Walk()
    for box in boxes:
        if type(box).__name__ == "MarginBox":
            walk.box(box, _View())
    return (line for piece in walk.pieces for line in piece.lines)


def _within(box: Any, view: _View) -> _View:
    """What holds within a box."""
    style = box.style
    element, made = box.element, (box.element_tag or "").endswith(MADE)
    if element is not None and not made:
        place = element.get(PLACE) or view.place
        if place != view.place or box.element_tag != view.tag:
            view = replace(view, place=place, tag=box.element_tag)
    ground = style["background_color"]
    if not isinstance(ground, str) and ground.alpha:
        view = replace(view, ground=blended(ground, view.ground))
    if style["overflow"] != "visible" and hasattr(box, "position_x"):
        view = replace(view, seen=_common(_border(box), view.seen))
    return view


def _line(texts: list[tuple[Any, Colour]], room: Area, seen: Area) -> Line:
    main = max((text for text, _ in texts), key=lambda text: len(text.text))
    size = float(main.style["font_size"])
    left = min(text.position_x for text, _ in texts)
    right = max(text.position_x + _width(text) for text, _ in texts)
    top = main.position_y + main.baseline - CAPITAL * size
    return Line(
        text="".join(text.text for text, _ in texts).translate(UNSEEN),
        area=Area(left, top, right - left, LETTER * size),
        room=room,
        seen=seen,
        size=size,
        stretch=max(text.justification_spacing for text, _ in texts) / size,
        contrast=min(contrast(text.style, ground) for text, ground in texts),
    )


def _width(text: Any) -> float:
    """The width of a text without the spaces at its end, which in code are kept.

    Nor does what is meant to reach over the edge count: see the mend `hanging_signs`.
    """
    said = text.text
    hanging = getattr(text, "octavo_hang", 0.0)
    return float(text.width * len(said.rstrip()) / len(said) - hanging)


def _picture(box: Any, view: _View) -> Picture:
    area = Area(box.content_box_x(), box.content_box_y(), box.width, box.height)
    image = box.replacement
    if not hasattr(image, "mode") or not (box.width and box.height):
        return Picture("picture", view.place, area)  # drawn in lines
    dots = min(image.width * INCH / box.width, image.height * INCH / box.height)
    return Picture("picture", view.place, area, dots)


def _places(box: Any) -> Iterator[str]:
    """The places of inline elements: a note is a span, and its blocks are spans in it."""
    for one in box.descendants():
        place = one.element.get(PLACE) if one.element is not None else None
        if place:
            yield place


def _blocks(box: Any) -> Iterator[tuple[str, Area]]:
    """The outermost boxes whose elements say where they stand in the source."""
    place = box.element.get(PLACE) if box.element is not None else None
    if place and not box.element_tag.endswith(MADE):
        yield place, _outer(box)
    elif hasattr(box, "children"):
        for child in box.children:
            yield from _blocks(child)


def _foot(box: Any) -> float:
    """Where a box ends, its margin left out."""
    return float(box.position_y + box.margin_height() - box.margin_bottom)


def _outer(box: Any) -> Area:
    return Area(box.position_x, box.position_y, box.margin_width(), box.margin_height())


def _border(box: Any) -> Area:
    x, y = box.border_box_x(), box.border_box_y()
    return Area(x, y, box.border_width(), box.border_height())


def _common(one: Area, other: Area) -> Area:
    """Where two rectangles lie one upon the other."""
    left, top = max(one.x, other.x), max(one.y, other.y)
    right = min(one.x + one.width, other.x + other.width)
    bottom = min(one.y + one.height, other.y + other.height)
    return Area(left, top, max(0.0, right - left), max(0.0, bottom - top))
