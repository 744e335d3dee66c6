"""Notes are lost, or set on a page before that of their call, when a paragraph's line overflows.

Where a line runs over the page's end and the paragraph can break here but not earlier, WeasyPrint
sends notes that were placed already to the next page; if the line then fits, it leaves the loop
ahead of the code that lays out the notes called in that very line, and they are never set. Notes
whose policy is not `auto` must stay with their line: so this way out is not taken for them.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import after
from octavo.engine.split_notes import octavo_overflows

MODULE = "weasyprint.layout.block"
FUNCTION = "_linebox_layout"
VERSION = "70.0"
SOURCE = "e07bbe000974787ee370be1f419a01a21b327a1a1e3025a65afd47589060883d"


def octavo_keeps_notes(context: Any, line: Any) -> bool:
    """Whether the page or the line has a note that must stay with the line it is called in."""
    called = [box.footnote for box in line.descendants() if box.footnote in context.footnotes]
    return any(
        footnote.style["footnote_policy"] != "auto"
        for footnote in (*called, *context.current_page_footnotes)
    )


def octavo_wanted(box: Any, line: Any, before: list[Any]) -> float:
    """The height of the lines that orphans want below a line of a block, so many being before it.

    Where a note that is split takes all room below the first line, the block would move to the next
    page, or stand there with one line.
    """
    lines = 0 if line.resume_at is None else box.style["orphans"] - len(before) - 1
    return float(max(0, lines) * line.height)


HELPERS = {
    "octavo_keeps_notes": octavo_keeps_notes,
    "octavo_overflows": octavo_overflows,
    "octavo_wanted": octavo_wanted,
}


def mended(source: str) -> str:
    """Report no notes to the next page where one must stay; split a note that does not fit."""
    source = after(
        source,
        "report = not context.in_column",
        "report = report and not octavo_keeps_notes(context, line)",
    )
    return after(
        source,
        "overflow = context.layout_footnote(footnote)",
        "overflow = octavo_overflows(",
        "    context, footnote, overflow, bottom_space, new_position_y + offset_y,",
        "    octavo_wanted(box, line, new_children))",
    )
