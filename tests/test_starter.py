"""`new`: a manuscript that is finished as it stands, written whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo import cli, config, pipeline, starter
from octavo.diagnostics import Finding
from octavo.model import Citation, CrossReference, Document, Kind, NoteReference


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("somewhere") / "my essay ä"
    starter.write(folder)
    return folder


@pytest.fixture(scope="module")
def read(manuscript: Path) -> tuple[Document, tuple[Finding, ...]]:
    found = pipeline.read(manuscript)
    return found.document, found.findings


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nothing_is_wrong_with_it(read: tuple[Document, tuple[Finding, ...]]) -> None:
    assert read[1] == ()


def test_it_shows_each_notation(read: tuple[Document, tuple[Finding, ...]]) -> None:
    document = read[0]
    assert {type(mark) for mark in document.marks} >= {Citation, CrossReference, NoteReference}
    assert {label.kind for label in document.labels.values()} == {"fig", "tbl", "sec", "fn"}
    kinds = {block.kind for block in document.blocks()}
    assert kinds >= {Kind.HEADING, Kind.QUOTATION, Kind.NOTE, Kind.CAPTION, Kind.CELL}
    assert {item.key for citation in document.citations for item in citation.items} == set(
        document.references
    )


def test_it_becomes_a_paper_at_once(manuscript: Path) -> None:
    result = pipeline.build(manuscript, ("html", "pdf"))
    assert result.findings == ()
    html, pdf = result.outputs
    assert (html.name, pdf.name) == (
        "the-pump-handle-and-the-table.html",
        "the-pump-handle-and-the-table.pdf",
    )
    assert len(pdf.pages) == 2


def test_it_says_what_it_wrote(tmp_path: Path) -> None:
    written = starter.write(tmp_path / "new")
    assert [path.name for path in written] == names(tmp_path / "new") == names(starter.MANUSCRIPT)
    assert names(tmp_path) == ["new"]


def test_an_empty_folder_is_filled_and_stays_the_same_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    starter.write(Path())
    assert names(tmp_path) == names(starter.MANUSCRIPT)
    assert tmp_path.stat().st_ino == before


def test_parents_are_made(tmp_path: Path) -> None:
    starter.write(tmp_path / "a" / "b")
    assert names(tmp_path / "a" / "b") == names(starter.MANUSCRIPT)


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".hidden").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("full", "file", "link"):
        with pytest.raises(FileExistsError) as error:
            starter.write(tmp_path / name)
        assert error.value.filename == str(tmp_path / name)
        assert "name a new" in str(error.value.strerror)
    assert names(tmp_path) == ["file", "full", "link"]
    assert names(tmp_path / "full") == [".hidden"]


@pytest.mark.parametrize("there", [True, False])
def test_a_failure_leaves_nothing_behind(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy_two(source: Path, target: Path) -> None:
        if len(copied) == 2:
            raise OSError("no space left")
        copied.append(Path(target).name)
        Path(target).write_bytes(Path(source).read_bytes())

    monkeypatch.setattr(shutil, "copyfile", copy_two)
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    with pytest.raises(OSError, match="no space left"):
        starter.write(folder)
    assert len(copied) == 2
    assert [path.name for path in tmp_path.rglob("*")] == (["new"] if there else [])


def test_a_paper_begun_for_a_brief(tmp_path: Path) -> None:
    brief = tmp_path / "hist.toml"
    brief.write_text('title = "HIST"\nstyle = "apa"\n[page]\nmargins = "1in"\n', encoding="utf-8")
    assert cli.main(["new", str(tmp_path / "a"), "--brief", str(brief), "-q"]) == 0
    project, findings = config.load(tmp_path / "a")
    assert not findings
    assert (project.style, project.layout.margins) == ("apa", ("1in",))
    assert project.submission.title == "HIST" and not project.submission.overridden
    assert project.language == "en-GB"
    assert cli.main(["new", str(tmp_path / "b"), "--brief", "none.toml"]) == 2
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("brief", "language"),
    [
        ("apa", "en-US"),
        ("mla", "en-US"),
        ("turabian", "en-US"),
        ("uk-history", "en-GB"),
        ("language = 'de'\n[page]\nsize = 'letter'\n", "de"),
        ("page = 1\n", "en-GB"),
    ],
)
def test_a_paper_begun_for_a_brief_is_in_its_language(
    tmp_path: Path, brief: str, language: str
) -> None:
    if "=" in brief:
        (tmp_path / "own.toml").write_text(brief, encoding="utf-8")
        brief = str(tmp_path / "own.toml")
    assert cli.main(["new", str(tmp_path / "a"), "--brief", brief, "-q"]) == 0
    assert config.load(tmp_path / "a")[0].language == language
