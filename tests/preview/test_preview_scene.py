"""The preview: what it makes of a manuscript."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import pipeline
from octavo.memory import Memory
from octavo.preview import scene

REPORT = 'title = "Trade"\nauthors = ["A. Student"]\nword_limit = 50\n'
FIRST = "# Ships\n\nTea went by ship [@smith].\n\nSilk went by land.\n"
WORKS = "@book{smith, author = {Smith, Jo}, title = {Ships}, year = 1990, publisher = {P}}\n"


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "trade"
    folder.mkdir()
    (folder / "report.toml").write_text(REPORT, "utf-8")
    (folder / "01-ships.md").write_text(FIRST, "utf-8")
    (folder / "references.bib").write_text(WORKS, "utf-8")
    return folder


def test_a_page_says_where_its_blocks_come_from(manuscript: Path) -> None:
    made = scene.make(manuscript, (), Memory())
    assert made.page is not None
    assert 'trade/01-ships.md:5-5">Silk went' in made.page.body
    note = made.page.body.partition('id="note-1"')[2]
    assert 'trade/01-ships.md:3-3"><span class="citation">' in note


def test_what_is_handed_in_has_no_trace_of_the_preview(manuscript: Path) -> None:
    (page,) = pipeline.build(manuscript, ("html",)).outputs
    assert b"data-at" not in page.data


def test_an_edit_has_its_place(manuscript: Path) -> None:
    memory = Memory()
    before = scene.make(manuscript, (), memory)
    (manuscript / "01-ships.md").write_text(FIRST.replace("land", "road"), "utf-8")
    after = scene.make(manuscript, (), memory.next())
    assert str(scene.edited(before, after)).endswith("01-ships.md:5-5")
    assert scene.edited(after, after) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (FIRST + "\n\nTea again.\n", 8),
        (FIRST + "\n\n", 6),
        (FIRST.replace("\n\nSilk", "\n\nTea again.\n\nSilk"), 5),
        (FIRST.replace("].\n", "]. And \n"), 3),
    ],
)
def test_a_paragraph_that_is_added_has_its_own_place(
    manuscript: Path, text: str, line: int
) -> None:
    before = scene.make(manuscript, (), Memory())
    (manuscript / "01-ships.md").write_text(text, "utf-8")
    after = scene.make(manuscript, (), Memory())
    assert str(scene.edited(before, after)).endswith(f"01-ships.md:{line}-{line}")


def test_the_panels_have_findings_outline_and_sources(manuscript: Path) -> None:
    (manuscript / "02-coins.md").write_text("# Coins\n\nSee [@nobody].\n", "utf-8")
    said = scene.notes_on(scene.make(manuscript, (), Memory()))
    assert [one["rule"] for one in said["findings"]] == ["unknown_citation"]
    assert said["findings"][0]["place"]["line"] == 3
    assert [(one["title"], one["words"]) for one in said["outline"]] == [("Ships", 8), ("Coins", 2)]
    assert (said["words"], said["limit"]) == (10, 50)
    (source,) = said["sources"]
    assert source["key"] == "smith"
    assert "<i>Ships</i>" in source["html"]
    assert source["cited"][0].endswith("01-ships.md:3-3")


def test_a_report_that_cannot_be_read_is_a_finding(manuscript: Path) -> None:
    (manuscript / "report.toml").write_text("title = ", "utf-8")
    made = scene.make(manuscript, (), Memory())
    said = scene.notes_on(made)
    assert (made.page, said["failed"]) == (None, True)
    assert said["findings"][0]["place"]["line"] == 1
