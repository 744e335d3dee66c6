"""The report as plain text, a paragraph a line: what a similarity checker reads best."""

from __future__ import annotations

from octavo.model import Document, Output
from octavo.outputs import _page
from octavo.outputs._plain import Plain

MEDIUM = "print"
WHOLE_NOTES = True


def make(document: Document, html: str) -> Output:
    """The text in UTF-8: `[3]` calls note 3, and the notes stand behind all else."""
    page, plain = _page.read(html), Plain()
    parts = list(plain.blocks(_page.nodes(page.body)))
    if plain.notes:
        parts.append(document.words["notes"])
        parts.append("\n".join(_note(plain, number) for number in list(plain.notes)))
    text = "\n\n".join(parts).replace("\N{NO-BREAK SPACE}", " ")
    return Output(f"{document.project.name}.txt", f"{text}\n".encode())


def _note(plain: Plain, number: str) -> str:
    return f"[{number}] " + "\n".join(plain.noted(number))
