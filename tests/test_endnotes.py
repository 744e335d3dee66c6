"""Notes at the end: in the PDF ahead of the bibliography, last in the Word document, none lost."""

from dataclasses import replace

import pytest
import structure

from octavo import checks, conformance, pipeline, readback, readback_docx, render
from octavo.engine import printing
from octavo.markup import Medium
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


def test_a_second_paragraph_of_a_note_is_moved_in(built: Build) -> None:
    lines = [line for page in built.outputs[0].pages for p in page.pieces for line in p.lines]
    (second,) = (line for line in lines if line.text.startswith("A second paragraph of"))
    assert second.area.x > second.room.x + 10


def test_on_a_screen_they_stand_there_too(built: Build) -> None:
    page = built.outputs[2].data.decode()
    notes, works = (page.index(f'<section class="{name}"') for name in ("notes", "bibliography"))
    assert notes < works
    assert page.index('href="#_notes"') < page.index('href="#_bibliography"')


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


@pytest.fixture(scope="module", params=[printing.ACCESSIBLE, printing.PDF_2], ids=["1.7", "2.0"])
def tree(built: Build, request: pytest.FixtureRequest) -> structure.Node:
    assert built.document is not None
    read = pipeline.read(built.document.project.root)
    html = render.render(read.document, read.language, Medium.PRINT)
    return structure.read(printing.make(html, request.param).data)


def test_they_are_notes_and_lead_to_their_calls_and_back(tree: structure.Node) -> None:
    (contents,) = tree.all("TOC")
    calls = [node for node in tree.all("Reference") if node not in contents.all("Reference")]
    notes = tree.all("Note", "FENote")
    assert len(calls) == len(notes) == 4
    for number, (call, note) in enumerate(zip(calls, notes, strict=True), 1):
        (there,), (back,) = call.all("Link")[0].links, note.all("Lbl")[0].all("Link")[0].links
        assert (there["/Contents"], there["/Dest"]) == (f"note {number}", f"note-{number}")
        assert back["/Contents"] == f"Back to the text ({number})"
        assert back["/Dest"] == f"call-{number}"
        if note.type == "FENote":
            assert note.values["/Ref"][0].get_object()["/S"] == "/Reference"
            assert call.values["/Ref"][0].get_object()["/S"] == "/FENote"


def test_they_are_read_at_the_end_block_by_block(tree: structure.Node) -> None:
    (place,) = (n for n in tree.all("Sect") if n.kids and said(n.kids[0]) == "Notes")
    assert [kid.type for kid in place.kids if isinstance(kid, structure.Node)][1:] == [
        note.type for note in tree.all("Note", "FENote")
    ]
    first = tree.all("Note", "FENote")[0]
    assert [kid.type for kid in first.kids if isinstance(kid, structure.Node)] == ["Lbl", "P", "P"]


def said(kid: structure.Node | str) -> str:
    return (kid if isinstance(kid, str) else kid.text()).strip()


def test_a_note_that_is_not_said_aloud_is_told(built: Build) -> None:
    output, document = built.outputs[0], built.document
    assert document is not None
    pdf = readback.read(output)
    assert len(pdf.spoken_notes) > 4
    spoilt = tuple(piece for piece in pdf.spoken_notes if "table" not in piece[1])
    found = checks.run(Built(document, output.pages, replace(pdf, spoken_notes=spoilt)))
    messages = [finding.message for finding in found if finding.rule == "lost_text"]
    assert messages
    assert all("note 4" in message and "structure" in message for message in messages)
