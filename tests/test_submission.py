"""Handing in: the bundle, its receipt, and the proof of it."""

from __future__ import annotations

import datetime
import io
import json
import os
import shutil
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from octavo import cli, config, submission, zips
from octavo.counting.shown import MOST_XML
from octavo.engine import libraries
from octavo.limits import Limits
from octavo.rules import Rules
from octavo.submission import Wishes, bundle, demands, names, reading, rebuild, receipt, verify
from octavo.submission import record as records

REPORT = """title = "Two Capitals"
authors = ["Ann Lee"]
course = "HIST2041: The Cold War"
date = 2026-11-23
word_limit = 30

[author]
student_id = "u1234567"

[submit]
brief = "hist.toml"
"""
BRIEF = """title = "HIST2041"
word_limit = 25
style = "chicago-notes-bibliography"
[submit]
source = "the handbook"
formats = ["pdf", "html", "docx"]
max_size = "5 MB"
pages = 9
file_name = "{surname}_{student_id}_{course}_{title}"
deadline = 2026-12-01T12:00:00
"""
TEXT = """# The split

One two three four five.[^a] A map is @fig:map.

![A map](map.png){#fig:map width=5mm}

[^a]: A remark.
"""
OTHERS = {"03-unread.md": "---\ndraft: true\n---\nLater.\n", "notes.txt": "private", "old.bib": ""}


def manuscript(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    given = {"report.toml": REPORT, "hist.toml": BRIEF, "01-split.md": TEXT, **OTHERS, **files}
    for name, text in given.items():
        (folder / name).write_text(text, encoding="utf-8")
    Image.new("RGB", (40, 30), "navy").save(folder / "map.png")
    return folder


needs_pango = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> submission.Submission:
    if libraries.missing():
        pytest.skip("Pango is missing")
    paper = manuscript(tmp_path_factory.mktemp("a") / "paper")
    return submission.make(paper, Wishes(now=datetime.datetime(2026, 11, 25)))


@pytest.fixture
def zipped(made: submission.Submission, tmp_path: Path) -> Path:
    assert made.bundle and made.files
    path = tmp_path / made.bundle.name
    path.write_bytes(made.bundle.data)
    return path


# --- what is in it -----------------------------------------------------------------------


def test_the_bundle_holds_what_was_read_and_no_more(made: submission.Submission) -> None:
    assert made.bundle and made.files
    assert [finding.rule for finding in made.findings] == ["front_matter"]  # of the draft
    stem = "Lee_u1234567_HIST2041_Two-Capitals"
    assert made.bundle.name == f"{stem}-submission.zip"
    sources = {"report.toml", "hist.toml", "01-split.md", "map.png", "03-unread.md"}
    assert set(made.files) == {
        *(
            f"{stem}.pdf",
            f"{stem}.html",
            f"{stem}.docx",
            "receipt.pdf",
            "submission.json",
            "SHA256SUMS",
        ),
        *(f"sources/{name}" for name in sources),
    }


def test_the_receipt_says_all(made: submission.Submission) -> None:
    assert made.files
    pdf = pypdfium2.PdfDocument(made.files["receipt.pdf"])
    assert len(pdf) == 1
    text = "".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    record = json.loads(made.files["submission.json"])
    for name, said in record["files"].items():
        assert name in text and said["sha256"] in text
    said = ["Ann Lee", "HIST2041", "word_limit", "thehandbook", "WeasyPrint", "Pango", "zlib"]
    said += [bundle.checksum(made.files["submission.json"]), record["brief"]["sha256"]]
    assert all("".join(one.split()) in text for one in said)
    assert record["brief"]["overridden"] == [{"key": "word_limit", "brief": "25", "report": "30"}]
    assert "word_limit:25inthebrief,30inreport.toml" in text
    rows = {row["name"]: row for row in record["demands"]}
    assert rows["words"]["wanted"] == "at most 25 by text" and rows["words"]["met"]
    assert rows["pages"]["met"] and rows["citation style"]["met"]


def test_elsewhere_and_later_the_same_zip(
    made: submission.Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    there = manuscript(tmp_path / "an öther" / "place")
    again = submission.make(there, Wishes(now=datetime.datetime(2031, 1, 1)))
    assert made.bundle and again.bundle
    assert made.bundle.data == again.bundle.data
    assert any("deadline" in finding.message for finding in again.findings)  # it is over


# --- the proof ---------------------------------------------------------------------------


def test_an_honest_bundle(zipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(zipped)]) == 0
    row = capsys.readouterr().out.splitlines()[1]
    assert row.split()[1:] == ["right", "agree", "the", "same"]


def test_one_byte_of_each_file_changed_is_named(
    made: submission.Submission, tmp_path: Path
) -> None:
    assert made.files
    for name, data in made.files.items():
        at = len(data) // 2
        changed = {**made.files, name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
        path = tmp_path / "a.zip"
        path.write_bytes(bundle.pack(changed))
        proof = verify.verify(path)
        assert proof.fails, name
        named = {other for other in made.files if any(other in line for line in proof.lines)}
        witness = {"SHA256SUMS", "receipt.pdf"} if name == bundle.RECORD else set()
        assert (name in named and named <= {name, *witness}) or name == bundle.SUMS, proof.lines


def test_one_byte_of_the_zip_changed_never_goes_unseen(zipped: Path) -> None:
    data = zipped.read_bytes()
    honest, _ = zips.unpack(data)
    for at in range(0, len(data), max(1, len(data) // 150)):
        zipped.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        try:
            files, damaged = zips.unpack(zipped.read_bytes())
        except zips.ZipError:
            continue
        assert damaged or files != honest or bundle.pack(files) != zipped.read_bytes()


@pytest.mark.parametrize("name", ["sources/map.png", "SHA256SUMS", "receipt.pdf"])
def test_a_missing_file_and_an_added_one(
    made: submission.Submission, tmp_path: Path, name: str
) -> None:
    assert made.files
    path = tmp_path / "a.zip"
    path.write_bytes(bundle.pack({n: d for n, d in made.files.items() if n != name}))
    assert f"{name} is missing" in verify.verify(path).lines
    path.write_bytes(bundle.pack({**made.files, "sources/more.md": b"More."}))
    assert "sources/more.md was added" in verify.verify(path).lines


def test_a_paper_that_its_sources_do_not_make(made: submission.Submission, tmp_path: Path) -> None:
    """All sums are made right again: only building it shows the change."""
    assert made.files
    changed = made.files["sources/01-split.md"].replace(b"three", b"seven")
    path = tmp_path / "a.zip"
    path.write_bytes(resealed({**made.files, "sources/01-split.md": changed}))
    proof = verify.verify(path)
    assert (proof.sums.holds, proof.words.holds) == (True, False)
    assert any("three" in line for line in proof.lines)


def test_other_versions_are_no_failure(made: submission.Submission, tmp_path: Path) -> None:
    assert made.files
    record = json.loads(made.files["submission.json"])
    record["versions"]["Pango"] = "1.0"
    path = tmp_path / "a.zip"
    path.write_bytes(resealed(dict(made.files), record))
    proof = verify.verify(path)
    assert (proof.words.said, proof.bytes.said) == ("agree", "not comparable")
    assert not proof.fails
    assert any(line.startswith("Pango 1.0 there, ") for line in proof.lines)


def _altered(files: dict[str, bytes], record: dict[str, Any]) -> None:
    """Another Word document than the sources make."""
    name = next(name for name in files if name.endswith(".docx"))
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files[name])) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"seven", b"eight").replace(b"five", b"nine"))
    files[name] = data.getvalue()


