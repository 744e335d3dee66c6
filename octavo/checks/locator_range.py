"""A citation names a page that the cited work does not have.

An article on pages 21 to 52 has no page 121: a slip of the pen, or the wrong work. Look it up.

Instead of

    references.bib:
    @article{lee1999, author = {Lee, Ann}, title = {Border}, journal = {Past}, volume = 3,
      pages = {21--52}, year = 1999}

    01-first.md:
    So it was [@lee1999, 121].

write

    01-first.md:
    So it was [@lee1999, 21].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.diagnostics import Finding, Severity
from octavo.model import CitationItem, Document, Reference


def check(subject: Document) -> Iterator[Finding]:
    """Each page cited lies within the pages of its work."""
    for citation in subject.citations:
        for item in citation.items:
            reference = subject.references.get(item.key)
            if reference and item.label == "page" and (strays := _strays(item, reference)):
                pages = reference.fields["page"]
                message = f"page {strays[0]} is outside {item.key}, which has pages {pages}"
                hint = "look it up, and correct the page or the entry"
                yield Finding("locator_range", message, item.span, Severity.WARNING, hint)


def _strays(item: CitationItem, reference: Reference) -> list[int]:
    ranges = list(_ranges(str(reference.fields.get("page", ""))))
    if not ranges:
        return []
    return [
        page
        for first, last in _ranges(item.locator)
        for page in (first, last)
        if not any(low <= page <= high for low, high in ranges)
    ]


def _ranges(pages: str) -> Iterator[tuple[int, int]]:
    """The ranges in a list of pages: "21-52, 60", also "128-37", which is 128 to 137.

    Nothing where the pages are not plain numbers: S12, xiv, 345n6 or 3:12 compare with nothing.
    """
    one = r"\s*\d{1,9}(\s*[-–—]+\s*\d{1,9})?\s*"
    if not re.fullmatch(f"{one}(,{one})*", pages):
        return
    for first, last in re.findall(r"(\d+)(?:\s*[-–—]+\s*(\d+))?", pages):
        end = first[: max(0, len(first) - len(last))] + last if last else first
        yield int(first), int(end)
