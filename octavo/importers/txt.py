"""Read a draft that is plain text, in any of the usual encodings."""

from __future__ import annotations

from pathlib import Path

from octavo.diagnostics import Source
from octavo.importers import _notes, _paragraphs
from octavo.importers._decode import text_of
from octavo.importers._draft import Draft

ENDINGS = (".txt", ".text")


def read(path: Path) -> Draft:
    """The draft with its paragraphs, headings and notes. Raises OSError."""
    text, _ = text_of(path.read_bytes())
    return _notes.call(_paragraphs.draft(Source(path, text)))