def _unnamed(files: dict[str, bytes], record: dict[str, Any]) -> None:
    _altered(files, record)
    record["handed_in"] = []


def _misnamed(files: dict[str, bytes], record: dict[str, Any]) -> None:
    _altered(files, record)
    record["handed_in"] = ["another.docx"]


def _taken_out(files: dict[str, bytes], record: dict[str, Any]) -> None:
    name = next(name for name in files if name.endswith(".docx"))
    del files[name], record["files"][name]


def _put_in(files: dict[str, bytes], record: dict[str, Any]) -> None:
    files["better.html"] = b"<p>Better"
    record["files"]["better.html"] = {}


def _of_another_receipt(files: dict[str, bytes], record: dict[str, Any]) -> None:
    record["versions"]["Pango"] = "1.0"
    record["receipt"] = {"title": "A first"}


FORGED: dict[str, Callable[[dict[str, bytes], dict[str, Any]], object]] = {
    "a paper that is not named": _unnamed,
    "a paper under another name": _misnamed,
    "a paper taken out": _taken_out,
    "a paper put in": _put_in,
    "the title": lambda _, record: record.update(title="Two Towers"),
    "the author": lambda _, record: record.update(authors=["Bo Lee"]),
    "the date": lambda _, record: record.update(date="2026-11-01"),
    "the count": lambda _, record: record["words"].update(count=3),
    "the pages": lambda _, record: record.update(pages=9),
    "a demand": lambda _, record: record["demands"][0].update(found="7"),
    "the demands": lambda _, record: record.update(demands=[]),
    "a check": lambda _, record: record["checks"].update(next_rule={}),
    "the findings": lambda _, record: record.update(findings=[]),
    "a form": lambda _, record: record.update(form=True),
    "a line more": lambda _, record: record.update(mark="a first"),
    "the versions too": _of_another_receipt,
}


