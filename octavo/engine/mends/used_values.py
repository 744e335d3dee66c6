"""Slow: margins and sizes of a box are worked out from its style each time it is laid out."""

from __future__ import annotations

from octavo.engine.mends import before
from octavo.engine.styles_kept import octavo_used_values

MODULE = "weasyprint.layout.percent"
FUNCTION = "resolve_percentages"
VERSION = "70.0"
SOURCE = "71673078096fcf8764e6412933288cc79ba956eae0d939deda27beaeac45acad"
HELPERS = {"octavo_used_values": octavo_used_values}


def mended(source: str) -> str:
    """Take them as they were where nothing else has a say."""
    return before(
        source,
        "if isinstance(containing_block, boxes.Box):",
        "if octavo_used_values(box):",
        "    return",
    )
