"""A picture has too few pixels for its size in print.

Its edges will be seen as steps. Printers ask for 300 pixels to the inch; below 150 everybody sees
it. Take a larger file, or print the picture smaller.

Instead of

    The square is grey.

    ![A square](square.png)

write

    The square is grey.

    ![A square](square.png){width="1cm"}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.checks._sheet import found
from octavo.diagnostics import Finding
from octavo.model import Built


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.coarse_picture] may set."""

    dots: int = setting(150, "pixels to the inch that a picture has at the least")


def check(subject: Built, settings: Settings) -> Iterator[Finding]:
    """Each picture made of pixels that has fewer to the inch."""
    hint = f"{settings.dots} are the least, 300 are good: take a larger file, or print it smaller"
    for page in subject.pages:
        for picture in page.pictures:
            if picture.dots is not None and picture.dots < settings.dots:
                message = f"a picture has {picture.dots:.0f} pixels to the inch as it is printed"
                yield found("coarse_picture", subject, message, picture.place, page, hint)
