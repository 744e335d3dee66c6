"""A justified line that is longer than the measure sticks out, though its spaces could give way."""

from __future__ import annotations

from octavo.engine.mends import before
from octavo.engine.paragraphs import octavo_tighten

MODULE = "weasyprint.layout.inline"
FUNCTION = "text_align"
VERSION = "70.0"
SOURCE = "e953d41b87ccfc30405f83f6cc3c73918ef4638662794db4f834b1d788d6ed67"
HELPERS = {"octavo_tighten": octavo_tighten}


def mended(source: str) -> str:
    """Have its spaces give way."""
    return before(
        source,
        "if line.width >= available_width:",
        "if octavo_tighten(context, line, available_width):",
        "    return 0",
    )
