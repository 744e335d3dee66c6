"""Presets: every one has its sources, its template, and pages that meet it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from octavo import (
    briefs,
    config,
    counting,
    declarations,
    pipeline,
    readback_docx,
    starter,
    submission,
)
from octavo.diagnostics import Severity
from octavo.engine import libraries
from octavo.model import Output
from octavo.shipped import shipped
from octavo.submission import Wishes, demands

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


def filled_in(paper: Path, preset: str) -> Path:
    """Begin a paper and write over what is to be written over; its report.toml."""
    starter.write(paper, preset)
    settings = paper / "report.toml"
    text = settings.read_text("utf-8")
    own = ("Ann Quillfeather", "HIST2041: Epidemics", "Quill College", "Dr Roe")
    for given, value in zip(demands.STARTERS, own, strict=True):
        text = text.replace(given, value)
    settings.write_text(text, encoding="utf-8")
    return settings


@pytest.mark.parametrize("name", PRESETS)
def test_a_paper_by_every_preset(tmp_path: Path, name: str) -> None:
    if libraries.missing():
        pytest.skip("Pango is missing")
    settings = filled_in(tmp_path / "paper", name)
    text = settings.read_text("utf-8")
    for key in ("institution", "instructor"):
        text = text.replace(f"# {key} = ", f"{key} = ")
    settings.write_text(text + '\n[author]\ncandidate = "K7QX"\n', encoding="utf-8")
    made = submission.make(tmp_path / "paper", Wishes())
    assert not [f for f in made.findings if f.severity is Severity.ERROR]
    assert made.bundle and all(row.met is not False for row in made.rows)
    if name == "thesis":
        assert _labels(made)[:4] == ["i", "ii", "iii", "1"]
    asked = {"style", "page.size", "page.margins", "page.font_size", "page.line_spacing"}
    assert asked <= {row.key for row in made.rows}


def _labels(made: submission.Submission) -> list[str]:
    pdf = pypdfium2.PdfDocument(made.outputs[0].data)
    try:
        return [pdf.get_page_label(number) for number in range(len(pdf))]
    finally:
        pdf.close()


def test_what_page_one_must_say(tmp_path: Path) -> None:
    starter.write(tmp_path / "paper", "mla")
    document = pipeline.read(tmp_path / "paper").document
    rows = demands.demands(document.project, document, (), None)
    (row,) = (row for row in rows if row.key == "submit.front")
    assert (row.found, row.met) == ("report.toml lacks instructor", False)
    starters = {row.found for row in rows if row.wanted == "your own"}
    assert starters == {"Your Name", "Your Course"}
    for text in demands.STARTERS:
        assert f'"{text}"' in (tmp_path / "paper" / "report.toml").read_text("utf-8")


@pytest.mark.parametrize(("rule", "where"), [("melbourne", "end"), ("sheffield", "front")])
def test_the_count_is_stated_where_the_rule_book_wants_it(
    tmp_path: Path, rule: str, where: str
) -> None:
    starter.write(tmp_path / "paper")
    settings = tmp_path / "paper" / "report.toml"
    text = settings.read_text("utf-8").replace("# word_limit", f'word_rule = "{rule}"\nword_limit')
    settings.write_text(text, encoding="utf-8")
    read = pipeline.read(tmp_path / "paper")
    said = declarations.of(read.document, read.language).statements
    assert len(said) == (where == "end")
    total = f"{counting.length(read.document).total:,}"
    for printed, met in ((f"Of {total} words.", True), ("Of 12 words.", False)):
        outputs = [Output("paper.txt", printed.encode())]
        rows = demands.demands(read.document.project, read.document, outputs, None)
        assert [row.met for row in rows if row.name == "word count stated"] == [met]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> submission.Submission:
    paper = tmp_path_factory.mktemp("journal") / "paper"
    filled_in(paper, "journal")
    return submission.make(paper, Wishes())


def test_a_journals_manuscript_is_double_spaced_throughout(
    journal: submission.Submission,
) -> None:
    styles = _part(journal, "word/styles.xml")
    for name in ("BodyText", "Quote", "Bibliography", "EndnoteText", "Abstract", "Heading1"):
        (style,) = (one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == name)
        spacing = style.find(f"{W}pPr/{W}spacing")
        assert spacing is not None and spacing.get(f"{W}line") == "480", name
        assert spacing.get(f"{W}after") == "0", name


def test_a_journals_manuscript_has_its_title_and_no_name_and_its_notes_last(
    journal: submission.Submission,
) -> None:
    (output,) = journal.outputs
    lines = readback_docx.read(output).text.strip().split("\n")
    assert lines[0].startswith("The Pump Handle and the Table: ") and lines[-1] == "Notes"
    assert len(readback_docx.read(output).notes) > 3
    with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
        whole = b"".join(map(archive.read, archive.namelist()))
    assert b"Quillfeather" not in whole
    assert "PAGE" in "".join(_part(journal, "word/header.xml").itertext())


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _part(made: submission.Submission, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(made.outputs[0].data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def test_a_template_of_ones_own_is_not_what_the_preset_demands(tmp_path: Path) -> None:
    settings = filled_in(tmp_path / "paper", "journal")
    text = settings.read_text("utf-8").replace("# template = ", "template = ")
    settings.write_text(text, encoding="utf-8")
    made = submission.make(tmp_path / "paper", Wishes())
    (finding,) = (f for f in made.findings if f.rule == "submission")
    assert finding.message == "template: journal is wanted, found: report"
    assert finding.hint == "delete this line: then the brief's holds"
    assert str(finding.span).startswith(str(settings)) and made.bundle is None
