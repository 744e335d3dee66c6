"""A line runs over the edge of its column.

A word, a number or a piece of code is longer than the line and cannot be parted. Let it break: an
address as a link `<https://…>`, a soft hyphen (&shy;) in a long word, shorter lines of code.

Instead of

    assets/styles/own.css:
    @page { size: 640px 400px !important; margin: 60px !important }
    p { hyphens: none }

    01-first.md:
    Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft it was.

write

    assets/styles/own.css:
    @page { size: 640px 400px !important; margin: 60px !important }
    p { hyphens: manual }

    01-first.md:
    Donaudampfschifffahrts&shy;elektrizitäten&shy;hauptbetriebswerk&shy;bauunterbeamtengesellschaft
    it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import EDGE, found, lines, millimetres, quoted, right
from octavo.diagnostics import Finding
from octavo.model import Built

HINT = "let it break: a soft hyphen (&shy;) in a long word, a link for an address"


def check(subject: Built) -> Iterator[Finding]:
    """Each line that reaches beyond its room and is still on the paper."""
    for page, piece, line in lines(subject):
        over = right(line.area) - right(line.room)
        if over > EDGE and right(line.area) <= page.width:
            message = f"the line {quoted(line.text)} runs {millimetres(over)} over its edge"
            yield found("overfull_line", subject, message, piece.place, page, HINT)
