"""Repeats: what is found, to the character; what repeats rightly; hard inputs in little time."""

import random
import textwrap
import time
from itertools import pairwise
from pathlib import Path

import pytest

from octavo import pipeline
from octavo.diagnostics import Finding, Severity
from octavo.repeats import Passage, find


def prose(count: int, seed: int) -> str:
    """Sentences of made-up words, hardly any of them twice."""
    chance = random.Random(seed)
    small = ["the", "of", "a", "in"]
    words = [small[n % 4] if n % 3 == 0 else made(chance) for n in range(count)]
    for at in range(0, count, 14):
        words[at] = words[at].capitalize()
        if at:
            words[at - 1] += "."
    return " ".join(words) + "."


def made(chance: random.Random) -> str:
    return "".join(chance.choice(["ba", "lo", "ti", "ren", "mos", "ku", "vel"]) for _ in range(4))


def findings(folder: Path, *texts: str) -> list[Finding]:
    (folder / "report.toml").write_text('title = "T"\n', encoding="utf-8")
    for number, text in enumerate(texts, 1):
        (folder / f"0{number}-part.md").write_text(text, encoding="utf-8")
    rules = ("repeated_text", "doubled_word")
    return [found for found in pipeline.read(folder).findings if found.rule in rules]


def marked(text: str) -> tuple[str, list[str]]:
    """The text without `{{` and `}}`, and what stood between them."""
    parts = text.replace("}}", "{{").split("{{")
    return "".join(parts), parts[1::2]


