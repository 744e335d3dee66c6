"""Slow: four radii are worked out for every box of a page, though hardly any has a round corner."""

from __future__ import annotations

from octavo.engine.mends import before
from octavo.engine.styles_kept import octavo_square

MODULE = "weasyprint.layout.percent"
FUNCTION = "resolve_radii_percentages"
VERSION = "70.0"
SOURCE = "4980b3798c671710fc8a66f6034f7dea2acb8b3903da7262775a48ad12244162"
HELPERS = {"octavo_square": octavo_square}


def mended(source: str) -> str:
    """Keep with the style that its corners are square."""
    return before(source, "for corner in (", "if octavo_square(box):", "    return")
