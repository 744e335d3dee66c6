"""A report in its house's Word document: what stays of it, what is put in, what is refused."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docxview
import pytest
from PIL import Image
from test_docx import libreoffice, valid

from octavo import pipeline, readback_docx
from octavo.diagnostics import Severity
from octavo.model import Build, Output

PARTS = Path(__file__).parent / "cases" / "house"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACES = {  # where the files of cases/house stand in the package
    "types.xml": "[Content_Types].xml",
    "package.rels": "_rels/.rels",
    "document.xml.rels": "word/_rels/document.xml.rels",
    "settings.xml.rels": "word/_rels/settings.xml.rels",
    "core.xml": "docProps/core.xml",
}
SAMPLE = "Lorem ipsum is the sample text."


def house(*changes: tuple[str, str, str], more: tuple[str, ...] = ()) -> bytes:
    """A Word document as a department might hand it out.

    A change is a file's name and two texts, of which the second takes the first one's place; `more`
    are names of files without anything in them.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(PARTS.iterdir()):
            text = path.read_text("utf-8")
            for name, old, new in changes:
                if name == path.name:
                    assert old in text
                    text = text.replace(old, new)
            archive.writestr(PLACES.get(path.name, f"word/{path.name}"), text)
        for name in more:
            archive.writestr(name, "")
    return file.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def lead(kind: str, target: str, mode: str = "") -> tuple[str, str, str]:
    """The change by which the document leads to something more."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    line = f'<Relationship Id="rId9" Type="{office}/{kind}" Target="{target}"{mode}/>'
    return "document.xml.rels", "</Relationships>", f"{line}</Relationships>"


SETTINGS = """title = "Loans"
authors = ["Ann Lee"]
course = "HIST2041"
docx_template = "house.docx"
"""
TEXT = """# Causes {#sec:causes}

The alliance was a *bargain*.[^a] It broke, as @sec:end says.

1. One
2. Two

- A point

# The end {#sec:end}

It ended.[^b]

