"""A table, a picture or a line of text lies outside the space for text.

What lies beyond the paper's edge is lost; what lies in the margin is cut off by a binder. Make the
picture smaller. In a table too wide for its words, even where they are parted, turn the page with
`.landscape` in the braces of its caption, or leave out columns.

Instead of

    assets/styles/own.css:
    td { white-space: nowrap }
    @page { size: 470px 400px !important; margin: 40px !important }

    01-first.md:
    There are four.

    | A | B | C | D |
    |---|---|---|---|
    | Internationalisation | Industrialisation | Administration | Representation |

write

    01-first.md:
    There are two.

    | A | B |
    |---|---|
    | Internationalisation | Industrialisation |
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._sheet import EDGE, foot, found, lines, millimetres, quoted, right
from octavo.diagnostics import Finding
from octavo.model import Area, Built, Page

SMALLER = "make it smaller"
WIDER = "make the margins wider, or the type smaller"
NARROWER = "give it fewer columns, or choose smaller type or margins"
TURNED = f"turn its page with .landscape, {NARROWER}"


def check(subject: Built) -> Iterator[Finding]:
    """Tables and pictures that leave the space for text; lines that leave it above or below,
    or leave the paper; running heads and numbers that leave the paper.
    """
    for page in subject.pages:
        for picture in page.pictures:
            over = _over(picture.area, page)
            if over > EDGE:
                message = f"a {picture.kind} reaches {millimetres(over)} beyond the space for text"
                hint = _cure(picture.kind, page)
                yield found("off_page", subject, message, picture.place, page, hint)
    for page, piece, line in lines(subject):
        over = max(_beside(line.area, page), _below(line.area, page))
        if over > EDGE:
            message = f"the line {quoted(line.text)} runs {millimetres(over)} off the page"
            yield found("off_page", subject, message, piece.place, page)
    for page in subject.pages:
        for line in page.margins:
            area = line.area
            over = max(_beside(area, page), -area.y, foot(area) - page.height)
            if over > EDGE:
                message = f"{quoted(line.text)} in the margin runs {millimetres(over)} off the page"
                yield found("off_page", subject, message, "", page, WIDER)
                return  # as on all pages


def _cure(kind: str, page: Page) -> str:
    if kind != "table":
        return SMALLER
    return NARROWER if page.width > page.height else TURNED


def _over(area: Area, page: Page) -> float:
    """How far something reaches beyond the space for text, to whichever side is the worst."""
    left, side = page.text.x - area.x, right(area) - right(page.text)
    top = (page.floats or page.text).y
    return max(left, side, top - area.y, _below(area, page))


def _beside(area: Area, page: Page) -> float:
    """How far something reaches beyond the left or the right edge of the paper."""
    return max(right(area) - page.width, -area.x)


def _below(area: Area, page: Page) -> float:
    """How far something reaches below the last line that a page may have."""
    return foot(area) - foot(page.notes or page.text)
