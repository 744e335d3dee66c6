"""Slow: for every note that comes to a page, all notes of that page are laid out again.

That is a quarter of the time of a paper with many notes. But notes stand below one another, so the
area is as high as they are together, and each need be measured once: see
`octavo.engine.note_heights`.
"""

from __future__ import annotations

from octavo.engine.mends import before
from octavo.engine.note_heights import octavo_adds_up

MODULE = "weasyprint.layout"
FUNCTION = "LayoutContext._update_footnote_area"
VERSION = "70.0"
SOURCE = "0fcc68f3897d5ef0d681d0c7105373ebcea7a030729ce1981a7b2734f32962b5"
HELPERS = {"octavo_adds_up": octavo_adds_up}


def mended(source: str) -> str:
    """Add the heights up where they can be."""
    return before(
        source,
        "if self.current_footnote_area.height != 'auto'",
        "if octavo_adds_up(self):",
        "    return False",
    )
