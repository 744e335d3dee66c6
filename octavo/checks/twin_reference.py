"""Two entries of the bibliography seem to be one work.

The bibliography would list it twice, and ibid. and short titles would be wrong. Keep one of them
and cite it everywhere.

Instead of

    references.bib:
    @book{lee1999, author = {Lee, Ann}, title = {Border}, publisher = {P}, year = 1999}
    @book{lee, author = {Lee, Ann}, title = {Border}, publisher = {P.}, year = 1999}

    01-first.md:
    So it was [@lee1999, 3], and so it stayed [@lee, 4].

write

    references.bib:
    @book{lee1999, author = {Lee, Ann}, title = {Border}, publisher = {P}, year = 1999}

    01-first.md:
    So it was [@lee1999, 3], and so it stayed [@lee1999, 4].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from octavo.diagnostics import Finding, Severity
from octavo.model import Document, Reference


def check(subject: Document) -> Iterator[Finding]:
    """No two cited works share a DOI, or title, author and year."""
    cited = {item.key for citation in subject.citations for item in citation.items}
    seen: dict[tuple[str, ...], Reference] = {}
    for key in sorted(cited & subject.references.keys()):
        reference = subject.references[key]
        for mark in _marks(reference):
            first = seen.setdefault(mark, reference)
            if first is not reference:
                yield _finding(reference, first)
                break


def _marks(reference: Reference) -> Iterator[tuple[str, ...]]:
    """What no two works share."""
    fields = reference.fields
    if doi := str(fields.get("DOI", "")):
        yield "doi", re.sub(r"^(https?://)?(dx\.)?doi\.org/", "", doi.casefold())
    title = re.sub(r"\W+", " ", str(fields.get("title", ""))).casefold().strip()
    if title:
        container = re.sub(r"\W+", " ", str(fields.get("container-title", ""))).casefold()
        volume = str(fields.get("volume", "")) + str(fields.get("issue", ""))
        names = _names(fields.get("author"))
        yield "title", title, container, volume, names, _date(fields), str(fields.get("number", ""))


def _names(names: Any) -> str:
    listed = names if isinstance(names, list) else []
    return " ".join(str(n.get("family") or n.get("literal", "")).casefold() for n in listed)


def _date(fields: Any) -> str:
    issued = fields.get("issued")
    return str(issued.get("date-parts")) if isinstance(issued, dict) else ""


def _finding(reference: Reference, first: Reference) -> Finding:
    message = f"{reference.key} and {first.key} seem to be one work"
    related = (first.span,) if first.span else ()
    hint = "keep one of the two"
    return Finding(
        "twin_reference", message, reference.span, Severity.WARNING, hint, related=related
    )
