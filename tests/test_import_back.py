"""A Word document that Octavo made can be taken back: the same words, notes and headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_word_as_printed import differences, words

from octavo import cli, config, pipeline, readback_docx
from octavo.checks._printed import letters
from octavo.model import Build, Docx

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", params=["sections", "tests/tour"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Build, Build, Path]:
    """A manuscript built, and the manuscript that is made of what was built, in its folder."""
    made = pipeline.build(ROOT / request.param, ("docx",))
    folder = tmp_path_factory.mktemp("back")
    (folder / "a.docx").write_bytes(made.outputs[0].data)
    assert cli.main(["import", str(folder / "a.docx"), str(folder / "paper"), "-q"]) == 0
    return made, pipeline.build(folder / "paper", ("docx",)), folder / "paper"


def read(build: Build) -> Docx:
    return readback_docx.read(build.outputs[0])


def test_the_words_are_the_same(both: tuple[Build, Build, Path]) -> None:
    """But for lines of the title page, which `dropped.txt` keeps, and what Word counts."""
    made, again, folder = both
    lines = (folder / "dropped.txt").read_text("utf-8").split("\n")
    dropped = letters("".join(line for line in lines if not line.startswith("== ")))
    found = list(differences(words([read(made).text]), words([read(again).text])))
    for ours, theirs in found:
        counted = ours.isdigit() and theirs.isdigit()  # pages of the contents, the word count
        assert counted or (not theirs and ours in dropped), (ours, theirs)


def test_the_notes_are_the_same(both: tuple[Build, Build, Path]) -> None:
    made, again, _ = both
    assert len(read(made).notes) == len(read(again).notes) > 10
    assert list(differences(words(read(made).notes), words(read(again).notes))) == []


def test_the_headings_are_the_same(both: tuple[Build, Build, Path]) -> None:
    made, again, _ = both
    assert made.document and again.document
    one, other = (
        [(heading.level, heading.number) for heading in build.document.headings]
        for build in (made, again)
        if build.document
    )
    assert other[: len(one)] == one  # then the bibliography, which is a section now


def test_what_report_toml_said_is_there_again(both: tuple[Build, Build, Path]) -> None:
    made, _, folder = both
    assert made.document
    ours, (theirs, findings) = made.document.project, config.load(folder)
    assert findings == ()
    assert (theirs.language, theirs.keywords) == (ours.language, ours.keywords)
    for key in ("title", "subtitle", "abstract"):
        assert letters(getattr(theirs, key)) == letters(getattr(ours, key)), key
    assert ", ".join(theirs.authors) == ", ".join(ours.authors)