[^a]: The first note.
[^b]: The second note.
"""


def built(folder: Path, data: bytes, settings: str = SETTINGS, text: str = TEXT) -> Build:
    folder.mkdir(exist_ok=True)
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    (folder / "01.md").write_text(text, encoding="utf-8")
    (folder / "house.docx").write_bytes(data)
    return pipeline.build(folder, ("docx",))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return built(tmp_path_factory.mktemp("house"), house())


def part(output: Output, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
        return archive.read(name).decode()


def names(output: Output) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
        return set(archive.namelist())


def said(build: Build) -> list[str]:
    return [f.message for f in build.findings]


# --- what stays, and what is put in -------------------------------------------------------


def test_its_cover_is_filled_and_stands_ahead_of_the_report(made: Build) -> None:
    lines = list(docxview.lines(made.outputs[0].data))
    assert lines[:3] == ["[] (picture)House of History", "[] Loans by Ann Lee: 17 words", "[]"]
    assert "Contents" in lines[3]  # no title block: the cover has the title
    assert "HIST2041 | House" in part(made.outputs[0], "word/header5.xml")
    assert not any("Lorem" in line for line in lines)


def test_its_styles_are_named_by_their_names(made: Build) -> None:
    lines = list(docxview.lines(made.outputs[0].data))
    plain = [re.sub("[⟦⟧]|_(Ref|Num)\\d+ ", "", line) for line in lines]
    assert "[berschrift1 pageBreakBefore] 1\u2002Causes" in plain
    assert any(line.startswith("[Textkrper] The alliance was a") for line in lines)
    styles = ElementTree.fromstring(part(made.outputs[0], "word/styles.xml"))
    known = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
    assert "800000" in ElementTree.tostring(known["berschrift1"], "unicode")
    fonts = {one.get(f"{W}ascii") for one in styles.iter(f"{W}rFonts")}
    assert fonts <= {"Georgia", "Courier New"}  # what is put in has the house's face


def test_what_is_lost_and_what_it_lacks_is_told(made: Build) -> None:
    assert not [f for f in made.findings if f.rule == "lost_text"]
    left_out, lacking = made.findings
    assert left_out.message == (
        "what stands below the cover in house.docx is left out: “Lorem ipsum is the sample text.”"
    )
    assert lacking.message == (
        "house.docx lacks the styles Emphasis, List Bullet, List Number, TOC Heading,"
        " footnote reference, footnote text, toc 1"
    )
    assert lacking.severity is left_out.severity is Severity.WARNING
    assert str(lacking.span).endswith("report.toml:4:1")


def test_every_note_and_no_unknown_style(made: Build) -> None:
    read = readback_docx.read(made.outputs[0])
    assert [note.strip() for note in read.notes] == ["1 The first note.", "2 The second note."]
    assert read.unknown == ()


def test_who_else_worked_on_it_is_forgotten(made: Build) -> None:
    there = names(made.outputs[0])
    assert not any("comments" in name or "rels/settings" in name for name in there)
    with zipfile.ZipFile(io.BytesIO(made.outputs[0].data)) as archive:
        assert not any(b"uillfeather" in archive.read(name) for name in there)


def test_it_is_valid(made: Build, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(made.outputs[0].data)
    # the empty picture is the test's own
    assert [fault for fault in valid(path) if "drawing" not in fault] == []


def test_it_opens_in_libreoffice_with_its_notes(made: Build, tmp_path: Path) -> None:
    text = libreoffice(made.outputs[0], tmp_path)
    for words in ("House of", "History", "Loans by Ann Lee", "The first note", "The second note"):
        assert words in text


def test_the_same_bytes_again(made: Build, tmp_path: Path) -> None:
    assert built(tmp_path / "else where", house()).outputs[0].data == made.outputs[0].data


def test_the_place_of_the_report_may_be_said(tmp_path: Path) -> None:
    place = paragraph("Above.") + paragraph("{rep", "ort}") + paragraph("Signed: {candidate}")
    data = house(("document.xml", paragraph(SAMPLE), place), ("document.xml", "tle}", ""))
    lines = list(docxview.lines(built(tmp_path, data).outputs[0].data))
    assert lines[3] == "[] Above."
    assert lines[4].startswith("[Title pageBreakBefore] Loans")  # the cover does not have it
    assert lines[-3] == "[] Signed:"


def test_a_name_that_nothing_fills_is_told(tmp_path: Path) -> None:
    found = built(tmp_path, house(("document.xml", "{authors}", "{autors}"))).findings
    assert found[1].message == "house.docx has {autors}, which nothing fills"
    assert found[1].hint == "did you mean {authors}?"


def test_a_house_that_numbers_its_headings(tmp_path: Path) -> None:
    number = '<w:numPr><w:numId w:val="4"/></w:numPr><w:outlineLvl'
    change = ("styles.xml", "<w:outlineLvl", number)
    made = built(tmp_path, house(change, lead("numbering", "numbering.xml")))
    text = readback_docx.read(made.outputs[0]).text
    assert "1 Causes\n" in text and "2 The end\n" in text
    assert "\u2002" not in part(made.outputs[0], "word/document.xml")  # else it is there twice
    root = ElementTree.fromstring(part(made.outputs[0], "word/numbering.xml"))
    tags = [one.tag for one in root]
    assert tags == sorted(tags)  # all abstractNum ahead of all num, as the schema wants
    ids = [one.get(f"{W}numId") for one in root.iter(f"{W}num")]
    assert len(set(ids)) == len(ids) == 3  # the house's, the bullets, the numbered list


def test_endnotes_and_numbered_lines_in_a_house(tmp_path: Path) -> None:
    settings = SETTINGS + '[page]\nnotes = "endnotes"\nline_numbers = true\n'
    made = built(tmp_path, house(), settings)
    lines = list(docxview.lines(made.outputs[0].data))
    assert lines[-3].endswith(" Notes⟧") and lines[-1].startswith("(2) ")
    assert re.search("<w:pgMar [^>]*/><w:lnNumType", part(made.outputs[0], "word/document.xml"))


# --- what is left out --------------------------------------------------------------------


def on_the_cover(xml: str) -> tuple[str, str, str]:
    """The change that puts something at the beginning of the text."""
    return "document.xml", "<w:body>", f"<w:body>{xml}"


def run(xml: str) -> str:
    return f"<w:p><w:r>{xml}</w:r></w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def complex_field(instruction: str, result: str = "last shown") -> str:
    """A field, its instruction in two pieces."""
    told = "".join(
        f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in (instruction[:3], instruction[3:])
    )
    shown = f"<w:r><w:t>{result}</w:t></w:r>"
    return f"<w:p>{mark('begin')}{told}{mark('separate')}{shown}{mark('end')}</w:p>"


NESTED = (
    f"<w:p>{mark('begin')}<w:r><w:instrText>IF 1 = </w:instrText></w:r>{mark('begin')}"
    f"<w:r><w:instrText>DDE a b</w:instrText></w:r>{mark('separate')}<w:r><w:t>inner</w:t></w:r>"
    f"{mark('end')}{mark('separate')}<w:r><w:t>outer</w:t></w:r>{mark('end')}</w:p>"
)
KEPT = "<w:r><w:t>kept</w:t></w:r>"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
TRACKED = (
    '<w:p><w:ins w:id="1" w:author="Quillfeather"><w:r><w:t>kept</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="Quillfeather"><w:r><w:delText>secret</w:delText></w:r></w:del></w:p>'
)
LEFT_OUT = {  # changes; what must be gone, what must have stayed, what is told
    "a field": (
        [on_the_cover(complex_field("DDEAUTO c:\\\\cmd.exe"))],
        "DDEAUTO",
        "last shown",
        "DDE",
    ),
    "a simple field": (
        [on_the_cover(f'<w:p><w:fldSimple w:instr=" includetext x">{KEPT}</w:fldSimple></w:p>')],
        "includetext",
        "kept",
        "the field INCLUDETEXT",
    ),
    "a field in a field": ([on_the_cover(NESTED)], "inner", "outer", "the field DDE, the field IF"),
    "a field without an end": (
        [on_the_cover(f"<w:p>{mark('begin')}<w:r><w:instrText>DDE a</w:instrText></w:r></w:p>")],
        "DDE a",
        "",
        "the field DDE",
    ),
    "a page number": ([on_the_cover(complex_field("PAGEREF a", "7"))], "<w:object", "PAG", ""),
    "an object": (
        [
            on_the_cover(run('<w:object><o:OLEObject r:id="rId9"/></w:object>')),
            lead("oleObject", "x.bin"),
        ],
        "OLEObject",
        "",
        "an embedded object",
    ),
    "a control": (
        [on_the_cover(run('<w:control r:id="rId9"/>')), lead("control", "x.xml")],
        "w:control",
        "",
        "a control",
    ),
    "a document within": (
        [on_the_cover('<w:altChunk r:id="rId9"/>'), lead("aFChunk", "x.html")],
        "altChunk",
        "",
        "a document",
    ),
    "a drawn address": (
        [on_the_cover(run(f'<w:pict><v:imagedata {VML} src="http://x.test/a.png"/></w:pict>'))],
        "x.test",
        "",
        "a picture from elsewhere",
    ),
    "a chart": (
        [
            on_the_cover(run('<w:drawing><c:chart r:id="rId9"/></w:drawing>')),
            lead("chart", "x.xml"),
        ],
        "c:chart",
        "",
        "what Word calls chart",
    ),
    "a link to a file": (
        [
            on_the_cover(f'<w:p><w:hyperlink r:id="rId9">{KEPT}</w:hyperlink></w:p>'),
            lead("hyperlink", "file://server/share", ' TargetMode="External"'),
        ],
        "rId9",
        "kept",
        "a link to a file",
    ),
    "who changed it": ([on_the_cover(TRACKED)], "Quillfeather", "kept", ""),
    "what was deleted": ([on_the_cover(TRACKED)], "secret", "kept", ""),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out(name: str, tmp_path: Path) -> None:
    changes, gone, kept, told = LEFT_OUT[name]
    made = built(tmp_path, house(*changes, more=("word/x.bin", "word/x.html", "word/x.xml")))
    whole = "".join(part(made.outputs[0], one) for one in names(made.outputs[0]))
    assert gone not in whole and kept in whole
    assert not any("/x." in one for one in names(made.outputs[0]))
    found = [text for text in said(made) if text.endswith(": left out of the report")]
    assert len(found) == bool(told) and all(told in text for text in found)


def test_its_pictures_tell_nothing_of_their_maker(tmp_path: Path) -> None:
    exif, photo = Image.Exif(), io.BytesIO()
    exif[0x013B] = "Quillfeather"
    Image.new("RGB", (9, 9)).save(photo, "JPEG", exif=exif)
    drawing = run('<w:drawing><a:blip r:embed="rId9"/></w:drawing>')
    whole = io.BytesIO(house(on_the_cover(drawing), lead("image", "a.jpeg")))
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("word/a.jpeg", photo.getvalue())
    made = built(tmp_path, whole.getvalue())
    with zipfile.ZipFile(io.BytesIO(made.outputs[0].data)) as archive:
        assert b"Quillfeather" not in archive.read("word/a.jpeg")


# --- what is refused ---------------------------------------------------------------------

MACRO = '<Override PartName="/word/vba.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
REFUSED = {
    "no zip": (b"PK no zip", "cannot be used: it is no zip that can be read"),
    "macros": (
        house(("types.xml", "</Types>", f"{MACRO}</Types>"), more=("word/vba.bin",)),
        "has macros",
    ),
    "from elsewhere": (
        house(lead("image", "https://spy.example/pixel.png", ' TargetMode="External"')),
        "loads https://spy.example/pixel.png",
    ),
    "entities": (
        house(("styles.xml", "<w:styles", '<!DOCTYPE a [<!ENTITY b "c">]><w:styles')),
        "cannot be used: it declares entities",
    ),
    "other namespaces": (
        house(("styles.xml", "http://schemas.openxmlformats.org/", "http://purl.oclc.org/")),
        "cannot be used: word/styles.xml is not written as Word writes it",
    ),
    "from elsewhere, in small letters": (
        house(lead("image", "https://spy.example/pixel.png", ' TargetMode="external"')),
        "loads https://spy.example/pixel.png",
    ),
    "names of its own": (
        house(on_the_cover(f'<x:object xmlns:x="{W[1:-1]}"/>')),
        "cannot be used: word/document.xml is not written as Word writes it",
    ),
    "no styles": (
        house(("document.xml.rels", "relationships/styles", "relationships/none")),
        "cannot be used: ",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str, tmp_path: Path) -> None:
    data, message = REFUSED[name]
    made = built(tmp_path, data)
    (finding,) = made.findings
    assert finding.rule == "docx_template" and finding.message.startswith(f"house.docx {message}")
    assert finding.severity is Severity.ERROR and str(finding.span).endswith("report.toml:4:1")
    assert made.outputs[0].name == "loans-draft.docx"


@pytest.mark.parametrize(
    ("named", "said", "hint"),
    [
        ("hose.docx", "there is no Word document hose.docx", "did you mean house.docx?"),
        ("house.pdf", "house.pdf is no Word document", "it is a .docx or a .dotx"),
        ("../house.docx", "`docx_template` names '../house.docx', outside the manuscript", "move"),
    ],
)
def test_what_cannot_be_found(named: str, said: str, hint: str, tmp_path: Path) -> None:
    made = built(tmp_path, house(), SETTINGS.replace("house.docx", named))
    (finding,) = made.findings
    assert finding.message == said and finding.hint.startswith(hint)


def test_a_link_out_of_the_manuscript(tmp_path: Path) -> None:
    (tmp_path / "outside.docx").write_bytes(house())
    built(tmp_path / "paper", house())
    (tmp_path / "paper" / "house.docx").unlink()
    (tmp_path / "paper" / "house.docx").symlink_to(tmp_path / "outside.docx")
    (finding,) = pipeline.build(tmp_path / "paper", ("docx",)).findings
    assert "outside the manuscript" in finding.message
    shutil.rmtree(tmp_path / "paper")
