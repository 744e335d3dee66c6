"""The report as a Word document, for markers, journals and similarity checkers that want one."""

from __future__ import annotations

from octavo.model import Document, Output
from octavo.outputs import _page
from octavo.outputs._docx import build

MEDIUM = "print"
WHOLE_NOTES = True


def make(document: Document, html: str) -> Output:
    """The document: what the PDF holds, in real headings, notes, captions, fields and styles.

    Raises engine.EngineError where a drawing must be painted and Pango is missing.
    """
    data = build.build(document, _page.read(html))
    return Output(f"{document.project.name}.docx", data)
