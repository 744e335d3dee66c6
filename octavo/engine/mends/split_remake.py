"""A page made anew for a page number in the contents gets the notes of another page.

WeasyPrint keeps one list of notes to be handed on for the whole run through the pages.
"""

from __future__ import annotations

from octavo.engine.floats import octavo_float_changed
from octavo.engine.mends import after, before
from octavo.engine.split_notes import octavo_begin, octavo_changed, octavo_unfinished

MODULE = "weasyprint.layout.page"
FUNCTION = "remake_page"
VERSION = "70.0"
SOURCE = "1ff09b2dffa17839c03aec1150866068066c43e76a5cace0ea298e68909c6d31"
HELPERS = {
    "octavo_begin": octavo_begin,
    "octavo_changed": octavo_changed,
    "octavo_float_changed": octavo_float_changed,
    "octavo_unfinished": octavo_unfinished,
}


def mended(source: str) -> str:
    """Begin with the notes of the page before; make the next page anew if it gets others."""
    source = after(source, "page_maker = context.page_maker", "octavo_begin(context, index)")
    source = before(
        source,
        "if page_maker_next_changed:",
        "page_maker_next_changed = page_maker_next_changed or octavo_changed(context)",
        "page_maker_next_changed = page_maker_next_changed or octavo_float_changed(context)",
    )
    return after(
        source,
        "remake_state['content_changed'] = resume_at is not None",
        "remake_state['content_changed'] |= octavo_unfinished(context)",
    )
