"""Notes at the end: in the PDF ahead of the bibliography, last in the Word document, none lost."""

import pytest

from octavo import checks, conformance, pipeline, readback, readback_docx
from octavo.model import Build, Built, Pdf

TEXT = """# Causes {{#sec:causes}}

The alliance was a bargain.[^1]^[Another note, side by side with the first of them.] Later it broke
[@doe2001, 3].

| Year | Loan[^2] |
|------|------|
| 1950 | 1200 |

: What was lent

# Ends

It was not repaid.

[^1]: The first note, on the bargain; see @sec:causes.

    A second paragraph of the first note.
[^2]: The note in the table's head.
"""
WORKS = "@book{doe2001, author = {Doe, Jane}, title = {Loans}, publisher = {Press}, date = {2001}}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("paper")
    settings = 'title = "Paper"\n[page]\nnotes = "endnotes"\n'
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    (folder / "01.md").write_text(TEXT.replace("{{", "{").replace("}}", "}"), encoding="utf-8")
    (folder / "references.bib").write_text(WORKS, encoding="utf-8")
    return pipeline.build(folder, ("pdf", "docx", "html"))


def test_nothing_is_found(built: Build) -> None:
    assert [f.message for f in built.findings if f.rule == "lost_text"] == []
    assert [output.name for output in built.outputs] == ["paper.pdf", "paper.docx", "paper.html"]


def test_in_print_they_stand_between_text_and_bibliography(built: Build) -> None:
    pdf = readback.read(built.outputs[0])
    text = " ".join("".join(pdf.text).split())
    at = [text.rindex(said) for said in ("1200", "Notes 1.", "Jane Doe", "Bibliography")]
    assert at == sorted(at)
    assert not "".join(pdf.notes).strip()


def test_a_note_that_is_not_printed_is_told(built: Build) -> None:
    output, document = built.outputs[0], built.document
    assert document is not None
    pdf = readback.read(output)
    spoilt = tuple(text.replace("The note in the table", "") for text in pdf.text)
    found = checks.run(Built(document, output.pages, Pdf(spoilt, pdf.notes)))
    assert any("note 4, “The note in the" in finding.message for finding in found)


def test_word_counts_them_itself(built: Build) -> None:
    read = readback_docx.read(built.outputs[1])
    assert [note.split()[0] for note in read.notes] == ["1", "2", "3", "4"]
    lines = read.text.split("\n")
    assert lines.index("Bibliography") < lines.index("Notes") == len(lines) - 2


def test_words_contents_name_them_where_they_stand(built: Build) -> None:
    lines = [line.split("\t")[0] for line in readback_docx.read(built.outputs[1]).text.split("\n")]
    at = lines.index("Contents")
    assert lines[at + 1 : at + 5] == ["1", "2", "Bibliography", "Notes"]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_keeps_its_standards(built: Build, profile: str) -> None:
    assert conformance.validate(built.outputs[0].data, profile) == ()
