"""An entry of the bibliography holds something that cannot be right.

A wrong check digit of an ISBN or ISSN, a malformed DOI, pages that run backwards, a year
that is still to come, two years for one volume of a journal: a reader would look for the work in
vain. Look it up, correct the entry.

Instead of

    references.bib:
    @article{lee1999, author = {Lee, Ann}, title = {Border}, journal = {Past}, volume = 3,
      pages = {52--21}, year = 1999}

    01-first.md:
    So it was [@lee1999].

write

    references.bib:
    @article{lee1999, author = {Lee, Ann}, title = {Border}, journal = {Past}, volume = 3,
      pages = {21--52}, year = 1999}
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Reference

DOI = re.compile(r"10\.\d{4,9}/\S+")  # DOI Handbook, 2.2


def check(subject: Document) -> Iterator[Finding]:
    """The numbers and dates of each cited work can be right."""
    cited = {item.key for citation in subject.citations for item in citation.items}
    works = [subject.references[key] for key in sorted(cited & subject.references.keys())]
    hint = "look it up, and correct the entry"
    for work in works:
        for message in _doubts(work.fields, _year(subject.project.date)):
            yield _finding(work, message, hint)
    for one, other in _torn_volumes(works):
        message = f"{_volume(one)} is of {_first_year(one)}, but by {other.key} of "
        related = (other.span,) if other.span else ()
        yield _finding(one, f"{message}{_first_year(other)}", "one of the two is wrong", related)


def _finding(work: Reference, message: str, hint: str, related: tuple[Span, ...] = ()) -> Finding:
    said = f"{work.key}: {message}"
    return Finding("doubtful_entry", said, work.span, Severity.WARNING, hint, related)


def _torn_volumes(works: Sequence[Reference]) -> Iterator[tuple[Reference, Reference]]:
    """Articles in one volume whose years lie apart; a volume may run into the next year."""
    first: dict[str, Reference] = {}
    for work in works:
        year = _first_year(work)
        if work.type != "article-journal" or year is None or not work.fields.get("volume"):
            continue
        before = first.setdefault(_volume(work).casefold(), work)
        other = _first_year(before)
        if other is not None and abs(other - year) > 1:
            yield work, before


def _volume(work: Reference) -> str:
    return f"{work.fields.get('container-title', '')} {work.fields['volume']}"


def _first_year(work: Reference) -> int | None:
    issued = work.fields.get("issued")
    parts = issued.get("date-parts", [[None]]) if isinstance(issued, dict) else [[None]]
    return parts[0][0] if isinstance(parts[0][0], int) else None


def _year(date: datetime.date | str) -> int:
    """The year of the paper; a work cannot be younger."""
    return date.year if isinstance(date, datetime.date) else datetime.date.today().year


def _doubts(fields: Any, year: int) -> Iterator[str]:
    for isbn in _numbers(str(fields.get("ISBN", "")), _isbn):
        yield f"the ISBN {isbn} has a wrong check digit or length"
    for issn in _numbers(str(fields.get("ISSN", "")), _issn):
        yield f"the ISSN {issn} has a wrong check digit or length"
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", str(fields.get("DOI", "")))
    if doi and not DOI.fullmatch(doi):
        yield f"the DOI {doi} is not of the form 10.1234/something"
    pages = re.fullmatch(r"(\d{1,9})\s*[-–—]+\s*(\d{1,9})", str(fields.get("page", "")).strip())
    if pages and len(pages[1]) == len(pages[2]) and int(pages[1]) > int(pages[2]):
        yield f"the pages {pages[0]} run backwards"
    parts = fields.get("issued")
    first = parts.get("date-parts", [[None]])[0][0] if isinstance(parts, dict) else None
    if isinstance(first, int) and first > year:
        yield f"the year {first} is still to come"


def _numbers(text: str, right: Callable[[str], bool]) -> Iterator[str]:
    """The numbers of a field that are wrong; a blank parts two numbers, or groups of one."""
    for part in filter(None, map(str.strip, re.split(r"[,;]", text))):
        if not right(re.sub(r"[\s-]", "", part)):
            one_by_one = [one for one in part.split() if not right(one.replace("-", ""))]
            if one_by_one:
                yield part if len(one_by_one) == len(part.split()) else one_by_one[0]


def _isbn(digits: str) -> bool:
    """ISO 2108: weights 10 to 1 modulo 11, or 1 and 3 by turns modulo 10."""
    if re.fullmatch(r"\d{9}[\dXx]", digits):
        values = [10 if digit in "Xx" else int(digit) for digit in digits]
        return (
            sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11
            == 0
        )
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10 == 0
    return False


def _issn(digits: str) -> bool:
    """ISO 3297: weights 8 to 1 modulo 11."""
    if not re.fullmatch(r"\d{7}[\dXx]", digits):
        return False
    values = [10 if digit in "Xx" else int(digit) for digit in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(8, 0, -1), strict=True)) % 11 == 0
    )
