"""A heading skips a level.

`###` right below `#` leaves a gap in the numbers (2.1.1 without 2.1) and in the outline that a
screen reader goes by. Take the level in between.

Instead of

    # Causes

    ### The harvest

    It failed.

write

    # Causes

    ## The harvest

    It failed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from octavo.checks._headings import titles
from octavo.diagnostics import Finding
from octavo.model import Document


def check(subject: Document) -> Iterator[Finding]:
    """Each heading is at most one level below the one before."""
    for before, after in pairwise(titles(subject)):
        if after.level > before.level + 1:
            message = f"a heading of level {after.level} follows one of level {before.level}"
            hint = f"write it with {'#' * (before.level + 1)}"
            yield Finding("heading_levels", message, after.place, hint=hint)
