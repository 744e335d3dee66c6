"""Import: raw drafts like the one the project began with, made at random of the essay's sentences.

Hard-wrapped, in any encoding, with or without page numbers, the second half repeats the first from
mid-sentence on, and the end breaks off.
"""

import random
import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import casefiles
import pytest
from drafts import build, letters, printed, prove_nothing_lost, sections

from octavo import importers

# Of the built-in essay as it was once: a change to it must not change what is tested here.
SENTENCES = (casefiles.HERE / "import" / "sentences.txt").read_text("utf-8").splitlines()


@dataclass(frozen=True)
class Raw:
    """A raw draft: its text, what it says once, and how many words it says again."""

    text: str
    once: str
    again: int


def paragraphs(chance: random.Random) -> list[list[str]]:
    """The words of some paragraphs."""
    chosen = chance.sample(SENTENCES, chance.randint(18, 40))
    parts: list[list[str]] = []
    while chosen:
        size = chance.randint(2, 5)
        parts.append(" ".join(chosen[:size]).split())
        chosen = chosen[size:]
    return parts


def draft(chance: random.Random, *, edits: int = 0) -> Raw:
    """A draft whose end repeats its beginning from the middle of a sentence, and breaks off."""
    parts = paragraphs(chance)
    flat = [word for part in parts for word in [*part, "\n\n"]][:-1]
    inside = [at for at in range(3, len(flat) // 2) if flat[at][0].islower()]
    start = chance.choice(inside)
    most = len(flat) - start - 10
    copy = flat[start : start + chance.randint(min(60, most), most)]
    while copy[-1] == "\n\n" or copy[-1].endswith("."):
        copy.pop()
    copy[-1] = copy[-1][: max(1, len(copy[-1]) - chance.randint(0, 2))]  # it breaks off in a word
    for at in chance.sample(range(10, len(copy) - 10), edits):
        copy[at] = copy[at] if copy[at] == "\n\n" else "otherwise"
    blocks = " ".join([*flat, *copy]).split("\n\n")
    width = chance.choice([46, 60, 72, 80, 10_000])
    indent = chance.choice(["", "", "    "])
    text = "\n\n".join(
        textwrap.fill(block.strip(), width, initial_indent=indent, break_on_hyphens=False)
        for block in blocks
    )
    once = " ".join(flat)
    return Raw(text, once, sum(word != "\n\n" for word in copy))


def with_pages(text: str, chance: random.Random) -> str:
    """The text with a page number, and sometimes a running head, after every so many lines."""
    lines, size = text.split("\n"), chance.randint(22, 40)
    head = chance.choice(["", "Student of History"])
    feed = chance.choice(["", "\f"])
    pages = [lines[at : at + size] for at in range(0, len(lines), size)]
    done: list[str] = []
    for number, page in enumerate(pages, 1):
        tops = ["", head, ""] if head and number > 1 and len(pages) > 2 else []
        done += [*tops, *page, "", chance.choice([f"- {number} -", f"Page {number}"]), feed]
    return "\n".join(done)


def repeats(text: str, length: int = 12) -> list[tuple[str, ...]]:
    """The runs of so many words that stand twice."""
    words = re.findall(r"\w+", text)
    runs = Counter(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
    return [run for run, count in runs.items() if count > 1]


@pytest.mark.parametrize("seed", range(40))
def test_a_draft_that_repeats_itself_and_breaks_off(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    raw = draft(chance)
    text = with_pages(raw.text, chance) if seed % 3 == 0 else raw.text
    encoding = chance.choice(["utf-8", "utf-16", "utf-8-sig", "utf-32-be"])
    newline = chance.choice(["\n", "\r\n", "\r"])
    path = tmp_path / "draft.txt"
    path.write_bytes(text.replace("\n", newline).encode(encoding))
    made = importers.make(path)
    prove_nothing_lost(made, text)
    assert sections(made) == letters(raw.once)
    said = {finding.rule: finding for finding in made.findings}
    assert said["repeated_text"].message.startswith(f"{raw.again} words stand here a second time")
    assert "breaks off in the middle of a sentence" in said["broken_end"].message
    assert repeats(printed(build(made, tmp_path / "paper"))) == []


@pytest.mark.parametrize("seed", range(100, 120))
def test_a_copy_with_small_edits_goes_too(seed: int, tmp_path: Path) -> None:
    raw = draft(random.Random(seed), edits=3)
    path = tmp_path / "draft.txt"
    path.write_text(raw.text, encoding="utf-8")
    made = importers.make(path)
    prove_nothing_lost(made, raw.text)
    kept = printed(build(made, tmp_path / "paper"))
    assert repeats(kept, 15) == []
    assert letters(raw.once) in letters(kept)