@pytest.fixture(scope="module")
def rebuilt(made: submission.Submission) -> rebuild.Rebuilt:
    """What the honest bundle's sources make."""
    assert made.files
    again, fault = verify._built(made.files, Limits())
    assert again, fault
    return again


@pytest.mark.parametrize("name", FORGED)
def test_no_forged_record_is_believed(
    made: submission.Submission,
    rebuilt: rebuild.Rebuilt,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """Sums and receipt are made anew: only what the sources make shows the lie."""
    assert made.files
    files, record = dict(made.files), json.loads(made.files["submission.json"])
    FORGED[name](files, record)
    path = tmp_path / "a.zip"
    path.write_bytes(resealed(files, record))
    again = replace(rebuilt, receipt=files["receipt.pdf"])
    monkeypatch.setattr(verify, "_built", lambda *_: (again, ""))
    proof = verify.verify(path)
    assert proof.sums.holds, proof.lines
    assert False in (proof.words.holds, proof.bytes.holds)


def test_a_receipt_of_another_record_is_not_believed(
    made: submission.Submission, tmp_path: Path
) -> None:
    """It names the right sum, and the versions say that its bytes cannot be compared."""
    assert made.files
    files, record = dict(made.files), json.loads(made.files["submission.json"])
    record["versions"]["Pango"] = "1.0"
    resealed(files, record)
    better = {**record, "words": {**record["words"], "count": 3}}
    files["receipt.pdf"] = receipt.make(better, bundle.checksum(files["submission.json"]))
    files["SHA256SUMS"] = bundle.sums({n: d for n, d in files.items() if n != "SHA256SUMS"})
    path = tmp_path / "a.zip"
    path.write_bytes(bundle.pack(files))
    proof = verify.verify(path)
    assert (proof.sums.holds, proof.words.holds) == (True, False)
    assert "receipt.pdf says something else than submission.json" in proof.lines


def test_rules_that_were_not_asked_for_are_not_told_as_clean(tmp_path: Path) -> None:
    paper = manuscript(tmp_path / "paper", **{"01-split.md": TEXT.replace("five.", "five five")})
    asked = Wishes(rules=Rules(ignore=frozenset({"doubled_word"}), strict=True), forced=True)
    handed = submission.make(paper, asked)
    assert handed.bundle and handed.files
    assert "doubled_word" not in json.loads(handed.files["submission.json"])["checks"]
    (tmp_path / "a.zip").write_bytes(handed.bundle.data)
    assert verify.verify(tmp_path / "a.zip").bytes.said == "the same"


def resealed(files: dict[str, bytes], record: dict[str, Any] | None = None) -> bytes:
    """A bundle whose record, receipt and sums are those of its changed files."""
    said = record or json.loads(files["submission.json"])
    kept = said["files"]
    assert isinstance(kept, dict)
    said["files"] = {n: {"size": len(files[n]), "sha256": bundle.checksum(files[n])} for n in kept}
    files["submission.json"] = records.write(said)
    files["receipt.pdf"] = receipt.make(said, bundle.checksum(files["submission.json"]))
    files["SHA256SUMS"] = bundle.sums({n: d for n, d in files.items() if n != "SHA256SUMS"})
    return bundle.pack(files)


def test_a_folder_of_bundles(
    zipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK no zip")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "Lee_Ann_42").mkdir()
    (tmp_path / "Lee_Ann_42" / "a.zip").write_bytes(b"")
    assert cli.main(["verify", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines if not line.startswith(" ")] == [
        ["bundle", "sums"],
        ["Lee_Ann_42/a.zip", "refused"],
        [zipped.name, "right"],
        ["broken.zip", "refused"],
        ["folder.zip", "refused"],
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_folder_of_what_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe would be waited for, and a device never ends."""
    os.mkfifo(tmp_path / "a.zip")
    (tmp_path / "b.zip").mkdir()
    (tmp_path / "c.zip").symlink_to("/dev/zero")
    assert cli.main(["verify", str(tmp_path)]) == 1
    assert capsys.readouterr().out.count("it cannot be read: it is no file") == 3


def test_a_word_document_that_grows_out_of_measure() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * MOST_XML + b"</a>")
    assert reading.text("a.docx", data.getvalue()).startswith("unreadable: word/document.xml is")


def test_no_bundle_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(tmp_path / "none.zip")]) == 2
    assert cli.main(["verify", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("there is no bundle") == 2


# --- hostile zips ------------------------------------------------------------------------


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """Bundles that are refused, and with which words."""
    for name in ("../out.md", "/etc/x", "a/../../x", "C:/x", "a\\b", "a//b", "sources/con.md"):
        yield f"path {name}", zip_of({name: b""}), "out of its folder|some systems"
    yield "dot", zip_of({"a/./b": b""}), "out of its folder"
    yield "part", zip_of({f"{'ü' * 130}/a": b""}), "no name for a file"
    yield "file as folder", zip_of({"a/b/c": b"", "a": b""}), "a file, not a folder"
    yield "accents", zip_of({"\u00e9": b""}, {"e\u0301": b""}), "is there twice"
    yield "control", zip_of({"a\x01b": b""}), "no name for a file"
    yield "long", zip_of({"a" * 300: b""}), "no name for a file"
    yield "link", zip_of({"a": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777), "a link or a device"
    yield "device", zip_of({"a": b""}, mode=stat.S_IFCHR | 0o777), "a link or a device"
    yield "twins", zip_of({"a": b""}, {"A": b""}), "is there twice"
    yield "bomb", zip_of({"a": bytes(30_000_000)}, packed=True), "far larger unpacked"
    yield "many", zip_of({f"a{n}": b"" for n in range(5001)}), "5,000 are the most"
    yield "bzip2", zip_of({"a": b"a"}, method=zipfile.ZIP_BZIP2), "packed in a way"
    yield "no zip", b"%PDF-1.7", "no zip that can be read"
    yield "empty", b"", "no zip that can be read"
    yield "cut", zip_of({"a": b"abc"})[:-30], "no zip that can be read"
    yield "nothing", zip_of({}), "no submission of Octavo's"
    yield "other", zip_of({"a": b"abc"}), "no submission of Octavo's"
    for said in (b"[]", b"{}", b"no", b"\xff", b'{"files": 3}', b"[" * 100_000):
        yield f"record {said[:9]!r}", zip_of({"submission.json": said}), "cannot be read"
    numbers = b'{"files": {"a": {"sha256": 3}}, "handed_in": [], "versions": {}}'
    yield "numbers", zip_of({"submission.json": numbers}), "something else than texts"
    encrypted = bytearray(zip_of({"a": b"abc"}))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        encrypted[encrypted.find(sign) + (6 if sign[2] == 3 else 8)] |= 1
    yield "encrypted", bytes(encrypted), "is encrypted"


def zip_of(
    *parts: dict[str, bytes],
    mode: int = 0o644,
    packed: bool = False,
    method: int = zipfile.ZIP_STORED,
) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED if packed else method) as archive:
        for name, content in (pair for files in parts for pair in files.items()):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = archive.compression
            archive.writestr(entry, content)
    return data.getvalue()


@pytest.mark.parametrize(("name", "data", "said"), list(hostile()), ids=lambda v: str(v)[:20])
def test_hostile_zips_are_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    proof = verify.verify(path)
    assert proof.sums.said == "refused"
    assert any(words in proof.lines[0] for words in said.split("|")), proof.lines
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


# --- refusing, forcing -------------------------------------------------------------------


@needs_pango
def test_errors_forbid_to_hand_in_unless_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = TEXT.replace("A map is", "See [@none]. A map is")
    paper = manuscript(tmp_path / "paper", **{"01-split.md": wrong})
    (paper / "hist.toml").write_text(BRIEF.replace("= 25", "= 3"), encoding="utf-8")
    out = ["-o", str(tmp_path / "out")]
    assert cli.main(["submit", str(paper), *out]) == 1
    said = capsys.readouterr()
    assert "words: at most 3 by text is wanted, found: " in said.err
    assert "no source has the key @none" in said.err and "add  --force" in said.err
    assert not (tmp_path / "out").exists()
    assert cli.main(["submit", str(paper), "--force", *out]) == 1
    (path,) = (tmp_path / "out").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        record = json.loads(archive.read("submission.json"))
        receipt = pypdfium2.PdfDocument(archive.read("receipt.pdf"))
    text = receipt[0].get_textpage().get_text_range()
    assert "Handed in by force: errors were left" in text and "@none" in text
    assert "2026-12-01 12:00:00" in text
    receipt.close()
    assert record["forced"] is True and not any("draft" in name for name in record["files"])
    assert verify.verify(path).bytes.said == "the same"


@needs_pango
def test_a_brief_of_the_command_line_is_packed_and_holds(tmp_path: Path) -> None:
    paper = manuscript(tmp_path / "paper")
    other = tmp_path / "other.toml"
    other.write_text('title = "Other"\n[submit]\nformats = ["html"]\n', encoding="utf-8")
    made = submission.make(paper, Wishes(brief=str(other)))
    assert made.files and made.bundle
    assert bundle.BRIEF in made.files and not any(n.endswith("ls.pdf") for n in made.files)
    (tmp_path / "a.zip").write_bytes(made.bundle.data)
    shutil.rmtree(paper)
    other.unlink()
    assert verify.verify(tmp_path / "a.zip").bytes.said == "the same"


@needs_pango
def test_what_a_brief_wants_of_the_hand_in_cannot_be_talked_away(tmp_path: Path) -> None:
    talk = 'brief = "hist.toml"\nformats = ["html"]\nmax_size = "1 KB"\nanonymous = false\n'
    report = REPORT.replace('brief = "hist.toml"\n', talk + 'file_name = "mine"\n')
    paper = manuscript(tmp_path / "paper", **{"report.toml": report})
    strict = BRIEF.replace("[submit]", "[submit]\nanonymous = true")
    (paper / "hist.toml").write_text(strict, encoding="utf-8")
    made = submission.make(paper, Wishes())
    rows = {row.key: row for row in made.rows}
    missed = {key for key, row in rows.items() if row.met is False}
    assert missed == {"submit.formats", "submit.file_name", "submit.anonymous"}
    assert rows["submit.max_size"].wanted == "at most 5.0 MB"
    (one,) = (f for f in made.findings if f.message.startswith("names: "))
    assert one.message == "names: none is wanted, found: report.toml wants them"
    assert one.hint == "delete this line: then the brief's holds"
    assert made.bundle is None


@needs_pango
def test_works_of_a_library_outside_are_packed(tmp_path: Path) -> None:
    paper = manuscript(tmp_path / "paper", **{"01-split.md": TEXT + "\nSo [@a, 3].\n"})
    library = tmp_path / "library.json"
    work = {"id": "a", "type": "book", "title": "A Work", "publisher": "Press", "author": []}
    library.write_text(json.dumps([work, {**work, "id": "b", "title": "Private"}]), "utf-8")
    made = submission.make(paper, Wishes(bibliographies=(library,)))
    assert made.files and made.bundle
    assert b"A Work" in made.files[bundle.CITED] and b"Private" not in made.files[bundle.CITED]
    (tmp_path / "a.zip").write_bytes(made.bundle.data)
    assert verify.verify(tmp_path / "a.zip").bytes.said == "the same"


# --- names and demands -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{surname}_{student_id}_{course}_{title}", "Luthi_u1_HIST2041_Why-the-Sino-Soviet"),
        ("{surname}_{given}_{course}_Essay1", "Luthi_Jane-M_HIST2041_Essay1"),
        ("{initials}-{year}", "JML-2026"),
        ("{candidate}", "K7"),
    ],
)
def test_the_name_of_the_files(tmp_path: Path, pattern: str, name: str) -> None:
    (tmp_path / "report.toml").write_text(
        'title = "Why the Sino-Soviet alliance: a “story”"\nauthors = ["Jane M. Lüthi"]\n'
        'course = "HIST 2041 (The Cold War)"\ndate = 2026-11-23\n'
        '[author]\nstudent_id = "u1"\ncandidate = "K7"\n'
        f'[submit]\nfile_name = "{pattern}"\n',
        encoding="utf-8",
    )
    project, findings = config.load(tmp_path)
    assert not findings
    assert names.name(project) == (name, [])
    assert len(name) + len(".docx") <= 45


def test_a_name_that_lacks_something(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(
        'title = "A"\n[submit]\nanonymous = true\nfile_name = "{surname}_{candidate}"\n', "utf-8"
    )
    project, _ = config.load(tmp_path)
    said = [finding.message for finding in names.name(project)[1]]
    assert said == [
        "the file's name has {surname}, and the copy is to be anonymous",
        "the file's name wants {candidate}, and the report does not say it",
    ]


@pytest.mark.parametrize(
    ("now", "found", "met"),
    [
        ("2026-12-01T11:00", "1 h 0 min left", True),
        ("2026-11-29T11:00", "2 days left", True),
        ("2026-12-01T12:30", "0 h 30 min late", False),
    ],
)
def test_the_deadline_is_told(tmp_path: Path, now: str, found: str, met: bool) -> None:
    text = 'title = "A"\n[submit]\ndeadline = 2026-12-01T12:00:00\n'
    (tmp_path / "report.toml").write_text(text, encoding="utf-8")
    project, _ = config.load(tmp_path)
    (row,) = demands.deadline(project, datetime.datetime.fromisoformat(now))
    assert (row.found, row.met) == (found, met)
