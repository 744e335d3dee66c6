"""A table is printed as text, strokes and all.

A table needs an empty line above it, and a second line that parts its head from its rows; other
kinds of tables than this one are not read.

Instead of

    The loans were these:
    | Year | Loan |
    |------|-----:|
    | 1950 |  300 |

write

    The loans were these:

    | Year | Loan |
    |------|-----:|
    | 1950 |  300 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._typed import left_over
from octavo.checks._written import written
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Kind

TEXT = (Kind.PROSE, Kind.QUOTATION, Kind.NOTE)
RULE = r"[|+]?[ \t]*:?[-=]{2,}:?[ \t]*(?:[|+][ \t]*:?[-=]*:?[ \t]*)+"
ROW = r"[ \t>]*\|[^\n]*\|"
TABLE = re.compile(rf"^(?:{ROW}[ \t]*\n)?(?:[ \t>]*{RULE}|{ROW}[ \t]*\n{ROW})[ \t]*$", re.M)


def check(subject: Document) -> Iterator[Finding]:
    """No paragraph holds rows of a table."""
    for block in written(subject):
        if block.kind in TEXT and "|" in block.text:
            for _, place in left_over(block, TABLE):
                message = "this table is printed as text"
                hint = "leave an empty line above it, and write |---|---| below its head"
                yield Finding("misread_table", message, _line(place), Severity.WARNING, hint)
                break


def _line(place: Span) -> Span:
    """The first line, without what stands before it."""
    first, text = place.text.split("\n", 1)[0], place.text
    start = place.start + len(text) - len(text.lstrip(" \t>"))
    return Span(place.source, start, place.start + len(first))
