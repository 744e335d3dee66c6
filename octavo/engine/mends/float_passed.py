"""The page ends white ahead of a figure that does not fit; in a book the text goes on there.

This is where the children of a block are laid out one by one; `octavo.engine.floats` says which
figures are passed over, and where they stand instead.
"""

from __future__ import annotations

from octavo.engine.floats import octavo_passes
from octavo.engine.mends import before

MODULE = "weasyprint.layout.block"
FUNCTION = "block_container_layout"
VERSION = "70.0"
SOURCE = "65842ca53a8391ebad539e7ff642eec2f429e981df4396590c37c7b0a0e524dc"
HELPERS = {"octavo_passes": octavo_passes}


def mended(source: str) -> str:
    """Go on with the next child where a figure stands on top of another page."""
    return before(
        source,
        "abort = stop = False",
        "if skip_stack is None and octavo_passes(",
        "        context, box, child, position_y, adjoining_margins, bottom_space,",
        "        page_is_empty and not new_children):",
        "    continue",
    )
