"""A build of what has not changed writes nothing, says the same, and is never wrong about it."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo import cli, pipeline, places, unchanged
from octavo.engine import fontconfig

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
FILES = {
    "report.toml": 'title = "Paper"\nstyle = "own.csl"\n',
    "01-one.md": "# One\n\nA sentence [@luthi2008, 12].\n\n![A square](square.svg)\n",
    "references.json": '[{"id": "luthi2008", "type": "book", "title": "The Split"}]',
    "assets/square.svg": PICTURE,
    "assets/styles/own.css": "p { color: black }\n",
    "templates/parts/title.html": "<h1>{{ project.title }}</h1>\n",
}
Change = Callable[[Path], object]


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manuscript with a file of every kind; the current folder is the one around it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in FILES.items():
        path = tmp_path / "paper" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    own = Path(__file__).parent.parent / "assets/csl/apa.csl"
    shutil.copyfile(own, tmp_path / "paper/own.csl")
    return Path("paper")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The manuscripts built since the test began."""
    found: list[Path] = []
    whole = pipeline.build

    def counted(root: Path, *given: object, **named: object) -> object:
        found.append(root)
        return whole(root, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build", counted)
    return found


def build(*more: str) -> int:
    return cli.main(["build", "paper", "--to", "html", *more])


def test_nothing_is_built_or_written_again(
    paper: Path, builds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    first = capsys.readouterr()
    written = Path("output/paper.html").stat()
    assert build() == 0
    assert capsys.readouterr() == first
    assert len(builds) == 1
    still = Path("output/paper.html").stat()
    assert (still.st_ino, still.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_findings_are_said_again(
    paper: Path, builds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (paper / "01-one.md").write_text("# One\n\nA sentence [@nobody].\n", "utf-8")
    assert build() == 1
    first = capsys.readouterr()
    assert "unknown_citation" in first.err
    assert build() == 1
    assert capsys.readouterr() == first
    assert len(builds) == 1


def test_fresh_builds_all_the_same(paper: Path, builds: list[Path]) -> None:
    build()
    build("--fresh")
    assert len(builds) == 2


def rewrite(name: str, old: str, new: str) -> Change:
    def change(paper: Path) -> None:
        path, before = paper / name, (paper / name).stat()
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as some programs leave it

    return change


def add(name: str, text: str) -> Change:
    def change(paper: Path) -> None:
        (paper / name).parent.mkdir(parents=True, exist_ok=True)
        (paper / name).write_text(text, "utf-8")

    return change


CHANGES: dict[str, Change] = {
    "a letter of a section": rewrite("01-one.md", "sentence", "sentense"),
    "a setting": rewrite("report.toml", "Paper", "Piper"),
    "a source": rewrite("references.json", "Split", "Splut"),
    "a picture": rewrite("assets/square.svg", "9", "8"),
    "a style sheet": rewrite("assets/styles/own.css", "black", "green"),
    "a template": rewrite("templates/parts/title.html", "h1", "h2"),
    "a citation style": rewrite("own.csl", "(", "["),
    "a new section": add("02-two.md", "# Two\n\nMore.\n"),
    "a template that wins over a shipped one": add("templates/essay.html", "{{ project.title }}"),
    "a language of its own": add("assets/languages/en-GB.toml", "x = 1\n"),
    "the user's settings": lambda paper: add(
        str(places.settings().absolute()), "bibliography = []"
    )(paper),
    "a lost output": lambda _: Path("output/paper.html").unlink(),
    "a changed output": lambda _: Path("output/paper.html").write_text("by hand"),
    "a lost section": lambda paper: (paper / "01-one.md").rename("01-one.md"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_built(paper: Path, builds: list[Path], change: Change) -> None:
    build()
    change(paper)
    build()
    assert len(builds) == 2


@pytest.mark.parametrize(
    "more",
    [["--strict"], ["--ignore", "dead_link"], ["-o", "other"], ["--quiet"], ["--to", "html"]],
)
def test_another_command_is_another_build(paper: Path, builds: list[Path], more: list[str]) -> None:
    build()
    build(*more)
    assert len(builds) == (1 if more == ["--to", "html"] else 2)


def test_a_library_outside_counts(paper: Path, builds: list[Path]) -> None:
    library = Path("zotero.json")
    for title in ("A", "B"):
        library.write_text(f'[{{"id": "x", "type": "book", "title": "{title}"}}]', "utf-8")
        build("--bibliography", "zotero.json")
    assert len(builds) == 2


def test_a_font_of_the_users_own_counts(
    paper: Path, builds: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A house font may be put where the user keeps fonts, after a build that missed it."""
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    folder = fontconfig.system_folders()[-1]
    build()
    folder.mkdir(parents=True)
    (folder / "House.ttf").write_bytes(b"font")
    build()
    assert folder.is_relative_to(tmp_path)
    assert len(builds) == 2


def test_another_day_or_another_octavo(
    paper: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    monkeypatch.setattr(unchanged, "__version__", "99")
    build()
    assert len(builds) == 2


def test_what_changed_during_the_build_is_not_remembered(
    paper: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pipeline.build

    def slow(*given: object, **named: object) -> object:
        built = whole(*given, **named)  # type: ignore[arg-type]
        rewrite("01-one.md", "sentence", "phrase")(paper)
        return built

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "build", slow)
        build()
    build()
    assert len(builds) == 2
    assert "phrase" in Path("output/paper.html").read_text("utf-8")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fingerprint": 1}', '{"outcome": {"files": 3}}'])
def test_a_broken_record_is_no_record(paper: Path, builds: list[Path], text: str) -> None:
    build()
    (record,) = (places.cache() / "builds").iterdir()
    record.write_text(text, "utf-8")
    build()
    assert len(builds) == 2
    assert json.loads(record.read_text("utf-8"))["fingerprint"]


def test_a_cache_that_cannot_be_written_costs_nothing_else(
    paper: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path("file").absolute()))
    assert build() == 0
    assert build() == 0
    assert len(builds) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_folders_linked_to_each_other_are_gone_through_once(paper: Path) -> None:
    """There are 2 to the power of 40 ways through them."""
    for number in range(40):
        (paper / f"d{number}").mkdir()
        for name in ("a", "b"):
            (paper / f"d{number}" / name).symlink_to(f"../d{number + 1}")
    (paper / "d40").mkdir()
    (paper / "d40" / "ring").symlink_to("..")
    before = unchanged.fingerprint(paper, (), Path("output"), "")
    assert before is not None
    (paper / "d40" / "more.txt").write_text("a", "utf-8")
    between = unchanged.fingerprint(paper, (), Path("output"), "")
    (paper / "d0" / "a").unlink()
    (paper / "d0" / "a").symlink_to("../d2")
    assert len({before, between, unchanged.fingerprint(paper, (), Path("output"), "")}) == 3
