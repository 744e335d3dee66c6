"""Figures that do not fit stand at the head of the next page, and the text goes on before them.

WeasyPrint breaks the page ahead of a figure and leaves the rest of it white, up to half a page in
a report of double spacing. A book has the text go on there. Here such a figure is passed over,
and set above the text of the next page; figures keep their order. One that calls notes stays where
it is written, as its notes have their numbers among those of the text; so does one that may break
(`break-inside: auto`). A `Floats` hangs at the engine's layout context; the mends `float_passed`,
`split_document`, `split_page` and `split_remake` put the calls to it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from octavo.engine import mends

# The mends that call what is below: without any one of them no figure floats.
PARTS = ("float_passed", "split_document", "split_page", "split_remake")

FLOWS = frozenset(("html", "body", "main", "article", "section", "div"))  # what a figure floats in
ALONE = 0.85  # of a page's height: below a higher figure stands no text
FULL = 0.7  # of a page's height: the most that several figures may take of it together

Path = tuple[int, ...]  # the indexes of the children that lead from the root to a box


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the document: where its box is, of what kind it is, whether it may float."""

    element: Any
    path: Path
    kind: str  # figures and tables are numbered apart
    floats: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A figure that was passed over: its box, that box's container, and the page it is called."""

    figure: Figure
    box: Any
    container: Any
    page: int


@dataclass(slots=True)
class Floats:
    """The figures that wait for a page, and what each finished page hands on to the next."""

    context: Any
    figures: dict[Any, Figure]  # by element
    waiting: list[Passed] = field(default_factory=list)  # from earlier pages
    passed: dict[Any, Passed] = field(default_factory=dict)  # on this page, by element
    placed: frozenset[Any] = frozenset()  # elements that have stood on top of earlier pages
    grounded: set[Any] = field(default_factory=set)  # elements that must not float after all
    pages: dict[int, tuple[tuple[Passed, ...], frozenset[Any]]] = field(default_factory=dict)
    changed: bool = False  # whether the last page hands on something else than it did before

    # --- a page ----------------------------------------------------------------------------

    def begin(self, number: int, blank: bool, root: Any, absolute: list[Any]) -> list[Any]:
        """Set what waits above the text of page `number`, counted from 1; return the boxes.

        `root` is the document's box, which then begins below them.
        """
        waiting, self.placed = self.pages.get(number - 1, ((), frozenset()))
        self.waiting, self.passed = list(waiting), {}
        boxes: list[Any] = []
        top, page = root.position_y, self.context.current_footnote_area.page
        while self.waiting and not blank:
            box = self._laid_out(self.waiting[0], root.position_y, absolute)
            bottom = root.position_y + box.margin_height()
            limit = top + FULL * page.height if boxes else self.context.page_bottom
            if self.context.overflows(limit, bottom - box.margin_bottom):
                break
            boxes.append(box)
            self.placed |= {self.waiting.pop(0).figure.element}
            root.position_y = bottom
        if root.position_y > top + ALONE * page.height:
            root.position_y = self.context.page_bottom
        return boxes

    def passes(
        self, box: Any, child: Any, top: float, margins: list[float], space: float, empty: bool
    ) -> bool:
        """Whether a child of a box, to stand at `top`, is passed over.

        `margins` collapse with its own, `space` is kept free at the page's foot; `empty` is a page
        on which nothing stands yet.
        """
        figure = self.figures.get(child.element)
        if figure is None or child.element_tag != "figure":
            return False
        if box.element is child.element:  # a nameless block around the words of the figure itself
            return False
        if child.element in self.placed or any(p.figure is figure for p in self.waiting):
            return True
        self.passed.pop(child.element, None)
        if not self._may_float(box, child, figure):
            self._ground(p for p in self._ahead() if p.figure.kind == figure.kind)
            return False
        if self._ahead() or not (empty or self._fits(box, child, top, margins, space)):
            self.passed[child.element] = Passed(figure, child, box, self.context.current_page)
        return child.element in self.passed

    def end(self, number: int, resume_at: Any) -> None:
        """Note what page `number` hands on, the text going on at `resume_at`, None at its end."""
        ahead = [p for p in self._ahead() if _is_behind(p.figure.path, resume_at)]
        if resume_at is None:
            self._ground(ahead)
            ahead = []
        handed = tuple(ahead), self.placed
        self.changed = self.pages.get(number, ((), frozenset())) != handed
        self.pages[number] = handed

    # --- its parts -------------------------------------------------------------------------

    @property
    def _page(self) -> Any:
        return self.context.current_footnote_area.page

    def _may_float(self, box: Any, child: Any, figure: Figure) -> bool:
        if not figure.floats or child.element in self.grounded or self.context.in_column:
            return False
        alone = self._bare(box, child, child.position_y, [])
        return bool(alone.border_height() <= self._page.height)

    def _ahead(self) -> list[Passed]:
        return [*self.waiting, *self.passed.values()]

    def _ground(self, floating: Any) -> None:
        """Have figures stand where they are written, and the pages made anew that passed them."""
        for passed in list(floating):
            self.grounded.add(passed.figure.element)
            self.context.page_maker[passed.page - 1][-1]["content_changed"] = True

    def _fits(self, box: Any, child: Any, top: float, margins: list[float], space: float) -> bool:
        from weasyprint.layout.block import collapse_margin

        bottom = top + collapse_margin([*margins, 0]) + self._height(box, child)
        return not self.context.overflows_page(space, bottom)

    def _height(self, box: Any, child: Any) -> float:
        """The figure's height with the margin above it."""
        laid_out = self._bare(box, child, child.position_y, [])
        return float(laid_out.margin_height() - laid_out.margin_bottom)

    def _laid_out(self, passed: Passed, top: float, absolute: list[Any]) -> Any:
        """The figure as it stands on top of a page: without a margin above it."""
        box = self._bare(passed.container, passed.box, top, absolute)
        box.translate(dy=-box.margin_top)
        box.position_y, box.margin_top = top, 0
        return box

    def _bare(self, container: Any, child: Any, top: float, absolute: list[Any]) -> Any:
        """The figure laid out by itself, with all the room it wants."""
        from weasyprint.layout.block import block_level_layout

        copy = child.deepcopy()
        copy.position_x, copy.position_y = container.content_box_x(), top
        return block_level_layout(
            self.context, copy, -inf, None, container, False, absolute, absolute, []
        )[0]


