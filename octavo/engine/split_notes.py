"""Notes split over pages: what does not fit goes on at the foot of the next page, under the rule.

WeasyPrint sets a note whole or not at all: its line moves to the next page and leaves a gap, and
of a note higher than a page the text is lost. Here the area of the notes is laid out by the
engine's own breaking of blocks, so that orphans and widows hold in notes too. A `Splitter` hangs
at the engine's layout context; the mends `footnotes` and `split_...` put the calls to it in.
"""

from __future__ import annotations

from math import inf
from typing import Any

from octavo.engine import mends

# The mends that call what is below: without any one of them no note is split.
PARTS = ("footnotes", "split_document", "split_page", "split_pages", "split_remake")

FULL = 0.8  # of a page's height: the most that notes begun on earlier pages may take


class Splitter:
    """The notes of the page being laid out, and what each finished page hands on to the next."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.limit: float | None = None  # the highest that the area may be, in CSS pixels
        self.carried: tuple[Any, ...] = ()  # notes called on earlier pages
        self.skip: Any = None  # what of the area's first note stands on the page before
        self.rest: tuple[Any, Any] | None = None  # the note split here, and where it goes on
        self.pages: dict[int, tuple[tuple[Any, ...], Any]] = {}  # handed on by each page
        self.changed = False  # whether the last page hands on something else than it did before
        self._update = context._update_footnote_area
        self._report, self._unlayout = context.report_footnote, context.unlayout_footnote
        context._update_footnote_area = self.update
        context.report_footnote, context.unlayout_footnote = self.report, self.unlayout

    # --- what WeasyPrint's context does, for areas with a split note too -------------------

    def update(self) -> bool:
        """Lay out the area anew, so that the text knows the room that is left to it."""
        overflow: bool = self._update()
        area = self.context.current_footnote_area
        if area.children and self._is_split():
            box, _ = self._lay_out(area, self.limit)
            surplus = area.margin_height() - box.margin_height()
            area.height -= surplus
            if not self.context.in_column:
                self.context.page_bottom += surplus
        return overflow

    def report(self, note: Any) -> None:
        """Have the note begin on the next page."""
        self._forget(note)
        self._report(note)

    def unlayout(self, note: Any) -> None:
        """Take the note away again, as its call is.

        Where a block is given up WeasyPrint names all notes called in it, also those called in
        its lines on the page before: these stay.
        """
        if note not in self.carried:
            self._forget(note)
            self._unlayout(note)

    # --- a page ----------------------------------------------------------------------------

    def begin(self, index: int) -> None:
        """Begin page `index`, counted from 0, with what the page before it hands on."""
        self.carried, self.skip = self.pages.get(index, ((), None))
        self.context.reported_footnotes = list(self.carried)
        self.limit = self.rest = None

    def fits(
        self, note: Any, overflow: bool, bottom_space: float, line_bottom: float, wanted: float
    ) -> bool:
        """Whether a note that was just laid out, or its beginning, fits below the line.

        `wanted` is the height of the lines that are to stand with this one, as orphans do not.
        """
        context = self.context
        if self.rest is not None:
            return False  # nothing comes behind a split note
        if context.in_column or context.reported_footnotes:
            return not overflow
        if not overflow and not context.overflows_page(bottom_space, line_bottom):
            return True
        return any(
            self._split(note, bottom_space, line_bottom + more, at_start=False)
            for more in ((wanted, 0) if wanted else (0,))
        )

    def fits_at_start(self, note: Any, overflow: bool, first: bool) -> bool:
        """Whether a note from an earlier page, or its beginning, leaves room for some text."""
        page = self.context.current_footnote_area.page
        if self.rest is not None:
            return False
        if self.context.current_footnote_area.margin_height() <= FULL * page.height:
            return not overflow
        text_bottom = page.content_box_y() + (1 - FULL) * page.height
        return self._split(note, 0, text_bottom, at_start=first)

    def fill(self, top: float) -> None:
        """Let the notes have the whole page from `top` on, as no text stands on it."""
        if self.rest is not None:
            note = self.rest[0]
            self._forget(note)
            self.update()
            if self.context.overflows_page(0, top):
                self._split(note, 0, top, at_start=True)

    def end(self, number: int, area: Any, whole: Any, absolute: list[Any]) -> Any:
        """Note what page `number`, counted from 1, hands on; return its area as it is printed.

        `whole` is the area as WeasyPrint lays it out, with all of each note.
        """
        notes, skip = tuple(self.context.reported_footnotes), None
        if self.rest is not None:
            notes, skip = (self.rest[0], *notes), {0: self.rest[1]}
            self.context.reported_footnotes = list(notes)
        self.changed = self.pages.get(number, ((), None)) != (notes, skip)
        self.pages[number] = notes, skip
        if area.children and self._is_split():
            return self._lay_out(area, self.limit, absolute=absolute)[0]
        return whole

    # --- splitting -------------------------------------------------------------------------

    def _split(self, note: Any, bottom_space: float, line_bottom: float, at_start: bool) -> bool:
        """Keep as many lines of the page's last note as there is room for below a line."""
        context, area = self.context, self.context.current_footnote_area
        foot = area.margin_bottom + area.border_bottom_width + area.padding_bottom
        page_bottom = context.page_bottom + area.margin_height()
        limit = page_bottom - bottom_space - line_bottom - foot
        box, resume_at = self._lay_out(area, limit, at_start)
        if box is None or resume_at is None:
            return False
        ((index, skip),) = resume_at.items()
        if index != len(area.children) - 1 or skip is None:
            return False  # the break is not within this note
        self.limit, self.rest = limit, (note, skip)
        self.update()
        if context.overflows_page(bottom_space, line_bottom):
            self._forget(note)
            self.update()
        return self.rest is not None

    def _lay_out(
        self,
        area: Any,
        limit: float | None,
        at_start: bool = True,
        absolute: list[Any] | None = None,
    ) -> tuple[Any, Any]:
        """A copy of the area, laid out no higher than the limit, and where its notes go on."""
        from weasyprint.formatting_structure.build import create_anonymous_boxes
        from weasyprint.layout.block import block_level_layout

        copy = create_anonymous_boxes(area.deepcopy())
        copy.style = copy.style.copy()
        copy.style["box_decoration_break"] = "clone"  # each page's area has its rule and margins
        space = -inf if limit is None else self.context.page_bottom - (copy.position_y + limit)
        result = block_level_layout(
            self.context, copy, space, self.skip, area.page, at_start, absolute, absolute
        )
        return result[0], result[1]

    def _is_split(self) -> bool:
        return self.limit is not None or self.skip is not None

    def _forget(self, note: Any) -> None:
        if self.rest is not None and self.rest[0] is note:
            self.limit = self.rest = None


