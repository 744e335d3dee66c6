"""A warm build gives what a cold one gives, whatever changed in between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo import pipeline, render
from octavo.markup import Medium
from octavo.memory import Memory

SECTIONS = Path(__file__).parent.parent / "sections"


def page(root: Path, memory: Memory) -> str:
    made = pipeline.draft(root, (), memory)
    return render.render(made.document, made.language, Medium.SCREEN, memory=memory)


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
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_warm_build_equals_a_cold_one(tmp_path: Path, what: str) -> None:
    root = tmp_path / "essay"
    shutil.copytree(SECTIONS, root)
    memory = Memory()
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
