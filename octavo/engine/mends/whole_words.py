"""A page ends in a parted word, whose rest stands overleaf.

Where a paragraph goes on on the next page, its last line here is laid out once more, with no word
parted; what no longer fits begins the next page.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import after, before
from octavo.engine.mends.ladders import octavo_is_parted

MODULE = "weasyprint.layout.block"
FUNCTION = "_linebox_layout"
VERSION = "70.0"
SOURCE = "e07bbe000974787ee370be1f419a01a21b327a1a1e3025a65afd47589060883d"


def octavo_end_whole(context: Any, lines: list[Any], start: Any, layout: tuple[Any, ...]) -> None:
    """Lay out the last of a page's lines again if it ends in a parted word.

    `start` is where the first line began in the text, `layout` what lines are laid out with.
    """
    from weasyprint.layout.inline import get_next_linebox

    start = lines[-2].resume_at if lines[1:] else start
    if not lines or start is None or not octavo_is_parted(lines[-1]):
        return
    old, (child, bottom_space, box, *rest) = lines[-1], layout
    context.octavo_unparted, context.octavo_before = True, old.resume_at
    try:
        line, resume_at = get_next_linebox(
            context, child, old.position_y, bottom_space, start, box, *rest
        )
    finally:
        context.octavo_unparted, context.octavo_before = False, None
    if line is None or not resume_at or not _text(old).startswith(_text(line)):
        return  # a longer line might leave less overleaf than should stand together there
    if _notes(line) == _notes(old) and _fits(line, box):
        line.resume_at = resume_at
        lines[-1] = line


def _text(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if hasattr(box, "text"))


def _notes(line: Any) -> list[Any]:
    return [box.footnote for box in line.descendants() if box.footnote]


def _fits(line: Any, box: Any) -> bool:
    """Whether the line is not overfull, as it would be with one long word alone."""
    hangs = sum(getattr(child, "octavo_hang", 0) for child in line.descendants())
    return bool(sum(child.margin_width() for child in line.children) <= box.width + hangs + 1)


HELPERS = {"octavo_end_whole": octavo_end_whole}


def mended(source: str) -> str:
    """Look at the last line where the paragraph is broken."""
    source = after(source, "new_footnotes = []", "octavo_start = skip_stack")
    return before(
        source,
        "if new_children:",
        "if stop:",
        "    octavo_end_whole(context, new_children, octavo_start, (",
        "        child, bottom_space, box, absolute_boxes, fixed_boxes, first_letter_style,",
        "        first_line_style))",
    )
