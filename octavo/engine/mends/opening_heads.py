"""The running head repeats the heading that stands right below it, at the top of the same page.

`string(…, start)` is the new title where a page begins with its heading (CSS Generated Content for
Paged Media, `string()`). A book leaves the running head out there:
so for the string that the shipped style sheet calls `running-head`; any other keeps to CSS.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from octavo.engine.mends import after

MODULE = "weasyprint.layout"
FUNCTION = "LayoutContext.get_string_or_element_for"
VERSION = "70.0"
SOURCE = "c84ebad669f25e133cded0c28b224290a9b9999b1cffe6e9b8de87b2e51816a5"
HELPERS: dict[str, Callable[..., Any]] = {}


def mended(source: str) -> str:
    """Leave the running head out of a page that begins with its heading."""
    return after(
        source,
        "if string_name == name:",
        "    if name == 'running-head':",
        "        return ()",
    )
