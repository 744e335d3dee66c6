"""Each line is filled as far as it goes, whatever that does to the lines behind it.

That is a greedy breaking of lines; `octavo.engine.paragraphs` plans a paragraph as a whole.
"""

from __future__ import annotations

from octavo.engine.mends import after
from octavo.engine.paragraphs import octavo_room

MODULE = "weasyprint.layout.inline"
FUNCTION = "get_next_linebox"
VERSION = "70.0"
SOURCE = "67af458c2545e74f0803072103c6c5d392d5e353dfdaa4f5bac5a96e20ed024d"
HELPERS = {"octavo_room": octavo_room}


def mended(source: str) -> str:
    """Give each line the room that makes it end where it should."""
    return after(
        source,
        "max_x = position_x + available_width",
        "max_x = octavo_room(",
        "    context, linebox, skip_stack, first_letter_style, max_x, available_width)",
    )
