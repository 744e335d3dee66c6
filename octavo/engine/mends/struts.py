"""Slow: to find the height of a line, a key of fifteen properties is written for every box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from octavo.engine.mends import after, before

MODULE = "weasyprint.text.line_break"
FUNCTION = "strut"
VERSION = "70.0"
SOURCE = "b57885b70dd08efe92f72a746709e08c576f47b90edb36f02925fefa15bb761a"
HELPERS: dict[str, Callable[..., Any]] = {}


def mended(source: str) -> str:
    """Keep the height with the style, from the second time it is asked for."""
    kept = before(
        source,
        "if style['font_size'] == 0:",
        "if hasattr(style, 'octavo_strut'):",
        "    return style.octavo_strut",
    )
    found = "if key in style.font_config.strut_layouts:"
    return after(kept, found, "    style.octavo_strut = style.font_config.strut_layouts[key]")
