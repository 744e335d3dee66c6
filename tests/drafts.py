"""What tests of the import prove of the manuscript that a draft becomes."""

import re
import tomllib
import unicodedata
from html import unescape
from pathlib import Path

from octavo import importers, pipeline
from octavo.diagnostics import Severity
from octavo.importers import Manuscript
from octavo.model import Document, Kind, plain


def letters(text: str) -> str:
    """Letters and digits only, raised digits as plain ones: calls of notes are either."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", text)))


def left_out(made: Manuscript, draft: str) -> list[tuple[int, str]]:
    """Each passage of dropped.txt, with its offset in the draft by the line and column given."""
    starts = [0, *(match.end() for match in re.finditer("\n", draft))]
    entries = re.split(r"^== ", made.files.get("dropped.txt", b"").decode(), flags=re.M)[2:]
    found = []
    for entry in entries:
        place = re.match(r"line (\d+), column (\d+): .*\n", entry)
        assert place
        at = starts[int(place[1]) - 1] + int(place[2]) - 1
        found.append((at, letters(entry[place.end() :])))
    return found


def without(draft: str, passages: list[tuple[int, str]]) -> str:
    """The draft's letters without the passages, each of which must stand where it is said to."""
    rest = letters(draft)
    for at, passage in sorted(passages, reverse=True):
        start = len(letters(draft[:at]))
        assert rest.startswith(passage, start)
        rest = rest[:start] + rest[start + len(passage) :]
    return rest


def sections(made: Manuscript) -> str:
    """The letters of the sections in order, without the headings that were made up."""
    names = [name for name in made.files if name.endswith(".md")]
    text = unescape("\n".join(made.files[name].decode() for name in names))
    text = re.sub(r"^Table: ", "", text, flags=re.M)  # opens a caption
    if any(finding.rule == "proposed_section" for finding in made.findings):
        text = re.sub(r"^# .*\n", "", text, flags=re.M)
    return letters(text)


def prove_nothing_lost(made: Manuscript, draft: str) -> None:
    """The draft is its title, its sections and what was left out of it, letter for letter."""
    settings = tomllib.loads(made.files["report.toml"].decode())
    title = letters(settings["title"] + settings.get("subtitle", ""))
    apart = b": front matter\n" in made.files.get("dropped.txt", b"")
    entitled = not apart and not any(finding.rule == "missing_title" for finding in made.findings)
    rest, kept = without(draft, left_out(made, draft)), title * entitled + sections(made)
    moved = any("two columns" in finding.message for finding in made.findings)
    if moved or any(b"[^" in data for data in made.files.values()):  # notes move to sections' ends
        rest, kept = "".join(sorted(rest)), "".join(sorted(kept))
    if any(" places became footnotes" in finding.message for finding in made.findings):
        rest, kept = (re.sub(r"\d", "", text) for text in (rest, kept))  # they count on
    assert rest == kept


def build(made: Manuscript, folder: Path, *formats: str) -> Document:
    """The document that a manuscript becomes; it must have no error."""
    importers.write(made, folder)
    result = pipeline.build(folder, formats)
    assert [f for f in result.findings if f.severity is Severity.ERROR] == []
    assert result.document is not None
    return result.document


def printed(document: Document) -> str:
    """What is printed below headings."""
    return "\n".join(plain(block) for block in document.blocks() if block.kind is not Kind.HEADING)
