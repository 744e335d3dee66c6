"""What a build takes from the one before changes nothing in it, whatever has changed since."""

import os
import pickle
import shutil
import time
from pathlib import Path

import pytest
from test_unchanged import CHANGES, FILES, Change

from octavo import cli, convert, keeping, pipeline, places, unchanged
from octavo.memory import Memory

MORE = {
    "02-two.md": "# Two {#sec:two}\n\nAgain [@luthi2008], and a note.[^n]\n\n[^n]: See @sec:two.\n",
    "more.bib": "@book{mao, title = {On Practice}, author = {Mao Zedong}, year = {1937}}\n",
}


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in {**FILES, **MORE}.items():
        path = tmp_path / "paper" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shutil.copyfile(Path(__file__).parent.parent / "assets/csl/apa.csl", tmp_path / "paper/own.csl")
    return Path("paper")


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sections converted since the test began."""
    found: list[str] = []
    whole = convert.convert

    def counted(section: object, *given: object, **named: object) -> object:
        found.append(section.source.path.name)  # type: ignore[attr-defined]
        return whole(section, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(convert, "convert", counted)
    return found


def made() -> tuple[bytes, ...]:
    cli.main(["build", "paper", "--to", "html", "--fresh", "--quiet"])
    return tuple(path.read_bytes() for path in sorted(Path("output").glob("*.html")))


def forget() -> None:
    shutil.rmtree(places.cache(), ignore_errors=True)


def test_only_what_changed_is_converted(paper: Path, converted: list[str]) -> None:
    first = made()
    assert converted == ["01-one.md", "02-two.md"]
    assert made() == first
    text = (paper / "02-two.md").read_text("utf-8")
    (paper / "02-two.md").write_text(text + "\nMore.\n", "utf-8")
    made()
    assert converted == ["01-one.md", "02-two.md", "02-two.md"]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_warm_build_is_that_of_a_cold_one(paper: Path, change: Change) -> None:
    made()
    change(paper)
    warm = made()
    forget()
    assert warm == made()


def test_a_warm_pdf_is_that_of_a_cold_one(paper: Path) -> None:
    warm: list[bytes] = []
    for _ in range(2):
        cli.main(["build", "paper", "--fresh", "--quiet"])
        warm.append(Path("output/paper.pdf").read_bytes())
    assert warm[0] == warm[1]


def test_what_is_trusted_once_is_not_trusted_again(paper: Path) -> None:
    text = "# One\n\nA <b onclick='x()'>word</b>.\n"
    (paper / "01-one.md").write_text(text, "utf-8")
    cli.main(["build", "paper", "--to", "html", "--trusted", "--quiet"])
    assert "onclick" in Path("output/paper.html").read_text("utf-8")
    shutil.rmtree("output")
    assert made()
    assert not any(b"onclick" in page for page in made())


@pytest.mark.parametrize("data", [b"", b"x" * 300, pickle.dumps({"a": 1})])
def test_a_broken_file_is_no_file(paper: Path, data: bytes) -> None:
    first = made()
    (file,) = (places.cache() / "manuscripts").iterdir()
    file.write_bytes(data)
    assert made() == first
    assert file.read_bytes() != data


def test_another_program_takes_nothing_over(
    paper: Path, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    monkeypatch.setattr(unchanged, "programs", lambda: iter(["another"]))
    made()
    assert len(converted) == 4


@pytest.mark.parametrize("kind", ["manuscripts", "builds"])
def test_what_is_old_is_forgotten_and_what_is_too_much(paper: Path, kind: str) -> None:
    folder = places.cache() / kind
    folder.mkdir(parents=True)
    (folder / "old").touch()
    os.utime(folder / "old", (0, 0))
    cli.main(["build", "paper", "--to", "html", "--quiet"])
    (made,) = folder.iterdir()
    before = time.time() - 100
    for number in range(places.MOST):
        (folder / str(number)).touch()
        os.utime(folder / str(number), (before + number / 10, before + number / 10))
    (paper / "02-two.md").write_text("# Another\n\nText.\n", "utf-8")
    cli.main(["build", "paper", "--to", "html", "--quiet"])
    names = {path.name for path in folder.iterdir()}
    assert names == {made.name, *map(str, range(1, places.MOST))}


def test_nothing_new_is_written_where_nothing_is_new(paper: Path) -> None:
    with keeping.kept(paper) as memory:
        pipeline.draft(paper, (), memory)
    (file,) = (places.cache() / "manuscripts").iterdir()
    before = file.stat().st_mtime_ns
    with keeping.kept(paper) as memory:
        pipeline.draft(paper, (), memory)
    assert file.stat().st_mtime_ns == before


def test_results_are_those_of_this_build_alone() -> None:
    memory = Memory.of({"old": 1, "both": 2})
    assert memory("both", lambda: 9) == 2
    assert not memory.grown
    assert memory("new", lambda: 3) == 3
    assert memory.grown
    assert memory.results() == {"both": 2, "new": 3}
