"""Text is cut off where a style sheet hides what does not fit.

Nobody can read what is hidden, though it may still be found by a search. Take `overflow: hidden` or
the fixed height out of the style sheet.

Instead of

    assets/styles/own.css:
    blockquote { height: 2em; overflow: hidden }

    01-first.md:
    > The alliance rested on a treaty and on a shared enemy, yet it held interests that grew apart
    > from the first year to the last. Nobody in Moscow said so, and nobody in Beijing asked.
    > The alliance rested on a treaty and on a shared enemy, yet it held interests that grew apart
    > from the first year to the last. Nobody in Moscow said so, and nobody in Beijing asked.

write

    assets/styles/own.css:
    blockquote { overflow: hidden }
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import EDGE, first_of_block, foot, found, lines, quoted, right
from octavo.diagnostics import Finding
from octavo.model import Built, Line


def check(subject: Built) -> Iterator[Finding]:
    """The first line of each block of which a part is hidden."""
    for page, piece, line in first_of_block(one for one in lines(subject) if _is_cut(one[2])):
        message = f"the line {quoted(line.text)} is cut off"
        yield found("clipped_text", subject, message, piece.place, page)


def _is_cut(line: Line) -> bool:
    area, seen = line.area, line.seen
    sides = right(area) > right(seen) + EDGE or area.x < seen.x - EDGE
    return sides or foot(area) > foot(seen) + EDGE or area.y < seen.y - EDGE