PASSAGE = "The loan ran five years at one per cent, and most of it bought arms for the war in Korea"
ONE = f"{{{{{PASSAGE}.}}}}"
PLACES = {
    "within a sentence": f"Known: {{{{{PASSAGE}}}}}, as we saw.\n\nBut {{{{{PASSAGE}}}}} by 1952.",
    "with its full stop": f"{ONE} Then came peace.\n\nAnd so. {ONE} Truly.",
    "other marks": f"{ONE}\n\nSo: {{{{The *loan* ran\nfive years at one per cent, and most "
    "of it [@unknown, 3] bought arms for **the war** in Korea.}}",
    "in an inline note": f"{ONE}\n\nIndeed.^[Again: {ONE}]",
    "over two paragraphs": "I say {{the loans of that year came late. Stalin signed them in "
    "Moscow.\n\nMao paid them in grain and wool until 1965}}, it seems.\n\n# Later\n\n"
    "Yes, {{the loans of that year came late. Stalin signed them in Moscow. Mao paid them in "
    "grain and wool until 1965}} in full.",
    "a link, and a hyphen at a line's end": f"{ONE}\n\n{{{{The [loan](a-b.html) ran five "
    "years at one per cent, and most of it bought arms for the war in Ko-\nrea.}}",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_places_are_exact(text: str, tmp_path: Path) -> None:
    text, passages = marked(text)
    (found,) = findings(tmp_path, text + "\n")
    assert found.span is not None
    assert [*(twin.text for twin in found.related), found.span.text] == passages
    assert found.severity is Severity.ERROR


def test_a_raw_draft_whose_second_half_repeats_the_first(tmp_path: Path) -> None:
    """Hard-wrapped, no blank lines, breaking off, then again from mid-sentence on."""
    first = prose(380, 1)
    start = first.index(" ", 300) + 1
    half = first[start : start + 2000].rsplit(" ", 1)[0]
    draft = textwrap.fill(f"{first[: start + len(half)]}\n{half}", 100)
    (found,) = findings(tmp_path, draft + "\n")
    assert found.span is not None
    assert found.span.text.split() == half.split()
    assert found.span.end == len(draft)
    assert found.related[0].text.split() == half.split()
    assert found.related[0].end < found.span.start


def test_all_copies_of_a_passage_are_one_finding(tmp_path: Path) -> None:
    texts = [f"{prose(60, n)}\n\n{PASSAGE}.\n" for n in range(4)]
    (found,) = findings(tmp_path, *texts)
    assert found.message.startswith(f"{len(PASSAGE.split())} words stand here for the second of 4")
    assert len(found.related) == 3


def test_a_copy_over_the_border_of_two_files_is_cut_there(tmp_path: Path) -> None:
    end, start = prose(30, 7), prose(30, 8)
    copy = f"{prose(40, 4)}\n\n{end} {start}\n"
    found = findings(
        tmp_path, f"{prose(40, 2)} {end}\n", f"# Next\n\n{start} {prose(40, 3)}\n", copy
    )
    assert [twin.text for one in found for twin in one.related] == [end, start]


def test_a_reworded_passage_is_a_warning(tmp_path: Path) -> None:
    text = (
        "Soviet engineers built the steelworks at Wuhan, trained its foremen, and left blueprints "
        "for two furnaces behind them when they went home.\n\n"
        "Engineers from Moscow erected the steelworks at Wuhan, trained all of its foremen, and "
        "left some blueprints for two furnaces behind when they departed.\n"
    )
    (found,) = findings(tmp_path, text)
    assert found.severity is Severity.WARNING
    assert "of them the same" in found.message


RIGHTLY = {
    "quotations in the text": "He said “no law can stand for long upon ground that nobody walks”. "
    "Why?\n\nShe wrote “no law can stand for long upon ground that nobody walks”, and left.",
    "rows of a list": "- Adam Brennan came from Leeds and sold a lathe to the council at a fair "
    "price.\n- Clara Novak came from Ghent and sold a loom to the council at a fair price.",
    "rows of a table": "| What |\n|---|\n"
    + "| The first one of its kind stood in Leeds before the war began |\n" * 3,
    "references written by hand": "# Text\n\nWords.\n\n# References\n\n"
    + "Marsh, Edwin. A Long History of Rolling Mills and Dry Docks. Leeds: North, 1900.\n\n" * 2,
    "a long title": "The Royal Commission on the Distribution of the Industrial Population sat.\n\n"
    "Few read what the Royal Commission on the Distribution of the Industrial Population wrote.",
    "notes that only give a source": "One.[^1] Two.[^2]\n\n"
    + "".join(
        f"[^{n}]: Marsh, *History of the Rolling Mills of the North*, vol. 2, p. {n}.\n"
        for n in (1, 2)
    ),
    "code": f"`{PASSAGE}`\n\n`{PASSAGE}`\n\n```\n{PASSAGE}\n```\n",
    "a turn of phrase": "In the second half of the nineteenth century mills closed.\n\n"
    "In the second half of the nineteenth century ships sailed.",
}


@pytest.mark.parametrize("text", RIGHTLY.values(), ids=RIGHTLY)
def test_what_repeats_rightly(text: str, tmp_path: Path) -> None:
    assert findings(tmp_path, text + "\n") == []


HARD = {
    "the whole twice": [prose(4000, 1)] * 2,
    "a hundred words a hundred times": [prose(100, 1)] * 100,
    "one sentence a thousand times": ["The old mill by the river had closed before winter came."]
    * 1000,
    "one word ten thousand times": ["no " * 10_000],
    "nothing": [],
    "blank": ["", " "],
}


@pytest.mark.parametrize("texts", HARD.values(), ids=HARD)
def test_hard_inputs_take_seconds_at_most(texts: list[str]) -> None:
    start = time.process_time()
    found = find([Passage(text) for text in texts])
    assert time.process_time() - start < 5
    assert bool(found) == any(texts[:1])


def test_places_never_lie_outside_their_texts() -> None:
    chance = random.Random(3)
    for seed in range(30):
        words = prose(200, seed).split()
        texts = [" ".join(words[(at := chance.randrange(150)) : at + 50]) for _ in range(6)]
        for repeat in find([Passage(text, region=n % 3) for n, text in enumerate(texts)]):
            ends = [place.words for place in repeat.places]
            assert all(one[1] <= two[0] for one, two in pairwise(ends))
            for place in repeat.places:
                assert texts[place.passage][place.start].isalnum()
                assert texts[place.last_passage][place.end - 1].isalnum()
