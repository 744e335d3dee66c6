"""Import: a text's encoding is found out; what is no text is named, with the way around."""

import tomllib
import zipfile
from pathlib import Path

import casefiles
import pytest
import wordfiles

from octavo import cli, importers
from octavo.importers import DraftError, Manuscript, _decode, _encodings, _kinds

CASES = tomllib.loads((casefiles.HERE / "import" / "encodings.toml").read_text("utf-8"))["text"]
SIMPLE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "’": "'", "–": "-", "—": "-", "«": '"', "»": '"', "œ": "oe"}
)
UNICODE = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
]


def texts(encoding: str, text: str) -> list[str]:
    """The text, whole and cut; in plain quotation marks where the encoding has no other."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(SIMPLE).encode(encoding, "ignore").decode(encoding)
    return [text, text[: len(text) // 3]]


@pytest.mark.parametrize("case", CASES, ids=[case["language"] for case in CASES])
def test_encodings_are_told_apart(case: dict[str, str], tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    for encoding in [*case["encodings"], *UNICODE]:
        for text in texts(encoding, case["text"]):
            for newline in ("\n", "\r\n", "\r"):
                draft.write_bytes(text.replace("\n", newline).encode(encoding))
                source, _ = _decode.source_of(draft)
                assert source.text == text, encoding


def test_an_encoding_that_was_guessed_is_said(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_bytes("So it was.\n\n“Größe”, he said.\n".encode("mac_roman"))
    made = importers.make(tmp_path / "draft.txt")
    (said,) = [one for one in made.findings if one.rule == "encoding"]
    assert said.message == "the draft is no UTF-8: it was read as Mac Roman"
    assert str(said.span).endswith("draft.txt:3:1")
    assert "“Größe”" in sections(made)


def sections(made: Manuscript) -> str:
    """All sections of a manuscript."""
    return "".join(made.files[name].decode() for name in made.files if name.endswith(".md"))


def test_a_text_cut_within_a_letter_is_still_utf_8(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes("Mao und Chruschtschow: größere Brüder, kühl".encode() + b"\xc3")
    assert "größere Brüder" in sections(importers.make(draft))


def test_damage_to_some_letters_is_said_and_spares_the_others(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes("Größe über alles, süße Öfen. ".encode() * 9 + b"Na\xefve Leute.\n")
    made = importers.make(draft)
    assert "süße Öfen. Na\N{REPLACEMENT CHARACTER}ve Leute." in sections(made)
    (said,) = [one for one in made.findings if one.rule == "encoding"]
    assert said.message.startswith("1 characters could not be read")


def test_every_candidate_is_an_encoding_that_python_knows() -> None:
    for name in _encodings.CANDIDATES:
        assert _encodings.decoded(b"abc", name) == "abc"
    assert _encodings.ALPHABETS.keys() | _encodings.WIDE.keys() == {*_encodings.CANDIDATES.values()}


# --- what is no draft --------------------------------------------------------------------


def archive(path: Path, *names: str) -> bytes:
    """A zip archive of empty files."""
    with zipfile.ZipFile(path, "w") as opened:
        for name in names:
            opened.writestr(
                name, "application/vnd.oasis.opendocument." + name.replace("mimetype", "text")
            )
    return path.read_bytes()


LOCKED = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + _kinds.WIDE
OLD = b"\xd0\xcf\x11\xe0 an old .doc"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("draft.doc", OLD, "soffice --convert-to docx"),
        ("draft.docx", OLD, "is no .docx, but a Word document of before 2007"),
        ("draft.docx", LOCKED, "locked with a password: open it in Word"),
        ("draft.odt", b"PK\x03\x04", "save it as .docx"),
        ("draft.rtf", b"{\\rtf1 So.}", "save it as .docx"),
        ("draft.txt", b"{\\rtf1 So.}", "is no text, but a Rich Text document"),
        ("draft.docx", b"{\\rtf1 So.}", "is no .docx, but a Rich Text document"),
        ("draft.pdf", b"%PDF-1.7", "pdftotext"),
        ("draft.md", b"%PDF-1.7", "is no text, but a PDF"),
        ("draft.pages", b"PK\x03\x04", "Export To, Word"),
        ("draft.tex", b"\\documentclass{article}", "pandoc FILE -t markdown"),
        ("draft.xyz", b"So it was.", "has a name that does not say what it is"),
        ("draft", b"So it was.", "has a name that does not say what it is"),
        ("draft.docx", b"So it was.", "it is no zip archive; save it as .docx"),
        ("draft.docx", b"PK\x03\x04\x14\0", "its end is missing or it is damaged"),
        ("draft.txt", b"\x89PNG\r\n\x1a\n\0\0", "is no text, but a picture"),
        ("draft.txt", bytes(range(256)) * 40, "it holds bytes that no text has"),
        ("draft.txt", b"", "is empty"),
        ("draft.md", b"---\ntitle: x\n---\n", "there is no text"),
    ],
)
def test_what_is_no_draft_is_named(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    assert cli.main(["import", str(tmp_path / name), str(tmp_path / "paper")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "paper").exists()


def test_a_draft_in_another_dress_is_named(tmp_path: Path) -> None:
    archive(tmp_path / "draft.docx", "mimetype")
    with pytest.raises(DraftError, match="OpenDocument"):
        importers.make(tmp_path / "draft.docx")
    whole = wordfiles.word(tmp_path).read_bytes()
    (tmp_path / "draft.txt").write_bytes(whole)
    with pytest.raises(DraftError, match=r"a Word document: name it \.docx"):
        importers.make(tmp_path / "draft.txt")
    (tmp_path / "archive.docx").write_bytes(archive(tmp_path / "x.zip", "a.odg"))
    with pytest.raises(DraftError, match="holds no text document"):
        importers.make(tmp_path / "archive.docx")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_word_file_cut_short_is_named(share: float, tmp_path: Path) -> None:
    path = wordfiles.word(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(DraftError, match="its end is missing"):
        importers.make(path)


def test_a_folder_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="is a folder"):
        importers.make(tmp_path)
