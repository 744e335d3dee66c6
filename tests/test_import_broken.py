"""Import: what is broken, locked, hostile or no draft is refused with a message that helps."""

import os
import random
import struct
import zipfile
from pathlib import Path

import pytest
import shortword

from octavo import cli, importers
from octavo.importers import DraftError, _package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCUMENT = '<w:document xmlns:w="x"><w:body>{}</w:body></w:document>'
WRITTEN = DOCUMENT.format("<w:p><w:r><w:t>The text is here.</w:t></w:r></w:p>")
FILES: dict[str, tuple[bytes, str]] = {
    "a.doc": (OLE, "a Word document of before 2007 (.doc): open it in LibreOffice or Word"),
    "b.docx": (OLE, "b.docx is no .docx, but a Word document of before 2007"),
    "c.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "d.odt": (b"PK\x03\x04", "an OpenDocument text (.odt): open it in LibreOffice"),
    "e.rtf": (b"{\\rtf1 x}", "a Rich Text document (.rtf)"),
    "f.docx": (b"{\\rtf1 x}", "f.docx is no .docx, but a Rich Text document"),
    "g.pdf": (b"%PDF-1.7", "a PDF, which has places of letters and no paragraphs"),
    "h.txt": (b"%PDF-1.7\n\x00", "h.txt is no text, but a PDF"),
    "i.docx": (b"<!DOCTYPE html><p>x", "i.docx is no .docx, but a web page"),
    "j.docx": (b"", "j.docx is empty"),
    "k.txt": (b"", "k.txt is empty"),
    "l.txt": (b" \n\n", "there is no text in"),
    "m.md": (b"---\ntitle: x\n---\n", "there is no text in"),
    "n.docx": (b"no zip at all", "it is no zip archive; save it as .docx"),
    "o.docx": (b"PK\x03\x04 cut off", "its end is missing or it is damaged"),
    "p.txt": (bytes(range(256)) * 9, "it holds bytes that no text has"),
    "q": (b"Some text.", "has a name that does not say what it is (drafts end in"),
}
ZIPS: dict[str, tuple[dict[str, str], str]] = {
    "a.zip": ({"a.txt": "hi"}, "a zip archive: unpack it"),
    "b.docx": ({"a.txt": "hi"}, "holds no text document"),
    "c.docx": ({"mimetype": "application/vnd.oasis.opendocument.text"}, "an OpenDocument text"),
    "d.docx": ({"xl/workbook.xml": "<a/>"}, "a workbook of Excel"),
    "e.txt": ({"word/document.xml": WRITTEN}, "a Word document: name it .docx"),
    "f.docx": ({"word/document.xml": "no XML"}, "word/document.xml in the .docx is broken"),
    "g.docx": ({"word/document.xml": DOCUMENT.format("")}, "there is no text in"),
    "h.docx": ({"word/document.xml": "<html><p>hi</p></html>"}, "there is no text in"),
    "i.docx": (
        {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "ha">]>' + WRITTEN},
        "declares entities",
    ),
    "l.docx": (
        {"word/document.xml": DOCUMENT.format("<w:ins>" * 9999 + "</w:ins>" * 9999)},
        "nested deeper than any text is",
    ),
}


def refused(path: Path) -> str:
    with pytest.raises(DraftError) as error:
        importers.make(path)
    return str(error.value)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_draft(name: str, tmp_path: Path) -> None:
    data, said = FILES[name]
    (tmp_path / name).write_bytes(data)
    assert said in refused(tmp_path / name)


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_is_no_draft(name: str, tmp_path: Path) -> None:
    parts, said = ZIPS[name]
    compression = zipfile.ZIP_STORED if "mimetype" in parts else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(tmp_path / name, "w", compression) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    assert said in refused(tmp_path / name)


@pytest.mark.parametrize(
    ("limit", "said"), [("LARGEST", "unpacks to more than"), ("LARGEST_TEXT", "has more than")]
)
def test_a_zip_that_is_too_large(
    limit: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_package, limit, 100)
    path = shortword.write(tmp_path / "draft.docx", {"document.xml": PARTS})
    assert said in refused(path)


def test_a_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 5_000_000)
    data = bytearray(path.read_bytes())
    central = data.rfind(b"PK\x01\x02")
    data[central + 24 : central + 28] = data[22:26] = struct.pack("<I", 100)
    path.write_bytes(bytes(data))
    assert "is damaged" in refused(path)


@pytest.mark.parametrize("name", ["folder", "folder.docx", "folder.txt"])
def test_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    assert "is a folder: name the draft's file" in refused(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "draft.txt")
    assert "is no file" in refused(tmp_path / "draft.txt")


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_document_says_so_or_gives_its_text(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    whole = shortword.write(tmp_path / "whole.docx", {"document.xml": PARTS}).read_bytes()
    data = bytearray(whole)
    if seed % 3 == 0:
        data = data[: chance.randrange(1, len(data))]
    for _ in range(chance.choice([1, 4, 20]) * bool(seed % 3)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "draft.docx"
    path.write_bytes(bytes(data))
    try:
        made = importers.make(path)
    except DraftError as error:
        assert str(path) in str(error) or "in the .docx" in str(error)
    else:
        assert "report.toml" in made.files


PARTS = (
    '<p s="heading 1">One</p><p>A text with a note, in a list:</p><p list="2">first</p>'
    '<p list="2 1">second</p><p><picture alt="x"/></p>'
    "<tbl><tr><tc><p>a</p></tc><tc><p>b</p></tc></tr></tbl>"
)


def test_a_damaged_picture_costs_no_text(tmp_path: Path) -> None:
    path = shortword.write(tmp_path / "draft.docx", {"document.xml": PARTS})
    data = bytearray(path.read_bytes())
    at = data.index(b"\x89PNG")
    data[at + 20] ^= 0xFF
    path.write_bytes(bytes(data))
    made = importers.make(path)
    assert any(b"A text with a note" in data for data in made.files.values())
    said = [finding.message for finding in made.findings]
    assert "1 × part that is damaged (word/media/image1.png)" in said


def test_the_command_says_it_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.doc").write_bytes(OLE)
    assert cli.main(["import", str(tmp_path / "a.doc"), str(tmp_path / "paper")]) == 2
    assert "open it in LibreOffice or Word and save it as .docx" in capsys.readouterr().err
    assert not (tmp_path / "paper").exists()
