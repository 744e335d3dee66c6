"""Files as other systems leave them, and files that change or vanish while they are read."""

from __future__ import annotations

import base64
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from octavo import cli, files, pipeline

CASES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "robust" / "files.toml").read_text("utf-8")
)
STYLE = (Path(__file__).parent.parent / "assets" / "csl" / "apa.csl").read_text("utf-8")


def write(folder: Path, given: dict[str, str]) -> None:
    for name, text in given.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_files_of_other_systems(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"report.toml": 'title = "A"\n', **CASES[name]["files"]}
    sections = any(file.endswith(".md") and file[0].isdigit() for file in given)
    write(tmp_path, given if sections else {"01-one.md": "# One\n\nText.\n", **given})
    (tmp_path / "pics").mkdir()
    for picture in ("map.png", "pics/map.png", "pics/my map 📚.png"):
        Image.new("L", (900, 600)).save(tmp_path / picture)
    built = pipeline.build(tmp_path, ("html",))
    found = [
        f"{finding.span} {finding.severity}[{finding.rule}] {finding.message} -- {finding.hint}"
        for finding in built.findings
    ]
    assert found == CASES[name]["said"]
    assert built.outputs or found


# --- while they are read -------------------------------------------------------------------

READ = {
    "report.toml": 'title = "Paper"\nstyle = "own.csl"\ntemplate = "mine"\nlanguage = "xx"\n'
    'bibliography = ["references.json", "more.bib"]\n',
    "01-one.md": "# One\n\nIt was so [@luthi2008, 12; @mao].\n\n![A square](square.svg)\n\n"
    '``` chart\nkind = "bars"\ndata = "d.csv"\nx = "name"\ny = "value"\n```\n\n: A chart\n',
    "references.json": '[{"id": "luthi2008", "type": "book", "title": "Split", "publisher": "P"}]',
    "more.bib": "@book{mao, title = {On Practice}, author = {Mao}, publisher = {P}, year = 1937}\n",
    "own.csl": STYLE,
    "d.csv": "name,value\na,3\nb,4\n",
    "square.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>A</desc></svg>',
    "assets/styles/own.css": "p { background: url(../dot.svg) }\n",
    "assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "assets/languages/xx.toml": '[words]\nskip-to-text = "What is in it"\n',
    "templates/mine.html": '{% extends "essay.html" %}',
}


@contextmanager
def ahead_of_opening(path: Path, number: int, change: str | Path | None) -> Iterator[list[int]]:
    """Have the file deleted, or changed to `change`, just before it is opened a n-th time."""
    opened: list[int] = []
    _hooks.append((str(path), number, change, opened))
    try:
        yield opened
    finally:
        _hooks.pop()


_hooks: list[tuple[str, int, str | Path | None, list[int]]] = []


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not _hooks or not isinstance(arguments[0], str | os.PathLike):
        return
    path, number, change, opened = _hooks[-1]
    if os.path.abspath(arguments[0]) != path or len(opened) > number:  # noqa: PTH100
        return
    opened.append(1)
    if len(opened) == number:
        opened.append(1)
        if isinstance(change, Path):
            Path(path).unlink()
            Path(path).symlink_to(change)
        elif change is None:
            Path(path).unlink()
        else:
            Path(path).write_text(change, "utf-8")


@pytest.fixture(scope="module")
def hook() -> None:
    sys.addaudithook(_heard)


@pytest.mark.parametrize("change", [None, "\0{[("], ids=["gone", "garbage"])
@pytest.mark.parametrize("name", READ)
def test_a_file_that_changes_while_it_is_read(
    hook: None, name: str, change: str | None, tmp_path: Path
) -> None:
    for number in range(1, 20):
        write(tmp_path, READ)
        with ahead_of_opening(tmp_path / name, number, change) as opened:
            built = pipeline.build(tmp_path, ("html",))
        assert built.outputs or built.findings
        if len(opened) < number:
            break
        shutil.rmtree(tmp_path)
    assert number > 1  # it is read at all
    assert not built.findings


SECRET = "planted-outside-4711"
HOLDS = {  # what stands for a word of each file, so that the page would show it
    "report.toml": "Paper",
    "01-one.md": "It was",
    "references.json": "Split",
    "more.bib": "On Practice",
    "own.csl": '(" suffix=")">',
    "d.csv": "a,3",
    "square.svg": "A</desc>",
    "assets/styles/own.css": "p {",
    "assets/languages/xx.toml": "What is in it",
    "templates/mine.html": "{%",
}


@pytest.mark.parametrize("name", HOLDS)
def test_a_file_that_becomes_a_link_while_it_is_read(hook: None, name: str, tmp_path: Path) -> None:
    secret = READ[name].replace(HOLDS[name], f"{SECRET}{HOLDS[name]}")
    write(tmp_path, {"outside": secret})
    assert SECRET in secret
    for number in range(1, 20):
        write(tmp_path / "paper", READ)
        path = tmp_path / "paper" / name
        with ahead_of_opening(path, number, tmp_path / "outside") as opened:
            built = pipeline.build(tmp_path / "paper", ("html",))
        shown = "".join(output.data.decode() for output in built.outputs)
        pictures = re.findall("base64,([A-Za-z0-9+/=]+)", shown)
        shown += "".join(base64.b64decode(one).decode("latin-1") for one in pictures)
        said = [
            f"{one.message}{one.hint}{one.span and one.span.source.text}" for one in built.findings
        ]
        assert SECRET not in shown
        assert not any(SECRET in one for one in said)
        if len(opened) < number:
            break
        path.unlink()
    assert number > 1


def test_a_link_that_never_ends_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write(tmp_path / "paper", READ)
    write(tmp_path / "outside", {"more.txt": "A"})
    read: list[str] = []
    whole = files.content

    def content(path: Path, root: Path | None = None, most: int = files.MOST_BYTES) -> bytes:
        read.append(path.name)
        return whole(path, root, most)

    monkeypatch.setattr(files, "content", content)
    (tmp_path / "paper" / "log.txt").symlink_to(tmp_path / "outside" / "more.txt")
    (tmp_path / "paper" / "folder").symlink_to(tmp_path / "outside")
    assert cli.main(["build", "paper", "--to", "html", "--quiet"]) == 0
    assert "01-one.md" in read
    assert not {"log.txt", "more.txt"} & {*read}


def test_a_section_that_vanishes_while_it_is_built(
    hook: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for number in (1, 2, 3):  # to see whether it has changed, to build, to see whether it still has
        write(tmp_path / "paper", READ)
        with ahead_of_opening(tmp_path / "paper" / "01-one.md", number, None) as opened:
            code = cli.main(["build", "paper", "--to", "html", "--quiet"])
        assert opened
        assert code == (1 if number < 3 else 0)
    write(tmp_path / "paper", READ)
    assert cli.main(["build", "paper", "--to", "html", "--quiet"]) == 0


def test_a_ring_of_links_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError):
        files.content(tmp_path / "a", tmp_path)
