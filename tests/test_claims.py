"""The essay and its table of claims: each row stands in its section, with the sources it names.

`tests/essay/claims.md` says on what every sentence of fact rests. A sentence that is rewritten,
or a source that is cut, must not leave its row behind.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
SECTIONS = {
    int(path.name[:2]): path.read_text("utf-8")
    for path in sorted((ROOT / "sections").glob("[0-9]*.md"))
}
REFERENCES = {item["id"] for item in json.loads((ROOT / "sections/references.json").read_bytes())}
CITATION = re.compile(r"@(\w+)\b(?!:)")


class Claim(NamedTuple):
    """A row: pieces of the section's text, in order of the row, and the keys cited for them."""

    section: int
    pieces: tuple[str, ...]
    keys: tuple[str, ...]
    verdict: str


def claims() -> list[Claim]:
    """All rows under a heading "Section N"; a citation in brackets points elsewhere: no key."""
    text = (ROOT / "tests/essay/claims.md").read_text("utf-8")
    found = []
    for part in re.split(r"^## Section ", text, flags=re.M)[1:]:
        for line in part.splitlines()[1:]:
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            if len(cells) == 5 and cells[0] != "sentence":
                found.append(row(int(part.split()[0]), cells))
    return found


def row(section: int, cells: list[str]) -> Claim:
    pieces = tuple(plain(piece) for piece in re.split(r"; | \.\.\. ", cells[0]))
    sources = [source.strip() for source in cells[2].split(";")]
    keys = tuple(source.split(",")[0] for source in sources if not source.startswith("("))
    return Claim(section, pieces, keys, cells[4])


def plain(text: str) -> str:
    """The words alone: without citations, calls of notes, emphasis and the bars of tables."""
    text = re.sub(r"\[[^\]]*@[^\]]*\]|\[\^\w+\]:?|[*|]", " ", text).replace("’", "'")
    return re.sub(r"\s+([.,;:?])", r"\1", " ".join(text.split())).casefold()


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: f"{claim.section}-{claim.pieces[0]}")
def test_row_stands_in_its_section(claim: Claim) -> None:
    text = SECTIONS[claim.section]
    assert [piece for piece in claim.pieces if piece not in plain(text)] == []
    cited = REFERENCES & set(CITATION.findall(text))
    assert [key for key in claim.keys if key not in cited] == []
    assert claim.verdict


@pytest.mark.parametrize("section", SECTIONS)
def test_paragraph_with_a_citation_has_a_row(section: int) -> None:
    openings = [claim.pieces for claim in claims() if claim.section == section]
    paragraphs = [part for part in SECTIONS[section].split("\n\n") if CITATION.search(part)]
    assert paragraphs
    for paragraph in map(plain, paragraphs):
        assert any(piece in paragraph for pieces in openings for piece in pieces), paragraph
