"""Slow: background, shadow and picture of the border are looked up box by box, mostly none."""

from __future__ import annotations

from octavo.engine.mends import before
from octavo.engine.styles_kept import octavo_bare

MODULE = "weasyprint.layout.background"
FUNCTION = "layout_box_backgrounds"
VERSION = "70.0"
SOURCE = "617a870678c82755762bbf53eecd2a871214b00246b2abf8f3a9a1524695f68a"
HELPERS = {"octavo_bare": octavo_bare}


def mended(source: str) -> str:
    """Keep with the style that nothing lies behind the text."""
    border = "# This is for the border image"
    leave = ["if box != page and octavo_bare(style):", "    box.background = None", "    return"]
    return before(source, border, *leave)
