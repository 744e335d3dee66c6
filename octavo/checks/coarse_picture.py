"""A picture has too few pixels for its size in print.

Its edges will be seen as steps. Printers ask for 300 pixels to the inch; below 150 everybody sees
it. Take a larger file, or print the picture smaller.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import found
from octavo.diagnostics import Finding
from octavo.model import Built

LEAST = 150  # pixels to the inch
HINT = f"{LEAST} are the least, 300 are good: take a larger file, or print it smaller"


def check(subject: Built) -> Iterator[Finding]:
    """Each picture made of pixels that has fewer to the inch."""
    for page in subject.pages:
        for picture in page.pictures:
            if picture.dots is not None and picture.dots < LEAST:
                message = f"a picture has {picture.dots:.0f} pixels to the inch as it is printed"
                yield found("coarse_picture", subject, message, picture.place, page, HINT)
