"""An entry of the bibliography holds something that cannot be right.

A wrong check digit of an ISBN or ISSN, a malformed DOI, pages that run backwards, a year
that is still to come: a reader would look for the work in vain. Look it up, correct the entry.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from octavo.diagnostics import Finding, Severity
from octavo.model import Document

DOI = re.compile(r"10\.\d{4,9}/\S+")  # DOI Handbook, 2.2


def check(subject: Document) -> Iterator[Finding]:
    """The numbers and dates of each cited work can be right."""
    cited = {item.key for citation in subject.citations for item in citation.items}
    for key in sorted(cited & subject.references.keys()):
        reference = subject.references[key]
        for message in _doubts(reference.fields, _year(subject.project.date)):
            hint = "look it up, and correct the entry"
            yield Finding(
                "doubtful_entry", f"{key}: {message}", reference.span, Severity.WARNING, hint
            )


def _year(date: datetime.date | str) -> int:
    """The year of the paper; a work cannot be younger."""
    return date.year if isinstance(date, datetime.date) else datetime.date.today().year


def _doubts(fields: Any, year: int) -> Iterator[str]:
    for isbn in re.split(r"[\s,;]+(?=97|\d)", str(fields.get("ISBN", ""))):
        if isbn and not _isbn(re.sub(r"[\s-]", "", isbn)):
            yield f"the ISBN {isbn} has a wrong check digit or length"
    issn = str(fields.get("ISSN", ""))
    if issn and not _issn(re.sub(r"[\s-]", "", re.split(r"[,;]", issn)[0])):
        yield f"the ISSN {issn} has a wrong check digit or length"
    doi = re.sub(r"^https?://(dx\.)?doi\.org/", "", str(fields.get("DOI", "")))
    if doi and not DOI.fullmatch(doi):
        yield f"the DOI {doi} does not begin with 10. and four digits"
    pages = re.fullmatch(r"(\d+)\s*[-–—]+\s*(\d+)", str(fields.get("page", "")).strip())
    if pages and len(pages[1]) == len(pages[2]) and int(pages[1]) > int(pages[2]):
        yield f"the pages {pages[0]} run backwards"
    parts = fields.get("issued")
    first = parts.get("date-parts", [[None]])[0][0] if isinstance(parts, dict) else None
    if isinstance(first, int) and first > year:
        yield f"the year {first} is still to come"


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
