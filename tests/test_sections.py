"""Section files: their order, their front matter, and what can be wrong with them."""

from pathlib import Path

import casefiles
import pytest

from octavo import sections
from octavo.diagnostics import Source
from octavo.model import Project

CASES = casefiles.folder("front_matter")


def project(root: Path, *names: str) -> Project:
    return Project(root, Source(root / "report.toml", ""), "report", "A", sections=names)


@pytest.mark.parametrize("case", [c for _, c in CASES], ids=lambda case: case.name)
def test_findings(case: casefiles.Case, tmp_path: Path) -> None:
    _, findings = sections.read(project(case.write(tmp_path)))
    assert tuple(casefiles.said(findings)) == case.expected


def test_numbered_files_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10-ten.md", "2-two.md", "notes.md", "README.md", "1-one.md"):
        (tmp_path / name).write_text("Text.", encoding="utf-8")
    assert sections.discovered(tmp_path) == ("1-one.md", "2-two.md", "10-ten.md")


def test_without_numbers_all_files_come_by_name(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "ReadMe.md"):
        (tmp_path / name).write_text("Text.", encoding="utf-8")
    assert sections.discovered(tmp_path) == ("a.md", "b.md")


def test_front_matter_is_no_text(tmp_path: Path) -> None:
    text = "---\ntitle: Causes\nunnumbered: true\n---\nText.\n"
    (tmp_path / "1.md").write_text(text, encoding="utf-8")
    (section,), _ = sections.read(project(tmp_path))
    assert section.source.text[section.body :] == "Text.\n"
    assert (section.title, section.meta["unnumbered"]) == ("Causes", True)


def test_a_byte_order_mark_and_windows_line_ends_shift_nothing(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_bytes("\ufeff---\r\ntitel: A\r\n---\r\nText.\r\n".encode())
    _, findings = sections.read(project(tmp_path))
    assert [line.split(" error")[0] for line in casefiles.said(findings, "1.md")] == ["2:1"]


def test_a_file_that_is_not_utf_8_is_named_and_still_read(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_bytes("Zürich\nLüthi".encode("latin-1"))
    (section,), findings = sections.read(project(tmp_path))
    assert "rich" in section.source.text
    assert list(casefiles.said(findings, "1.md")) == [
        "1:2 error[encoding] this file is not UTF-8 -- "
        "save it as UTF-8; the text before this place was read"
    ]


def test_a_missing_section_is_named_where_it_is_listed(tmp_path: Path) -> None:
    (tmp_path / "01-start.md").write_text("Text.", encoding="utf-8")
    listed = Source(tmp_path / "report.toml", 'sections = ["01-strat.md"]')
    broken = Project(tmp_path, listed, "report", "A", sections=("01-strat.md",))
    _, findings = sections.read(broken)
    assert [f.message for f in findings] == ["there is no section 01-strat.md"]
    assert findings[0].hint == "did you mean 01-start.md?"


def test_an_empty_manuscript(tmp_path: Path) -> None:
    _, findings = sections.read(project(tmp_path))
    assert [f.message for f in findings] == ["there are no sections"]
