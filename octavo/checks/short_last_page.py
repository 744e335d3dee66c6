"""The last page has one or two lines.

It looks like a mistake, and costs a sheet of paper. Shorten a paragraph by as much, or change the
margins a little.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import found
from octavo.diagnostics import Finding
from octavo.model import Built

FEW = 2  # lines


def check(subject: Built) -> Iterator[Finding]:
    """The last page, if it has next to nothing and there is text on others too."""
    *others, page = subject.pages
    count = sum(len(piece.lines) for piece in page.pieces)
    begun = any(piece.place for other in others for piece in other.pieces)
    if begun and page.pieces and not page.pictures and count <= FEW:
        lines = "one line" if count == 1 else "two lines"
        message = f"the last page has no more than {lines}"
        yield found("short_last_page", subject, message, page.pieces[0].place, page)
