"""The printed report: a PDF set by WeasyPrint, in the shipped fonts, from nothing but the page."""

from __future__ import annotations

import datetime

from octavo.engine import account, compositor, printing
from octavo.engine.printing import Attached, Standard
from octavo.model import Document, Output, Page, Typeface

MEDIUM = "print"


def make(document: Document, html: str) -> Output:
    """The PDF, with an account of its pages.

    Raises engine.EngineError where Pango is missing, StoppedError where setting is broken off.

    Title, authors, language, subject and keywords are those of the page's head. There is no date
    in the file but that of the report, on attached sources: the same report gives the same bytes.
    """
    files = [_attached(document, name) for name in document.attached]
    given = document.project.date
    date = given if isinstance(given, datetime.date) else None
    standard = _standard(document)
    data, pages = compositor.called(_set, html, standard, files, date, document.typeface)
    return Output(f"{document.project.name}.pdf", data, pages)


def _set(
    html: str,
    standard: Standard,
    files: list[Attached],
    date: datetime.date | None,
    typeface: Typeface | None,
) -> tuple[bytes, tuple[Page, ...]]:
    printed = printing.make(html, standard, files, date, typeface)
    return printed.data, account.pages(printed.pages)


def _attached(document: Document, name: str) -> Attached:
    """A source. Programs that take files out of a PDF make no folders: those stand in what is said.

    (ISO 32000-1, 7.11.2, would have them in the name.)
    """
    said = document.words["source-file"].format(name=name)
    return Attached(name.replace("/", "-"), document.attached[name], said)


def _standard(document: Document) -> Standard:
    if document.project.pdf.profile == "archive2":
        return printing.PDF_2_WITH_SOURCES if document.attached else printing.PDF_2
    return printing.WITH_SOURCES if document.attached else printing.ACCESSIBLE