def _is_behind(path: Path, resume_at: Any) -> bool:
    """Whether the text goes on behind the box of that path."""
    for index in path:
        if resume_at is None:
            return True
        ((at, resume_at),) = resume_at.items()
        if at != index:
            return bool(index < at)
    return False


def _figures(box: Any, path: Path = ()) -> Iterator[Figure]:
    """All figures below a box, in order."""
    for index, child in enumerate(getattr(box, "children", ())):
        here = (*path, index)
        if child.element_tag == "figure":
            yield Figure(child.element, here, _kind(child.element), _is_free(child))
        elif child.element_tag in FLOWS and child.is_in_normal_flow():
            yield from _figures(child, here)


def _kind(element: Any) -> str:
    """What a figure is numbered among."""
    return "table" if "table" in element.get("class", "").split() else ""


def _is_free(box: Any) -> bool:
    """Whether the box of a figure stands in the flow, must not break, and calls no note."""
    calls = any(getattr(inner, "footnote", None) for inner in box.descendants())
    return box.is_in_normal_flow() and box.style["break_inside"] != "auto" and not calls


def on_top(page: Any) -> list[Any]:
    """The boxes of the figures that were set above the text of a finished page."""
    root = next((child for child in page.children if child.element_tag == "html"), None)
    return [box for box in root.children if box.element_tag == "figure"] if root else []


# --- what the mended functions call: nothing, unless a Floats hangs at the context -----------


def octavo_float_figures(context: Any, root: Any) -> None:
    """Have figures float in this document, if all it takes is in place."""
    if mends.are_in_place(context, PARTS):
        figures = {figure.element: figure for figure in _figures(root)}
        if figures:
            context.octavo_floats = Floats(context, figures)


def octavo_float_begin(
    context: Any, number: int, blank: bool, root: Any, absolute: list[Any]
) -> list[Any]:
    """Begin a page: the figures on top of it."""
    floats = _of(context)
    return floats.begin(number, blank, root, absolute) if floats else []


def octavo_passes(
    context: Any, box: Any, child: Any, top: float, margins: list[float], space: float, empty: bool
) -> bool:
    """Whether a child of a box is a figure that stands on top of another page."""
    floats = _of(context)
    return floats is not None and floats.passes(box, child, top, margins, space, empty)


def octavo_float_end(context: Any, number: int, resume_at: Any) -> None:
    """End a page."""
    if floats := _of(context):
        floats.end(number, resume_at)


def octavo_float_changed(context: Any) -> bool:
    """Whether the next page must be made anew, as it is handed other figures than before."""
    floats = _of(context)
    return floats is not None and floats.changed


def _of(context: Any) -> Floats | None:
    floats: Floats | None = getattr(context, "octavo_floats", None)
    return floats