# --- what the mended functions call: nothing, unless a splitter hangs at the context --------


def octavo_split_notes(context: Any) -> None:
    """Have notes split in this document, if all it takes is in place."""
    if mends.are_in_place(context, PARTS):
        context.octavo = Splitter(context)


def octavo_begin(context: Any, index: int) -> None:
    """Begin a page."""
    if splitter := _of(context):
        splitter.begin(index)


def octavo_overflows(
    context: Any, note: Any, overflow: bool, bottom_space: float, line_bottom: float, wanted: float
) -> bool:
    """Whether the note called in a line must go to the next page."""
    splitter = _of(context)
    if splitter is None:
        return overflow
    return not splitter.fits(note, overflow, bottom_space, line_bottom, wanted)


def octavo_overflows_at_start(context: Any, note: Any, overflow: bool, index: int) -> bool:
    """Whether a note from an earlier page, this page's note `index` from 0, must go on further."""
    splitter = _of(context)
    return not splitter.fits_at_start(note, overflow, index == 0) if splitter else overflow


def octavo_has_notes(context: Any) -> bool:
    """Whether notes from earlier pages stand on this one: then it need not hold text.

    A line calling a note that cannot begin here would otherwise be forced onto the page.
    """
    return _of(context) is not None and bool(context.current_page_footnotes)


def octavo_no_text(context: Any, root: Any, next_page: Any) -> tuple[Any, Any]:
    """The text of a page that has room for notes or figures only, and what comes after it.

    `root` is the document's box, which begins below figures that float there; `next_page`, what
    WeasyPrint says the page after it is to be, is that of no text.
    """
    from weasyprint.layout.block import block_level_layout

    if splitter := _of(context):
        splitter.fill(root.position_y)
    page = context.current_footnote_area.page
    name = context.page_maker[context.current_page - 1][1]["page"]
    empty = root.copy_with_children([])
    laid_out = block_level_layout(context, empty, 0, None, page)
    return laid_out[0], {**next_page, "page": name}


def octavo_end(context: Any, number: int, whole: Any, absolute: list[Any]) -> Any:
    """End a page; return the area of its notes as it is printed."""
    splitter = _of(context)
    area = context.current_footnote_area
    return splitter.end(number, area, whole, absolute) if splitter else whole


def octavo_changed(context: Any) -> bool:
    """Whether the next page must be made anew, as it is handed other notes than before."""
    splitter = _of(context)
    return splitter is not None and splitter.changed


def octavo_unfinished(context: Any) -> bool:
    """Whether notes are left for a page behind the end of the text."""
    return _of(context) is not None and bool(context.reported_footnotes)


def octavo_handed_on(context: Any, number: int, notes: Any) -> Any:
    """The notes that a page which was not made anew hands on."""
    splitter = _of(context)
    return splitter.pages.get(number, ((), None))[0] if splitter else notes


def _of(context: Any) -> Splitter | None:
    splitter: Splitter | None = getattr(context, "octavo", None)
    return splitter
