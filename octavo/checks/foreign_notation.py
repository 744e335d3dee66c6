"""A notation of another program stands in the finished text, as it was typed.

LaTeX, Pandoc's extras, wikis, Typst, Word add-ins and others write some things otherwise. Octavo
prints what it does not know. Write it as docs/writing.md says, or take it out; what is meant as
text can stand between backticks.

Instead of

    The pact was brief\\footnote{Thirty articles.}, and \\emph{secret}.

write

    The pact was brief^[Thirty articles.], and *secret*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from octavo.checks._notations import NOTATIONS, Notation
from octavo.checks._typed import left_over, paragraph
from octavo.checks._written import Written, written
from octavo.diagnostics import Finding, Severity
from octavo.model import Document, Kind

FORMULA = re.compile(
    r"\$\$.+?\$\$|\$(?! )[^$\n]*[\\^_={][^$\n]*(?<! )\$(?!\d)", re.S
)  # another rule's


def check(subject: Document) -> Iterator[Finding]:
    """No sign of another notation is left in the text."""
    for block in written(subject):
        if block.kind is not Kind.CODE:
            _, typed = paragraph(block)
            possible = [one for one in NOTATIONS if any(sign in typed for sign in one.signs)]
            yield from _found(block, possible) if possible else ()


def _found(block: Written, possible: Sequence[Notation]) -> Iterator[Finding]:
    formulas = [formula.span() for formula in FORMULA.finditer(block.lines.text)]
    found = [
        (place.start, -place.end, number, place)
        for number, place in left_over(block, *(one.compiled() for one in possible))
        if not _within(place.start - block.lines.start, formulas)
    ]
    end = 0
    for start, _, number, place in sorted(found, key=lambda one: one[:3]):
        if start >= end:
            end, notation = place.end, possible[number]
            message = f"{notation.what} is printed as it stands"
            yield Finding("foreign_notation", message, place, Severity.WARNING, notation.cure)


def _within(at: int, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in stretches)
