"""A page inside the report stays more than half white.

The text goes on behind a figure that does not fit, and fills its page. It cannot where the figure
calls a note, which stands on the page of its call, nor where a style keeps together more than fits.
Make the figure smaller, write it behind a later paragraph, or take the note into the text. A page
that is to end, before a turned one or by `break-before`, is left alone.

Instead of

    assets/styles/own.css:
    @page { size: 400px 400px !important; margin: 40px !important }
    img { height: 230px }

    01-first.md:
    The alliance rested on a treaty.

    ![A bar^[It is made of iron.]](bar.svg)

    It held interests that grew apart from the first year to the last. Nobody in Moscow said so,
    and nobody in Beijing asked; each side wrote letters to the other, and the other printed them.

    bar.svg:
    <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>

write

    assets/styles/own.css:
    @page { size: 400px 400px !important; margin: 40px !important }
    img { height: 60px }
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.checks._sheet import foot, found
from octavo.diagnostics import Finding
from octavo.model import Built, Page

HINT = "make the figure that follows smaller, or write it behind a later paragraph"


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.white_page] may set."""

    white: int = setting(50, "percent of a page that may stay empty")


def check(subject: Built, settings: Settings) -> Iterator[Finding]:
    """Each page but the last that has something of the sections, but little, and is to go on."""
    for page, after in zip(subject.pages, subject.pages[1:], strict=False):
        white = round(100 * _white(page) / _height(page))
        if white > settings.white and page.blocks and not page.ended:
            message = f"{white} % of the page stay white"
            hint = HINT if after.pictures else ""
            yield found("white_page", subject, message, page.blocks[-1][0], page, hint)


def _white(page: Page) -> float:
    """How much of a page is empty between what stands lowest in its text and the notes."""
    lines = [line.area for one in page.pieces if not one.in_notes for line in one.lines]
    blocks = [area for _, area in page.blocks]  # a style may give them height of its own
    areas = [*lines, *blocks, *(picture.area for picture in page.pictures)]
    lowest = max((foot(a) for a in areas if a.y < foot(page.text)), default=page.text.y)
    return foot(page.text) - max(lowest, page.text.y)


def _height(page: Page) -> float:
    """What a page has for text, notes and figures."""
    return foot(page.notes or page.text) - (page.floats or page.text).y
