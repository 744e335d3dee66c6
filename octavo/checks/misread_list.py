"""A list is read otherwise than it looks.

A list begins behind an empty line; an item within an item is moved in as far as the text above
it; the numbers of a list rise by one, whatever is typed. Else items run together in one paragraph,
stand on the wrong level or get another number.

Instead of

    He had two aims:
    - bread
    - peace

write

    He had two aims:

    - bread
    - peace
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from octavo.checks._items import first_item
from octavo.checks._typed import lines
from octavo.checks._written import Written, written
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Kind, blocks
from octavo.numerals import whole

TEXT = (Kind.PROSE, Kind.QUOTATION, Kind.NOTE)
YEAR = 1000  # from here on a number alone before a paragraph is a year
ITEM = re.compile(r"(\d{1,9})[.)]\s")
MONTHS = re.compile(
    r"\d+\.\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember)\b"
)


def check(subject: Document) -> Iterator[Finding]:
    """Whatever looks like a list is one, as it is typed."""
    for block in written(subject):
        if block.kind in TEXT and (item := first_item(lines(block), in_list=bool(block.rows))):
            yield _run_together(block, item)
    for root in (*subject.body, *(child for note in subject.notes for child in note.children)):
        yield from _of_lists(root)


# --- items in running text -----------------------------------------------------------------


def _run_together(block: Written, item: re.Match[str]) -> Finding:
    start = block.lines.start + item.end("before")
    place = Span(block.lines.source, start, block.lines.start + item.end())
    return _finding("the items of this list run together in one paragraph", place, _cure(item))


def _cure(first: re.Match[str]) -> str:
    if first["bullet"] in ("-", "*", "+") or (first["number"] or "").isdigit():
        signs = "" if first["bullet"] or first["close"] == "." else ", and write 1. 2. 3."
        return f"leave an empty line above its first item{signs}"
    return "begin each item with - or 1. and leave an empty line above the first"


# --- lists that are read as such -------------------------------------------------------------


def _of_lists(root: Element) -> Iterator[Finding]:
    last = 0  # the number of the last item of the list before
    for element in _lists(root):
        items = [child for child in element.children if isinstance(child, Element)]
        first = next((place for item in items if (place := _place(item))), None)
        yield from _levels(items)
        if element.tag == "ol" and first is not None:
            yield from _numbers(element, items, last)
            last = _start(element) + len(items) - 1


def _lists(element: Element) -> Iterator[Element]:
    if element.kind is None:
        if element.tag in ("ul", "ol"):
            yield element
        for child in element.children:
            if isinstance(child, Element):
                yield from _lists(child)


def _place(item: Element) -> Span | None:
    """From the sign of an item to the end of its first block."""
    block = next(blocks(item), None)
    return block.span if block is not None else None


def _levels(items: list[Element]) -> Iterator[Finding]:
    """An item that is moved in, but not so far that it belongs to the one above."""
    places = [place for item in items if (place := _place(item))]
    for one, two in pairwise(places):
        if _column(two) > _column(one) and not ITEM.match(two.text):
            message = "this item stands on one level with the one above"
            yield _finding(message, _line(two), "move it in as far as the text above it, or not")


def _column(place: Span) -> int:
    return place.start - place.source.text.rfind("\n", 0, place.start) - 1


def _numbers(element: Element, items: list[Element], last: int) -> Iterator[Finding]:
    start, places = _start(element), [_place(item) for item in items]
    typed = [int(m[1]) if p and (m := ITEM.match(p.text)) else None for p in places]
    if places[0] and _is_sentence(start, len(items), places[0], last):
        message = f"“{start}.” at the start of a paragraph makes it a list"
        yield _finding(message, _line(places[0]), f"write {start}\\. with a backslash")
    elif len(set(typed)) > 1:
        for number, (place, said) in enumerate(zip(places, typed, strict=True), start):
            if place and said is not None and said != number:
                message = f"this item is numbered {said}, and printed as {number}"
                yield _finding(message, _line(place), "the numbers of a list rise by one")
                return


def _start(element: Element) -> int:
    return whole(element.attributes.get("start", ""), 1)


def _is_sentence(start: int, count: int, place: Span, last: int) -> bool:
    """Whether a list is a paragraph that begins with a year, or with a day as in German."""
    is_day = count == 1 and start != last + 1 and bool(MONTHS.match(place.text))
    return start >= YEAR or is_day


def _line(place: Span) -> Span:
    end = place.source.text.find("\n", place.start, place.end)
    return Span(place.source, place.start, place.end if end < 0 else end)


def _finding(message: str, place: Span, hint: str) -> Finding:
    return Finding("misread_list", message, place, Severity.WARNING, hint)
