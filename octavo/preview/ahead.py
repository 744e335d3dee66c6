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
from octavo.engine.printing import Printed
from octavo.model import Document, Page
from octavo.preview import parts
from octavo.trace import PLACE, file_of

MOST = 8  # pages that are laid out at once
SECTION = re.compile(r"body-(\d+)")
PLACES = re.compile(rf'{PLACE}="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Print:
    """A document that was printed whole: its page of HTML, its pages of paper, how these began."""

    html: parts.Page
    pages: Sequence[Page]
    starts: Starts


@dataclass(frozen=True, slots=True)
class Stretch:
    """The pages to be laid out, from 0, and the sections that stand on them, `last` included."""

    page: int
    count: int
    first: int
    last: int


def laid_out(
    before: Print, seen: parts.Page, html: parts.Page, document: Document
) -> tuple[int, Printed] | None:
    """The number of the first page, from 0, and the pages at the edit; None where all may differ.

    The edit is what differs between `html` and what was `seen` last, which may be newer than what
    was printed whole. The engine may fail at what it is not made for.
    """
    stretch = _stretch(before, seen, html, document)
    if stretch is None:
        return None
    page, typeface = _only(html, stretch).html, document.typeface
    made = printing.look(page, before.starts, stretch.page, stretch.count, typeface)
    return stretch.page, made


def _stretch(
    before: Print, seen: parts.Page, html: parts.Page, document: Document
) -> Stretch | None:
    printed, last, new = map(_sections, (before.html, seen, html))
    if len(printed) != len(new) or before.html.frame != html.frame or seen.frame != html.frame:
        return None
    edited = next(iter(_differing(last, new)), None)
    if edited is None:
        return None
    pages = _printed(before.pages)
    begin, end = (_at(old, new, edited, pages) for old in (printed, last))
    if begin is None or end is None:
        return None
    page = before.starts.before(begin)
    files = {section.source.path.as_posix(): n for n, section in enumerate(document.sections)}
    blocks = before.pages[page].blocks if page else ()
    first = min((files.get(file_of(place), 0) for place, _ in blocks), default=0)
    if any(first <= n < edited for n in _differing(printed, new)):
        return None  # what the first page begins with is not what it was
    return Stretch(page, min(max(begin, end) - page + 2, MOST), first, edited + 1)


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
