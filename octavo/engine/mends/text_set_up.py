"""Slow: for every piece of text, Pango is told anew of the font, the language and the features."""

from __future__ import annotations

from octavo.engine.mends import before
from octavo.engine.styles_kept import octavo_keep, octavo_set_up

MODULE = "weasyprint.text.line_break"
FUNCTION = "Layout.setup"
VERSION = "70.0"
SOURCE = "14d4deae06744b5980feedeafe92e0423866e5c984a33dff4a105fa258c35714"
HELPERS = {"octavo_keep": octavo_keep, "octavo_set_up": octavo_set_up}


def mended(source: str) -> str:
    """Tell it once for each style."""
    quick = before(source, "self.style = style", "if octavo_set_up(self, style):", "    return")
    return quick + "    octavo_keep(self, pango_context, font_description, features)\n"
