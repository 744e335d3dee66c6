"""Read a draft that is plain text, in any of the usual encodings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from octavo.importers import _notes, _paragraphs
from octavo.importers._decode import source_of
from octavo.importers._draft import Draft

ENDINGS = (".txt", ".text")


def read(path: Path) -> Draft:
    """The draft with its paragraphs, headings and notes. Raises OSError or DraftError."""
    source, said = source_of(path)
    draft = _notes.call(_paragraphs.draft(source))
    return replace(draft, findings=(*said, *draft.findings))
