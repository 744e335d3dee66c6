"""What is left of a note is set at the foot of the next page: the start and end of a page."""

from __future__ import annotations

from octavo.engine.floats import octavo_float_begin, octavo_float_end
from octavo.engine.members import OctavoMembers
from octavo.engine.mends import after, before
from octavo.engine.split_notes import (
    octavo_end,
    octavo_has_notes,
    octavo_no_text,
    octavo_overflows_at_start,
)

MODULE = "weasyprint.layout.page"
FUNCTION = "make_page"
VERSION = "70.0"
SOURCE = "656f183328e8b1b56311a342621442056c067422958dcaf6730acdfb6c7b8971"
HELPERS = {
    "OctavoMembers": OctavoMembers,
    "octavo_end": octavo_end,
    "octavo_float_begin": octavo_float_begin,
    "octavo_float_end": octavo_float_end,
    "octavo_has_notes": octavo_has_notes,
    "octavo_no_text": octavo_no_text,
    "octavo_overflows_at_start": octavo_overflows_at_start,
}


def mended(source: str) -> str:
    """Have figures and notes from earlier pages first, then text if it fits; print of notes what
    was kept.
    """
    for anchors in ("cached_anchors", "cached_lookups"):  # all of them, gone through on every page
        source = after(source, f"{anchors} = []", f"{anchors} = OctavoMembers()")
    source = after(
        source,
        "overflow = context.layout_footnote(reported_footnote)",
        "overflow = octavo_overflows_at_start(context, reported_footnote, overflow, i)",
    )
    source = before(
        source,
        "initial_root_box = root_box",
        "octavo_on_top = octavo_float_begin(",
        "    context, page_number, page_type.blank, root_box, positioned_boxes)",
        "out_of_flow_boxes.extend(octavo_on_top)",
        "page_is_empty = page_is_empty and not out_of_flow_boxes",
        "page_is_empty = page_is_empty and not octavo_has_notes(context)",
    )
    source = before(
        source,
        "if not root_box:",
        "if not root_box and (octavo_on_top or octavo_has_notes(context)):",
        "    root_box, next_page = octavo_no_text(context, initial_root_box, next_page)",
        "    resume_at = initial_resume_at",
    )
    return before(
        source,
        "footnote_area.translate(dy=",
        "footnote_area = octavo_end(context, page_number, footnote_area, positioned_boxes)",
        "octavo_float_end(context, page_number, resume_at)",
        "page.octavo_next = next_page",
    )
