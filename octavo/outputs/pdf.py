"""The printed report: a PDF set by WeasyPrint, in the shipped fonts, from nothing but the page."""

from __future__ import annotations

import datetime

from octavo.engine import account, printing
from octavo.engine.printing import Attached, Standard
from octavo.model import Document, Output

MEDIUM = "print"


def make(document: Document, html: str) -> Output:
    """The PDF, with an account of its pages. Raises engine.EngineError where Pango is missing.

    Title, authors, language, subject and keywords are those of the page's head. There is no date
    in the file but that of the report, on attached sources: the same report gives the same bytes.
    """
    files = [_attached(document, name) for name in document.attached]
    date = document.project.date
    printed = printing.make(
        html,
        _standard(document),
        files,
        date if isinstance(date, datetime.date) else None,
        document.typeface,
    )
    return Output(f"{document.project.name}.pdf", printed.data, account.pages(printed.pages))


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
