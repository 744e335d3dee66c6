"""A warm build gives what a cold one gives, whatever changed in between."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.memory import Memory
from octavo.preview import scene

SECTIONS = Path(__file__).parent.parent / "sections"


def page(root: Path, memory: Memory) -> str:
    """The page as the preview has it, and what is wrong with it."""
    made = scene.make(root, (), memory)
    html = made.page.head + made.page.body if made.page else ""
    return "\n".join((html, *map(repr, made.draft.findings if made.draft else made.faults)))


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (path,) = root.glob(name)
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


def added(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return change


CHANGES = {
    "a section": replaced("04-*.md", "the quarrel began", "the quarrel broke out"),
    "a work": replaced("references.json", "Lüthi", "Luethi"),
    "the language": replaced("report.toml", "en-GB", "de"),
    "the style": replaced("report.toml", "chicago-notes-bibliography", "apa"),
    "a template": added("templates/parts/close.html", "<p>closed</p>"),
    "a style sheet": added("assets/styles/own.css", "p { color: red }"),
    "a word of the language": added(
        "assets/languages/en-GB.toml", '[words]\ncontents = "What stands where"\n'
    ),
    "the data of a chart": added("assets/essay/steel.csv", "year,steel\n1950,1\n1951,2\n"),
    "a section more": added("05b-more.md", "# More\n\nSaid [@luthi2008, 3].[^a]\n\n[^a]: So.\n"),
}


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("what", CHANGES)
def test_a_warm_build_equals_a_cold_one(tmp_path: Path, what: str, lasting: bool) -> None:
    root = tmp_path / "essay"
    shutil.copytree(SECTIONS, root)
    memory = Memory(lasting=lasting)
    before = page(root, memory)
    CHANGES[what](root)
    warm = page(root, memory.next())
    assert warm == page(root, Memory())
    assert warm != before


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    made: list[str] = []

    def make() -> int:
        made.append("made")
        return 1

    memory = Memory()
    memory("a", make)
    memory = memory.next()
    memory("a", make)
    assert made == ["made"]
    memory.next().next()("a", make)
    assert made == ["made", "made"]


PARTS = (
    "It was said [@smith, 3].",
    "See @jones, and [see @jones, 4; @smith].",
    "A note.[^{n}]\n\n[^{n}]: Its text [@smith, 5], and @fig:p.",
    "# Heading {n}\n\nText below it.",
    "## Lower {n} {{#sec:s{n}}}\n\nText further below.",
    "See @sec:s{n}, @fig:p and @tbl:t.",
    "![A picture of it](p.svg){{#fig:p}}",
    "a | b\n--|--\n1 | 2\n\nTable: Two {{#tbl:t}}",
    '```chart\ndata = "d.csv"\nkind = "bars"\nx = "year"\ny = "sum"\n```\nA chart. {{#fig:c{n}}}',
    "> A quotation, p. {n}.",
    "- one\n- {n}",
    "{{bibliography}}",
    "Plain prose, said once more, 1 October {n}.",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="{n}"/></svg>'
BIB = "@book{{smith, author={{Smith, Jo}}, title={{Ships {n}}}, year=1990, publisher={{P}}}}\n"
BIB += "@book{{jones, author={{Jones, A}}, title={{Jade}}, year=1991, publisher={{P}}}}\n"


def edited(root: Path, number: int, chance: random.Random) -> None:
    """One edit of any kind: of a paragraph, a file, a picture, the data, the works."""
    path = root / f"0{chance.randrange(4)}-x.md"
    parts = path.read_text("utf-8").split("\n\n") if path.exists() else []
    at, kind = chance.randrange(len(parts) + 1), chance.randrange(12)
    if kind == 0:
        path.unlink(missing_ok=True)
    elif kind == 1:
        (root / "p.svg").write_text(SVG.format(n=number), "utf-8")
    elif kind == 2:
        (root / "d.csv").write_text(f"year,sum\n1950,{number}\n1951,3\n", "utf-8")
    elif kind == 3:
        (root / "references.bib").write_text(BIB.format(n=number), "utf-8")
    else:
        parts[at : at + chance.randrange(2)] = [chance.choice(PARTS).format(n=number % 7)]
        path.write_text("\n\n".join(parts), "utf-8")


def test_many_edits_in_a_row_end_like_a_fresh_build(tmp_path: Path) -> None:
    chance = random.Random(1950)
    (tmp_path / "report.toml").write_text('title = "T"\nauthors = ["A"]\n', "utf-8")
    (tmp_path / "00-x.md").write_text("# First\n\nText.\n", "utf-8")
    memory = Memory(lasting=True)
    for number in range(80):
        edited(tmp_path, number, chance)
        memory = memory.next()
        warm = page(tmp_path, memory)
        styles = {key: made for key, made in memory.results().items() if key[0] == "style"}  # type: ignore[index]
        assert warm == page(tmp_path, Memory.of(styles)), f"after edit {number}"


def test_what_comes_out_equal_is_the_same_object() -> None:
    memory = Memory(lasting=True)
    (first,) = memory.each("x", ["a"], 1, lambda item: [item])
    memory = memory.next()
    (again,) = memory.each("x", ["a"], 2, lambda item: [item])
    assert again is first
    memory = memory.next()
    (other,) = memory.each("x", ["b"], 2, lambda item: [item])
    assert other == ["b"]
    assert Memory().each("x", ["a"], 1, lambda item: [item]) == (["a"],)
