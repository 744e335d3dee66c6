"""A heading is the last thing on its page.

What it heads begins overleaf. Octavo keeps a heading with what follows it; where a style sheet of
your own undoes that, or nothing follows, write a sentence below it or let `break-after` be.

Instead of

    assets/styles/own.css:
    h2 { break-after: auto }
    h2 + p { break-before: page }

    01-first.md:
    # One

    The alliance rested on a treaty and on a shared enemy, yet it held interests that grew apart
    from the first year to the last. Nobody in Moscow said so, and nobody in Beijing asked.

    ## The Split

    One side wrote letters to the other, and the other printed them. In the end both
    spoke of a split, which by then was old news to everybody in the movement, and the
    armies were moved to the border.

write

    assets/styles/own.css:
    h2 { break-after: avoid }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._sheet import foot, found, quoted
from octavo.diagnostics import Finding
from octavo.model import Built, Page, Piece


def check(subject: Built) -> Iterator[Finding]:
    """The lowest piece of each page but the last, if it is a heading of the text."""
    for page in subject.pages[:-1]:
        last = _last(page)
        if last and last.place and re.fullmatch("h[1-6]", last.tag):
            title = " ".join(line.text for line in last.lines)
            message = f"the heading {quoted(title)} stands at the foot of its page"
            yield found("stranded_heading", subject, message, last.place, page)


def _last(page: Page) -> Piece | None:
    """The lowest text of a page, if no table or picture lies below it."""
    pieces = [piece for piece in page.pieces if not piece.in_notes]
    last = max(pieces, key=lambda piece: foot(piece.lines[-1].area), default=None)
    if last and any(picture.area.y > last.lines[-1].area.y for picture in page.pictures):
        return None
    return last
