"""A line breaks behind its first word when only the space at its end does not fit.

Text that ends in a space ahead of an inline element (a word in italics, a note's call) is measured
with that space, which Pango lets hang over the end of the line: so Pango sees no need for a break,
and WeasyPrint takes the first one there is. A common space vanishes there, and the text fits; a
no-break space does not, and the break belongs before the last word.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import after

MODULE = "weasyprint.text.line_break"
FUNCTION = "split_first_line"
VERSION = "70.0"
SOURCE = "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f"
LITTLE = 1 / 16  # CSS pixels: by how much a line is made too narrow for its last word


def octavo_fits_without_space(text: str, style: Any, context: Any, max_width: float) -> bool:
    """Whether a text that runs over the width fits once the space at its end is gone."""
    from weasyprint.text.line_break import create_layout, line_size

    if not text.endswith(" ") or not text.strip(" "):
        return False
    layout = create_layout(text.rstrip(" "), style, context, max_width, 0)
    line, resume_index = layout.get_first_line()
    return resume_index is None and line_size(line, style)[0] <= max_width


def octavo_ends_unbroken(text: str) -> bool:
    """Whether a text ends in a no-break space, or another one that stays at a line's end."""
    return bool(text.rstrip()) and text.rstrip() != text.rstrip(" ")


def octavo_break_late(text: str, style: Any, context: Any, justification: float) -> tuple[Any, ...]:
    """Lay out a text in a line that is too narrow for its last word.

    Gives the layout, its first line, where the next begins, and the first line's width.
    """
    from weasyprint.text.line_break import create_layout, line_size

    bare = create_layout(text.rstrip(), style, context, None, 0)  # alive as long as its line
    width = line_size(bare.get_first_line()[0], style)[0] - LITTLE
    layout = create_layout(text, style, context, width, justification)
    line, resume_index = layout.get_first_line()
    return layout, line, resume_index, line_size(line, style)[0]


HELPERS = {
    "octavo_break_late": octavo_break_late,
    "octavo_ends_unbroken": octavo_ends_unbroken,
    "octavo_fits_without_space": octavo_fits_without_space,
}


def mended(source: str) -> str:
    """Take the whole text, or all but its last word, where only the space at its end runs over."""
    return after(
        source,
        "# is a good thread related to this problem.",  # the end of the head of step 3
        "if resume_index is None and space_collapse and first_line_width > max_width:",
        "    if octavo_fits_without_space(text, style, context, max_width):",
        "        return first_line_metrics(",
        "            first_line, text, layout, resume_index, space_collapse, style)",
        "    if octavo_ends_unbroken(text):",
        "        layout, first_line, resume_index, first_line_width = octavo_break_late(",
        "            text, style, context, justification_spacing)",
    )
