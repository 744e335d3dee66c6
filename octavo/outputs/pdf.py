"""The printed report: a PDF set by WeasyPrint, in the shipped fonts, from nothing but the page."""

from __future__ import annotations

from octavo.engine import account, printing
from octavo.model import Document, Output

MEDIUM = "print"


def make(document: Document, html: str) -> Output:
    """The PDF, with an account of its pages. Raises engine.EngineError where Pango is missing.

    Title, authors, language, subject and keywords are those of the page's head; there is no
    date in the file, so the same report gives the same bytes.
    """
    printed = printing.make(html, typeface=document.typeface)
    return Output(f"{document.project.name}.pdf", printed.data, account.pages(printed.pages))
