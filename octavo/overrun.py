"""Say that setting the pages was broken off, and at which place of the report.

No manuscript can silence this: it is said whatever `[checks]` says.
"""

from __future__ import annotations

from octavo.diagnostics import Finding
from octavo.limits import StoppedError
from octavo.model import Document

RULE = "limits"


def finding(error: StoppedError, document: Document) -> Finding:
    """What the writer is told."""
    from octavo.checks import _sheet

    place = _sheet.span_of(document, error.place)
    here = ", and was broken off here" if place else ", and was broken off"
    large = "look for what is very large, or repeated very often"
    more = f"; or allow more: --limits {error.limit}=NUMBER" if error.limit else ""
    return Finding(RULE, f"setting the pages {error.why}{here}", place, hint=large + more)
