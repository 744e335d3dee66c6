"""The plain text and the one Markdown file: what they look like, and that no word is lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from octavo import pipeline
from octavo.checks import _passages
from octavo.checks._printed import letters
from octavo.model import plain

CASES = Path(__file__).parent / "cases" / "plain" / "all.md"
FORMATS = ("txt", "md")


def parts() -> list[str]:
    """The Markdown of the case, and what comes of it in each format."""
    text = CASES.read_text("utf-8").split("\n", 1)[1]
    return re.split(r"^>>> \w+\n", text, flags=re.M)


def came(folder: Path) -> list[str]:
    """The texts that come of the case, from its first heading on."""
    (folder / "report.toml").write_text('title = "Report"\n', encoding="utf-8")
    (folder / "01.md").write_text(parts()[0], encoding="utf-8")
    built = pipeline.build(folder, FORMATS)
    texts = [output.data.decode() for output in built.outputs]
    return [text[re.search("^(# )?1 Causes", text, re.M).start() :] for text in texts]  # type: ignore[union-attr]


def test_what_comes_of_a_text(tmp_path: Path) -> None:
    texts = came(tmp_path)
    if os.environ.get("UPDATE"):
        head = CASES.read_text("utf-8").split("\n", 1)[0]
        shown = "".join(f">>> {name}\n{text}" for name, text in zip(FORMATS, texts, strict=True))
        CASES.write_text(f"{head}\n{parts()[0]}{shown}", encoding="utf-8")
    assert texts == parts()[1:]


@pytest.mark.parametrize("form", FORMATS)
def test_every_block_of_the_essay_is_there_in_order(form: str) -> None:
    built = pipeline.build(Path(__file__).parent.parent / "sections", (form,))
    assert built.document is not None
    read, at = only_letters(built.outputs[0].data.decode()), 0
    running, notes = _passages.passages(built.document)
    assert len(running) > 100 < len(notes)
    for passage in (*running, *notes):
        said = only_letters(plain(passage.block))
        at = read.index(said, at) + len(said)


def only_letters(text: str) -> str:
    """Letters and digits, without calls of notes (years are none) and pictures' data."""
    text = re.sub(r"\[\^?\d{1,3}\]|\(data:[^)]*\)", "", text)
    return "".join(filter(str.isalnum, letters(text)))
