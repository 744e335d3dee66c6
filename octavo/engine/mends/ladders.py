"""Lines in a row end in parted words without limit, and a page ends in one.

WeasyPrint knows neither `hyphenate-limit-lines` nor `hyphenate-limit-last` of CSS Text 4. Here no
more than three lines in a row end so (Chicago Manual of Style, 17th ed., 2.113), and none that a
page ends with: see `whole_words`.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import before

MODULE = "weasyprint.layout.inline"
FUNCTION = "iter_line_boxes"
VERSION = "70.0"
SOURCE = "04aec48abfcad809bc94c54eeba0e23a389e824cec85fe67bc1b21412d29dc3a"
MOST = 3  # lines in a row that end in a parted word


def octavo_is_parted(line: Any) -> bool:
    """Whether a line ends in a hyphen."""
    last = line
    while children := getattr(last, "children", None):
        last = children[-1]
    text: str = getattr(last, "text", "")
    return text.endswith(last.style["hyphenate_character"]) if text else False


def octavo_unparted(context: Any, row: int) -> None:
    """Part no word in the next line if so many lines before it ended in a parted one."""
    context.octavo_unparted = row >= MOST


HELPERS = {"octavo_is_parted": octavo_is_parted, "octavo_unparted": octavo_unparted}


def mended(source: str) -> str:
    """Count the lines in a row."""
    source = before(source, "while True:", "octavo_row = 0")
    source = before(source, "line, resume_at = get_next", "octavo_unparted(context, octavo_row)")
    return before(
        source,
        "first_line_style = None",
        "octavo_unparted(context, 0)",
        "octavo_row = octavo_row + 1 if line and octavo_is_parted(line) else 0",
    )
