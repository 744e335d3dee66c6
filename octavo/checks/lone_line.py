"""The first or the last line of a paragraph stands alone on a page.

A reader loses the thread, and the page looks broken off. Octavo keeps two lines together; where a
style sheet of your own undoes that, take `orphans` and `widows` out of it.

Instead of

    assets/styles/own.css:
    body { orphans: 1 }
    p { line-height: 24px }
    p:first-of-type { height: 288px }
    @page { size: 400px 400px !important; margin: 40px !important }

    01-first.md:
    It was signed in February.

    The alliance rested on a treaty and on a shared enemy, yet it held interests that grew apart
    from the first year to the last. Nobody in Moscow said so, and nobody in Beijing asked.

write

    assets/styles/own.css:
    body { orphans: 2 }
    p { line-height: 24px }
    p:first-of-type { height: 288px }
    @page { size: 400px 400px !important; margin: 40px !important }
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
