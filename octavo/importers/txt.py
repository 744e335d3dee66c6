"""Read a draft that is plain text, in any of the usual encodings; it may be Markdown after all."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from octavo.importers import _notes, _paragraphs, md
from octavo.importers._decode import source_of
from octavo.importers._draft import Draft

MARKDOWN = re.compile(r"^#{1,6} +(?=\S).*$", re.MULTILINE)  # a heading
ENDINGS = (".txt", ".text")


def read(path: Path) -> Draft:
    """The draft with its paragraphs, headings and notes. Raises OSError or DraftError."""
    source, said = source_of(path)
    if len(MARKDOWN.findall(source.text)) > 1:
        return md.read(path)
    draft = _notes.call(_paragraphs.draft(source))
    return replace(draft, findings=(*said, *draft.findings))
