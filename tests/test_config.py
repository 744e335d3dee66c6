"""report.toml: every mistake found at once, each at its place; every right value taken."""

import datetime
from pathlib import Path

import casefiles
import pytest

from octavo import config
from octavo.diagnostics import ReportError
from octavo.model import Project

CASES = casefiles.folder("config", first="report.toml")


@pytest.mark.parametrize("case", [c for _, c in CASES], ids=lambda case: case.name)
def test_findings(case: casefiles.Case, tmp_path: Path) -> None:
    try:
        _, findings = config.load(case.write(tmp_path))
    except ReportError as error:
        findings = error.findings
    assert tuple(casefiles.said(findings, "report.toml")) == case.expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title = "A"\nauthors = Student\n', "2:11"),
        ('title = "A"\nauthors = ["A",\n', "3:1"),
        ('title = "A"\ntitle = "B"\n', "2:12"),
        ('title = "ä" "b"\n', "1:13"),
    ],
)
def test_what_is_no_toml_is_named_at_its_place(text: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as error:
        config.load(tmp_path)
    (line,) = casefiles.said(error.value.findings, "report.toml")
    assert line.startswith(f"{place} error[config] not TOML: ")


def load(folder: Path, text: str) -> Project:
    (folder / "report.toml").write_text(text, encoding="utf-8")
    project, findings = config.load(folder)
    assert not findings
    return project


def test_values_arrive(tmp_path: Path) -> None:
    project = load(
        tmp_path,
        'title = "A"\nauthors = "One"\ndate = 1950-02-14\nnocite = ["@a", "b"]\nword_limit = 4000\n'
        '[page]\nsize = "a5"\nmargins = ["20mm", "25mm"]\nfont_size = 12\nline_spacing = "double"\n'
        'paragraphs = "gap"\n',
    )
    assert project.authors == ("One",)
    assert project.date == datetime.date(1950, 2, 14)
    assert project.nocite == ("a", "b")
    assert project.word_limit == 4000
    layout = project.layout
    assert (layout.size, layout.margins) == ("A5", ("20mm", "25mm"))
    assert (layout.font_size, layout.line_spacing, layout.paragraphs) == ("12pt", 2.0, "gap")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Why No United Front?", "why-no-united-front"),
        ("Mao's Übergang: Zürich–Łódź", "maos-ubergang-zurich-odz"),
        ("毛泽东", "report"),
        ("a " * 40, "-".join("a" * 23)),
    ],
)
def test_outputs_are_named_after_the_title(title: str, name: str, tmp_path: Path) -> None:
    assert load(tmp_path, f'title = "{title}"\n').name == name


def test_today_is_today(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('title = "A"\ndate = "today"\n', encoding="utf-8")
    project, _ = config.load(tmp_path)
    assert isinstance(project.date, datetime.date)


def test_place_of_an_entry(tmp_path: Path) -> None:
    project = load(tmp_path, 'title = "b.md"\nsections = [\n  "a.md",\n  "b.md",\n]\n')
    assert str(project.place_of("sections", "b.md")).endswith("report.toml:4:3")
    assert str(project.place_of("sections", "none.md")).endswith("report.toml:2:1")


def test_a_brief_gives_values_that_report_toml_may_override(tmp_path: Path) -> None:
    (tmp_path / "hist.toml").write_text(
        'title = "HIST2041"\nstyle = "apa"\nword_limit = 2500\n[page]\nline_spacing = "double"\n'
        '[submit]\nsource = "the handbook"\nmax_size = "1.5 MB"\npages = 12\nanonymous = true\n',
        encoding="utf-8",
    )
    text = 'title = "A"\nword_limit = 3000\nauthors = ["B"]\n[submit]\nbrief = "hist.toml"\n'
    project = load(tmp_path, text)
    assert (project.title, project.style, project.word_limit) == ("A", "apa", 3000)
    assert project.layout.line_spacing == 2
    demands = project.submission
    assert (demands.title, demands.source) == ("HIST2041", "the handbook")
    assert (demands.max_size, demands.pages, demands.anonymous) == (1_500_000, (1, 12), True)
    assert demands.wants["word_limit"] == 2500 and "title" not in demands.wants
    assert demands.overridden == {"word_limit": 3000}
    assert len(demands.checksum) == 64


def test_a_brief_of_the_command_line_wins(tmp_path: Path) -> None:
    (tmp_path / "hist.toml").write_text('style = "apa"\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('style = "mla"\n', encoding="utf-8")
    text = 'title = "A"\n[submit]\nbrief = "hist.toml"\n'
    assert load(tmp_path, text).style == "apa"
    project, _ = config.load(tmp_path, str(tmp_path / "other.toml"))
    assert project.style == "mla"
