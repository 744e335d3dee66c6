"""Two lines of text are printed one upon the other.

Neither can be read. It comes of negative margins, fixed heights or very narrow line spacing in a
style sheet of your own.

Instead of

    assets/styles/own.css:
    p + p { margin-top: -20px }

    01-first.md:
    The first paragraph says so.

    The second paragraph lies upon it.

write

    assets/styles/own.css:
    p + p { margin-top: 0 }
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import foot, found, quoted, right
from octavo.diagnostics import Finding
from octavo.model import Built, Line, Page

DEPTH, WIDTH = 0.25, 0.5  # ems of the smaller type by which two lines must overlap


def check(subject: Built) -> Iterator[Finding]:
    """Each line that lies upon an earlier one, once."""
    for page in subject.pages:
        for line, place, below in _pairs(page):
            message = f"{quoted(line.text)} is printed over {quoted(below.text)}"
            yield found("overlapping_text", subject, message, place, page)


def _pairs(page: Page) -> Iterator[tuple[Line, str, Line]]:
    """A line, its place, and one it lies upon."""
    every = [(line, piece.place) for piece in page.pieces for line in piece.lines]
    every.sort(key=lambda one: one[0].area.y)
    for number, (line, place) in enumerate(every):
        for above, _ in reversed(every[max(0, number - 8) : number]):
            if _overlap(line, above):
                yield line, place, above
                break


def _overlap(one: Line, other: Line) -> bool:
    a, b, size = one.area, other.area, min(one.size, other.size)
    deep = min(foot(a), foot(b)) - max(a.y, b.y)
    wide = min(right(a), right(b)) - max(a.x, b.x)
    return deep > DEPTH * size and wide > WIDTH * size
