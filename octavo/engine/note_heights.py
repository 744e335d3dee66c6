"""The height of a page's notes, added up from the height of each."""

from __future__ import annotations

from math import inf
from typing import Any


def octavo_adds_up(context: Any) -> bool:
    """Give the current page's area of notes its height, if that is the sum of theirs.

    Does, quicker, what WeasyPrint's `LayoutContext._update_footnote_area` does; changes nothing and
    returns False where a note or the area has something (a margin, a height of its own, columns)
    that makes the whole another thing than the sum of its parts.
    """
    area, notes = context.current_footnote_area, context.current_page_footnotes
    style = area.style
    if not notes or context.in_column or style["height"] != "auto" or not _is_unlimited(style):
        return False
    heights = [_height(context, area, note) for note in notes]
    if None in heights:
        return False
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children = notes
    area.height = sum(heights)
    context.page_bottom -= area.margin_height()
    return True


def _is_unlimited(style: Any) -> bool:
    limit, least = style["max_height"], style["min_height"]
    return getattr(limit, "value", limit) == inf and not getattr(least, "value", 0)


def _height(context: Any, area: Any, note: Any) -> float | None:
    """The height of one note in this area, in CSS pixels; None where it does not simply add."""
    known = context.__dict__.setdefault("octavo_heights", {})
    key = note, id(area.style), area.page.width  # the document keeps the styles of its pages
    if key not in known:
        known[key] = _measured(context, area, note)
    height: float | None = known[key]
    return height


def _measured(context: Any, area: Any, note: Any) -> float | None:
    from weasyprint.formatting_structure.build import create_anonymous_boxes
    from weasyprint.layout.block import block_level_layout

    alone = area.copy()
    alone.children = [note]
    alone = create_anonymous_boxes(alone.deepcopy())
    laid_out = block_level_layout(context, alone, -inf, None, area.page)[0]
    last = laid_out.children[-1]
    margins = last.margin_top or last.margin_bottom
    simple = len(laid_out.children) == 1 and not margins and last.is_in_normal_flow()
    height: float = laid_out.height
    return height if simple else None
