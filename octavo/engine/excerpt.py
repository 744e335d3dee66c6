"""Some pages of a document, laid out again by themselves: those that an edit has changed.

WeasyPrint lays out all pages from the first. But how a page begins is known from an earlier layout:
where nothing is carried over to it, and all before it is as it was, it can begin so again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

END = "_end"  # the id of an element: the page that has it is no longer as in the whole document


@dataclass(frozen=True, slots=True)
class Starts:
    """How the pages of a layout began, counted from 0."""

    states: Sequence[Any]  # WeasyPrint's: where the text goes on, the counters, the page's name
    carried: frozenset[int]  # pages to which notes or figures were carried over
    strings: Mapping[str, Mapping[int, Sequence[str]]]  # running heads by name and page, from 1

    def before(self, page: int) -> int:
        """The last page up to this one to which nothing was carried over."""
        return next((one for one in range(page, 0, -1) if one not in self.carried), 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many pages from the `first` on, counted from 0, of a document that begins as it did."""

    starts: Starts
    first: int
    count: int


_wanted: Wanted | None = None
_contexts: list[Any] | None = None


@contextmanager
def of(starts: Starts, first: int, count: int) -> Iterator[None]:
    """While this lasts, a document is laid out from that page on, and no further than `END`.

    Of what stands before that page, the elements that hold it must be there, as they are in
    the whole document; what they hold need not.
    """
    global _wanted
    _wanted = Wanted(starts, first, count)
    try:
        yield
    finally:
        _wanted = None


@contextmanager
def watched() -> Iterator[list[Starts]]:
    """While this lasts, layouts are watched; then the list has how their pages began."""
    global _contexts
    _contexts, found = [], list[Starts]()
    try:
        yield found
        found += map(_starts, _contexts)
    finally:
        _contexts = None


def _starts(context: Any) -> Starts:
    states = [state for *state, _ in context.page_maker]
    strings = {name: dict(pages) for name, pages in context.string_set.items()}
    return Starts(states, frozenset(_carried(context)), strings)


def _fresh() -> dict[str, Any]:
    """WeasyPrint's record of what makes a page be laid out again: nothing so far."""
    return {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}


def _carried(context: Any) -> Iterator[int]:
    for hung in ("octavo", "octavo_floats"):
        pages = getattr(getattr(context, hung, None), "pages", {})
        yield from (number for number, (waiting, _) in pages.items() if waiting)


# --- what the mended function calls -------------------------------------------------------


def octavo_watched(context: Any) -> None:
    """Note how this layout goes, if somebody watches."""
    if _contexts is not None:
        _contexts.append(context)


def octavo_is_excerpt() -> bool:
    """Whether no more than some pages are wanted."""
    return _wanted is not None


def octavo_excerpt(html: Any, root: Any, context: Any) -> Iterator[Any]:
    """The pages that are wanted, each with its margins."""
    from weasyprint.layout.background import layout_backgrounds
    from weasyprint.layout.page import make_margin_boxes, remake_page

    assert _wanted is not None
    first, starts = _wanted.first, _wanted.starts
    context.page_maker = [(*state, _fresh()) for state in starts.states[: first + 1]]
    context.rendered_notes = []
    for name, strings in starts.strings.items():
        context.string_set[name].update((n, said) for n, said in strings.items() if n <= first)
    for index in range(first, first + _wanted.count):
        page, resume_at = remake_page(index, context, root, html)
        boxes = [page, *page.descendants()]
        if any(box.element is not None and box.element.get("id") == END for box in boxes):
            return
        for box in boxes:
            for name, said in box.string_set or ():
                context.string_set[name][index + 1].append(said)
        context.current_page = index + 1
        body, *areas = page.children
        margins = make_margin_boxes(context, page, context.page_maker[index + 1][3])
        page.children = (body, *(area for area in areas if area.children), *margins)
        layout_backgrounds(page, context.get_image_from_uri)
        yield page
        if resume_at is None:
            return
