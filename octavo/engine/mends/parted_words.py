"""Whether a word may be parted is the style's affair alone; here also that of the line.

`ladders` and `whole_words` say in which lines none is to be parted.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import after

MODULE = "weasyprint.text.line_break"
FUNCTION = "split_first_line"
VERSION = "70.0"
SOURCE = "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f"


def octavo_hyphens(context: Any, hyphens: str) -> str:
    """How words are to be parted in the line that is being filled."""
    unparted = hyphens == "auto" and getattr(context, "octavo_unparted", False)
    return "manual" if unparted else hyphens


HELPERS = {"octavo_hyphens": octavo_hyphens}


def mended(source: str) -> str:
    """Part no word in a line that is to have none."""
    return after(source, "hyphens = style['hyphens']", "hyphens = octavo_hyphens(context, hyphens)")
