"""Presets: every one has its sources, its template, and pages that meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import briefs, config, starter, submission
from octavo.diagnostics import Severity
from octavo.engine import libraries
from octavo.shipped import shipped
from octavo.submission import Wishes

ROOT = Path(__file__).parent.parent
PRESETS = briefs.presets()


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_says_whence_and_has_a_template(tmp_path: Path, name: str) -> None:
    (tmp_path / "report.toml").write_text('title = "A"\n', encoding="utf-8")
    project, findings = config.load(tmp_path, name)
    assert not findings
    assert project.submission.source and project.submission.title
    assert (shipped("templates") / f"{project.template}.html").is_file()
    assert f"| `{name}` |" in (ROOT / "docs" / "submitting.md").read_text("utf-8")


@pytest.mark.parametrize("name", PRESETS)
def test_a_paper_by_every_preset(tmp_path: Path, name: str) -> None:
    if libraries.missing():
        pytest.skip("Pango is missing")
    starter.write(tmp_path / "paper", name)
    settings = tmp_path / "paper" / "report.toml"
    text = settings.read_text("utf-8").replace('"Your Course"', '"HIST2041: Epidemics"')
    text = text.replace('authors = ["Your Name"]', 'authors = ["Ann Quillfeather"]')
    settings.write_text(text + '\n[author]\ncandidate = "K7QX"\n', encoding="utf-8")
    made = submission.make(tmp_path / "paper", Wishes())
    assert not [f for f in made.findings if f.severity is Severity.ERROR]
    assert made.bundle and all(row.met is not False for row in made.rows)
    asked = {"style", "page.size", "page.margins", "page.font_size", "page.line_spacing"}
    assert asked <= {row.key for row in made.rows}
