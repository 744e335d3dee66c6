"""The printed pages at an edit, ahead of all others: the writer sees them without the wait.

The pages before an edit are as they were, so it is enough to lay out those from there on, of no
more than the sections that stand on them. What is shown so may differ from the finished print in
little (a count on the title page, the number of a page far behind): that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from octavo.engine import excerpt, printing
from octavo.engine.excerpt import Starts
from octavo.engine.printing import Look
from octavo.model import Document, Page
from octavo.preview import parts
from octavo.trace import PLACE, file_of

MOST = 8  # pages that are laid out at once
EDITS = 3  # sections that were edited since the page was seen last, whose pages are laid out
NEAR = 3  # pages: so far back is one looked for that begins with a paragraph
SECTION = re.compile(r"body-(\d+)")
PLACES = re.compile(rf'{PLACE}="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Print:
    """A document that was printed whole: its page of HTML, its pages of paper, how these began."""

    html: parts.Page
    pages: Sequence[Page]
    starts: Starts


@dataclass(frozen=True, slots=True)
class Seen:
    """What was shown last: the page of HTML, and the document that it is of."""

    html: parts.Page
    document: Document


@dataclass(frozen=True, slots=True)
class Stretch:
    """The pages to be laid out, from 0, and the sections that stand on them, `last` included.

    `new` is the first of the pages that may differ.
    """

    page: int
    count: int
    new: int
    first: int
    last: int


def laid_out(before: Print, seen: Seen, now: Seen) -> Iterator[tuple[int, Look]]:
    """For each edit the number of a page, from 0, and the pages from there on.

    There are none where all pages may differ. The edits are those since what was `seen` last, which
    may be newer than what was printed whole. The engine may fail at what it is not made for.
    """
    if not before.html.frame == seen.html.frame == now.html.frame:
        return
    for edited in _edited(seen, now)[:EDITS]:
        if stretch := _stretch(before, seen, now, edited):
            page, typeface = _only(now.html, stretch).html, now.document.typeface
            made = printing.look(page, before.starts, stretch.page, stretch.count, typeface)
            yield stretch.new, made.without(stretch.new - stretch.page)


def _edited(seen: Seen, now: Seen) -> list[int]:
    """The sections that were edited; else the first that is not what it was: its sources were.

    A note more changes the numbers in all sections behind it.
    """
    texts = ([one.source.text for one in each.document.sections] for each in (seen, now))
    changed = _differing(_sections(seen.html), _sections(now.html))
    return [n for n in _differing(*texts) if n in changed] or changed[:1]


def _stretch(before: Print, seen: Seen, now: Seen, edited: int) -> Stretch | None:
    """What to lay out for an edit of that section."""
    printed, last, new = map(_sections, (before.html, seen.html, now.html))
    pages = _printed(before.pages)
    begin, end = (_at(old, new, edited, pages) for old in (printed, last))
    if begin is None or end is None:
        return None
    page = _begin(before, begin)
    files = {section.source.path.as_posix(): n for n, section in enumerate(now.document.sections)}
    blocks = before.pages[page].blocks if page else ()
    first = min((files.get(file_of(place), 0) for place, _ in blocks), default=0)
    if any(first <= n < edited for n in _differing(printed, new)):
        return None  # what the first page begins with is not what it was
    return Stretch(page, min(max(begin, end) - page + 2, MOST), begin, first, edited + 1)


def _begin(before: Print, page: int) -> int:
    """The page to begin with, at the latest this one.

    The lines of a paragraph are broken all together, so it begins with a paragraph, if one that
    does is near.
    """
    free = [one for one in range(page, max(-1, page - NEAR - 1), -1) if _is_free(before, one)]
    return free[0] if free else before.starts.before(page)


def _is_free(before: Print, page: int) -> bool:
    """Whether nothing goes on from the page before."""
    here, there = ({p for p, _ in before.pages[n].blocks} for n in (page, max(0, page - 1)))
    return page == 0 or (before.starts.before(page) == page and here.isdisjoint(there))


def _differing(old: Sequence[str], new: Sequence[str]) -> list[int]:
    return [n for n, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]


def _at(old: Sequence[str], new: Sequence[str], edited: int, pages: dict[str, int]) -> int | None:
    """The page on which the last block begins that stands whole before the edit."""
    alike = parts.alike(old[edited], new[edited])
    places = [*_places(new[edited - 1])] if edited else []
    places += [*_places(new[edited][:alike])][:-1]  # the last one may be that of the edit itself
    return next((pages[place] for place in reversed(places) if place in pages), None)


def _places(html: str) -> Iterator[str]:
    return map(unescape, PLACES.findall(html))


def _printed(pages: Sequence[Page]) -> dict[str, int]:
    """The page, from 0, on which each block begins."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages):
        for place, _ in page.blocks:
            found.setdefault(place, number)
    return found


def _sections(html: parts.Page) -> list[str]:
    return [text for name, text in html.parts.items() if SECTION.fullmatch(name)]


def _only(html: parts.Page, stretch: Stretch) -> parts.Page:
    """The page with no more than the sections wanted; of those before, the empty elements."""
    kept: dict[str, str] = {}
    number = -1
    for name, text in html.parts.items():
        number += bool(SECTION.fullmatch(name))
        if 0 <= number < stretch.first:
            text = f"{text[: text.index('>') + 1]}</section>"
        elif number > stretch.last:
            text = f'<section id="{excerpt.END}"></section>'
        kept[name] = text
    return parts.Page(html.head, html.frame, kept)
