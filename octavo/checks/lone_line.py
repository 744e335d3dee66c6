"""The first or the last line of a paragraph stands alone on a page.

A reader loses the thread, and the page looks broken off. Octavo keeps two lines together; where a
style sheet of your own undoes that, take `orphans` and `widows` out of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import found, quoted
from octavo.diagnostics import Finding
from octavo.model import Built

CELLS = ("td", "th")  # rows of tables break as they must


def check(subject: Built) -> Iterator[Finding]:
    """Each piece of one line whose block goes on overleaf, or began on the page before."""
    for page in subject.pages:
        for piece in page.pieces:
            if len(piece.lines) > 1 or (piece.begins and piece.ends) or piece.tag in CELLS:
                continue
            which = "last" if piece.ends else "first"
            line = quoted(piece.lines[0].text)
            message = f"the {which} line of a paragraph, {line}, stands alone"
            yield found("lone_line", subject, message, piece.place, page)
