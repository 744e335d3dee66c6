"""A line breaks behind its first word when only the space at its end does not fit.

Text that ends in a space ahead of an inline element (a word in italics, a note's call) is measured
with that space, though at the end of a line it would vanish. WeasyPrint then looks for an earlier
break and takes the first one there is.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import after

MODULE = "weasyprint.text.line_break"
FUNCTION = "split_first_line"
VERSION = "70.0"
SOURCE = "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f"


def octavo_fits_without_space(text: str, style: Any, context: Any, max_width: float) -> bool:
    """Whether a text that runs over the width fits once the space at its end is gone."""
    from weasyprint.text.line_break import create_layout, line_size

    if not text.endswith(" ") or not text.strip(" "):
        return False
    layout = create_layout(text.rstrip(" "), style, context, max_width, 0)
    line, resume_index = layout.get_first_line()
    return resume_index is None and line_size(line, style)[0] <= max_width


HELPERS = {"octavo_fits_without_space": octavo_fits_without_space}


def mended(source: str) -> str:
    """Take the whole text as the line where only its last space runs over."""
    return after(
        source,
        "# is a good thread related to this problem.",  # the end of the head of step 3
        "if resume_index is None and space_collapse and first_line_width > max_width:",
        "    if octavo_fits_without_space(text, style, context, max_width):",
        "        return first_line_metrics(",
        "            first_line, text, layout, resume_index, space_collapse, style)",
    )
