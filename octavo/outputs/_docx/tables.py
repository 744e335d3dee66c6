"""Tables: heads that are repeated overleaf, cells that span, columns as wide as they need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from octavo.numerals import whole
from octavo.outputs._docx.xml import w
from octavo.outputs._page import classes, name, text

if TYPE_CHECKING:
    from octavo.outputs._docx.blocks import Place, Writer

PADDING = 216  # twentieths of a point, both sides of a cell together
LETTER = 0.56  # em: how wide a letter of a cell is, taken together
SMALL = 0.84  # of the text's size: a cell's letters
NARROW = ((10, "TableTextNarrowest"), (7, "TableTextNarrow"))  # from so many columns on
ROWS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its column; `element` is None for the lower part of one that spans rows."""

    column: int
    span: int
    element: Element | None
    down: bool = False  # whether it goes on in the next row


@dataclass(frozen=True, slots=True)
class Row:
    """A row, and whether it is one of the head's."""

    cells: tuple[Cell, ...]
    head: bool


def write(table: Element, writer: Writer, place: Place) -> Iterator[Element]:
    """The table; its `caption`, where HTML has it, stands above."""
    for child in table:
        if name(child) == "caption":
            yield writer.paragraph("TableCaption", writer.line([child], place.look))
    rows = list(_rows(table))
    if not rows:
        return
    widths = _widths(rows, writer, place.width)
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    look = w(
        "tblLook",
        val="0420",
        firstRow=1,
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    look.set("w:firstRow", "1" if rows[0].head else "0")
    about = w(
        "tblPr",
        w("tblStyle", val="ReportTable"),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
    )
    yield w("tbl", about, grid, *(_row(row, widths, writer, place) for row in rows))


# --- the grid ----------------------------------------------------------------------------


def _rows(table: Element) -> Iterator[Row]:
    """The rows, each with the cells that reach into it from above."""
    reaching: dict[int, tuple[int, int]] = {}  # column: rows still to come, width
    found = list(_elements(table))
    for at, (row, head) in enumerate(found):
        cells: list[Cell] = []
        column = 0
        for element in row:
            if name(element) not in ("td", "th"):
                continue
            column = _pass(column, reaching, cells)
            span = _number(element, "colspan")
            down = min(_number(element, "rowspan"), len(found) - at) - 1
            cells.append(Cell(column, span, element, down > 0))
            if down:
                reaching[column] = (down + 1, span)
            column += span
        _pass(column, reaching, cells, to_end=True)
        yield Row(tuple(sorted(cells, key=lambda cell: cell.column)), head)
        reaching = {c: (rows - 1, span) for c, (rows, span) in reaching.items() if rows > 1}


def _pass(
    column: int, reaching: dict[int, tuple[int, int]], cells: list[Cell], *, to_end: bool = False
) -> int:
    """Go past the cells that reach into the row from above, and put their lower parts down."""
    taken = {cell.column for cell in cells}
    while column in reaching or (to_end and any(c >= column for c in reaching)):
        if column in reaching and column not in taken:
            rows, span = reaching[column]
            cells.append(Cell(column, span, None, rows > 1))
            column += span
        else:
            column += 1
    return column


def _elements(table: Element) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if name(child) in ROWS:
            yield from ((row, name(child) == "thead") for row in child if name(row) == "tr")
        elif name(child) == "tr":
            yield child, False


def _number(element: Element, attribute: str) -> int:
    return max(1, min(whole(element.get(attribute, ""), 1), 500))


def _widths(rows: list[Row], writer: Writer, width: int) -> list[int]:
    """How wide each column is: its text in one line if all can have that, else by its share.

    None is narrower than its longest word, as long as that can be had.
    """
    count = max(cell.column + cell.span for row in rows for cell in row.cells)
    em = writer.story.frame.size * 20 * SMALL * (0.82 if count >= NARROW[1][0] else 1)
    wish, least = [1.0] * count, [1.0] * count
    for row in rows:
        for cell in row.cells:
            if cell.element is None:
                continue
            said = text(cell.element)
            words = [_ems(word) for word in said.split()] or [1.0]
            for column in range(cell.column, min(cell.column + cell.span, count)):
                wish[column] = max(wish[column], _ems(said) / cell.span)
                least[column] = max(least[column], max(words) / cell.span)
    room = max(width / em - count * PADDING / em, count * 1.0)
    return [round(ems * em + PADDING) for ems in _shared(wish, least, room)]


def _ems(said: str) -> float:
    """How wide a text is, in em."""
    return sum(1.0 if "\u2e80" <= letter <= "\uffef" else LETTER for letter in said) + 0.4


def _shared(wish: list[float], least: list[float], room: float) -> list[float]:
    """The room parted among columns."""
    if sum(wish) <= room:
        return wish
    if sum(least) >= room:
        return [room * one / sum(least) for one in least]
    spare = room - sum(least)
    more = [w - m for w, m in zip(wish, least, strict=True)]
    return [m + spare * extra / sum(more) for m, extra in zip(least, more, strict=True)]


# --- rows and cells ----------------------------------------------------------------------


def _row(row: Row, widths: list[int], writer: Writer, place: Place) -> Element:
    about = w("trPr", w("cantSplit"), *([w("tblHeader")] if row.head else []))
    cells: list[Element] = []
    column = 0
    for cell in row.cells:
        if cell.column > column:  # HTML leaves out the cells behind the last
            cells.append(_blank(widths[column : cell.column], cell.column - column))
        cells.append(_cell(cell, row.head, widths, writer, place))
        column = cell.column + cell.span
    if column < len(widths):
        cells.append(_blank(widths[column:], len(widths) - column))
    return w("tr", about, *cells)


def _blank(widths: list[int], span: int) -> Element:
    about = w("tcPr", w("tcW", w=sum(widths), type="dxa"))
    if span > 1:
        about.append(w("gridSpan", val=span))
    return w("tc", about, w("p", w("pPr", w("pStyle", val="TableText"))))


def _cell(cell: Cell, head: bool, widths: list[int], writer: Writer, place: Place) -> Element:
    width = sum(widths[cell.column : cell.column + cell.span])
    about = w("tcPr", w("tcW", w=width, type="dxa"))
    if cell.span > 1:
        about.append(w("gridSpan", val=cell.span))
    if cell.element is None:
        about.append(w("vMerge"))
        return w("tc", about, w("p", w("pPr", w("pStyle", val="TableText"))))
    if cell.down:
        about.append(w("vMerge", val="restart"))
    style = _style(cell.element, head, len(widths))
    look = replace(place.look, bold=False)
    inner = replace(
        place, style=style, plain=True, width=max(width - PADDING, 200), cell=True, look=look
    )
    element = cell.element
    bold = name(element) == "th"
    element.tag = "td"  # its style has the weight
    blocks = writer.container(
        element, replace(inner, look=replace(look, bold=bold and style in NARROWS))
    )
    if not blocks or blocks[-1].tag != "w:p":
        blocks.append(writer.paragraph(style, []))
    return w("tc", about, *blocks)


NARROWS = tuple(style for _, style in NARROW)


def _style(element: Element, head: bool, columns: int) -> str:
    """The style of a cell's paragraphs: by its kind, its side, and how many stand beside it."""
    for least, style in NARROW:
        if columns >= least:
            return style
    side = {"right": "Right", "center": "Centred"}.get(
        next(iter(classes(element) & {"right", "center"}), ""), ""
    )
    return f"{'TableHead' if head or name(element) == 'th' else 'TableText'}{side}"
