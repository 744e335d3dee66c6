"""A property that no rule of a style sheet sets, found without asking what a rule could have said.

Most properties of most boxes are such: pages of text ask for some thousands of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

# Computed in a way of their own even where no rule sets them (by the modules Display, Paged Media
# and Text Decoration of CSS): left to WeasyPrint.
OTHERWISE = ("page", "position", "float", "display")
OTHERWISE_FROM = ("__", "text_decoration_")
INHERITED = object()


def octavo_plain(style: Any, key: str) -> bool:
    """Store the computed value of a property, named as in "font_size", where no rule sets it.

    Does, quicker, what `weasyprint.css.ComputedStyle.__missing__` does; stores nothing and returns
    False where that takes more than inheriting or knowing the initial value.
    """
    setters, value = _known(key)
    for name in setters:
        if name in style.cascaded:
            return False
    if value is INHERITED and style.parent_style is not None:
        value = style.parent_style[key]
    elif value is INHERITED or not setters:
        return False
    style[key] = value
    return True


@cache
def _known(key: str) -> tuple[tuple[str, ...], Any]:
    """The properties by which rules set this one, none if it is left; INHERITED or a value."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.properties import INHERITED as NAMES
    from weasyprint.css.properties import INITIAL_NOT_COMPUTED, INITIAL_VALUES

    if key in OTHERWISE or key.startswith(OTHERWISE_FROM) or key in INITIAL_NOT_COMPUTED - NAMES:
        return (), None
    logical = PHYSICAL_FUNCTIONS.get(key)
    ways = {logical(block="ttb", inline=way) for way in ("ltr", "rtl")} if logical else set()
    return (key, *sorted(ways)), INHERITED if key in NAMES else INITIAL_VALUES[key]
