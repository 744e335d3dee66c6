"""A line of code breaks behind its indentation when only the space at the line's end does not fit.

Kept spaces (`white-space: pre-wrap`) hang at the end of a line: they are not measured there (CSS
Text 3, 4.1.3). WeasyPrint measures them where a line has several elements, as coloured code has,
and then breaks ahead of the last of them.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import before

MODULE = "weasyprint.layout.preferred"
FUNCTION = "trailing_whitespace_size"
VERSION = "70.0"
SOURCE = "cd005b8042a652f9072d7190546439113280315f9a5b865b432c6e015b333b1d"


def octavo_hangs(box: Any) -> bool:
    """Whether a text ends in kept spaces that hang."""
    return bool(box.style["white_space"] == "pre-wrap" and box.text.endswith(" "))


def octavo_hanging(context: Any, box: Any) -> float:
    """The width of the spaces at a text's end, in CSS pixels."""
    from weasyprint.text.line_break import create_layout, line_size

    said, bare = (
        create_layout(text, box.style, context, None, box.justification_spacing)
        for text in (box.text, box.text.rstrip(" "))
    )
    widths = [line_size(layout.get_first_line()[0], box.style)[0] for layout in (said, bare)]
    return float(widths[0] - widths[1])


HELPERS = {"octavo_hangs": octavo_hangs, "octavo_hanging": octavo_hanging}


def mended(source: str) -> str:
    """Measure them, so that they are left out."""
    return before(
        source,
        "elif box.style['white_space'] not in",
        "elif octavo_hangs(box):",
        "    return octavo_hanging(context, box)",
    )
