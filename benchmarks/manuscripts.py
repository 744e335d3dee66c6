"""Write a report of a given size from a seed: what the benchmarks build, like no one's essay.

S is a student's essay, M a thesis, L a very large book:

    python benchmarks/manuscripts.py M /tmp/thesis
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything; `works` are in the bibliography."""

    words: int
    notes: int
    tables: int
    figures: int
    sections: int
    works: int


SIZES = {
    "S": Size(4_500, 110, 2, 3, 10, 40),
    "M": Size(30_000, 600, 20, 15, 12, 150),
    "L": Size(300_000, 3_200, 60, 40, 40, 600),
}
STARTS = "b br c ch d dr f g gr h j k l m n p pl qu r s sh st t tr v w".split()
MIDDLES = "a e i o u ai ea ou".split()
ENDS = [*"n r s t l m nd st rk th ck ng".split(), *[""] * 6]


class Language:
    """A made-up language: words as unevenly frequent as those of a real one (Zipf's law)."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        found: dict[str, None] = {}
        while len(found) < 6_000:
            syllables = chance.choices((1, 2, 3, 4), (2, 5, 3, 1))[0]
            found.setdefault("".join(self._syllable() for _ in range(syllables)))
        self.words = list(found)
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def _syllable(self) -> str:
        return "".join(map(self.chance.choice, (STARTS, MIDDLES, ENDS)))

    def text(self, count: int) -> list[str]:
        """So many words, none twice in a row."""
        words: list[str] = []
        while len(words) < count:
            (word,) = self.chance.choices(self.words, cum_weights=self.weights)
            if word not in words[-1:]:
                words.append(word)
        return words

    def sentence(self, mark: str = "") -> str:
        """A sentence, with what is to stand before its full stop."""
        words = self.text(self.chance.randint(8, 26))
        if len(words) > 14:
            words[len(words) // 2] += ","
        said = " ".join(words)
        return f"{said[0].upper()}{said[1:]}{mark}."

    def title(self) -> str:
        """A few words in title case."""
        return " ".join(word.capitalize() for word in self.text(self.chance.randint(2, 5)))


def write(size: Size, folder: Path, seed: int = 1) -> None:
    """Write the manuscript into a new folder."""
    chance = random.Random(seed)
    language = Language(chance)
    folder.mkdir(parents=True)
    (folder / "report.toml").write_text(
        'title = "A Report Made to Be Measured"\nauthors = ["A Generator"]\n'
        "date = 2026-01-01\n[checks]\nuncited_reference = 'off'\n",
        "utf-8",
    )
    works = [_work(number, language) for number in range(size.works)]
    (folder / "references.json").write_text(json.dumps(works, indent=1), "utf-8")
    (folder / "assets").mkdir()
    for number in range(size.sections):
        text = _section(number, size, language, folder)
        (folder / f"{number + 1:02}-part.md").write_text(text, "utf-8")


def _work(number: int, language: Language) -> dict[str, object]:
    chance = language.chance
    author = {"family": language.title().split()[0], "given": language.title().split()[0]}
    work: dict[str, object] = {
        "id": f"work{number}",
        "title": language.title(),
        "author": [author],
        "issued": {"date-parts": [[chance.randint(1950, 2020)]]},
    }
    if chance.random() < 0.5:
        return {**work, "type": "book", "publisher": language.title(), "publisher-place": "Bern"}
    journal = {"container-title": language.title(), "volume": str(chance.randint(1, 60))}
    return {**work, "type": "article-journal", **journal, "page": "1-400"}


def _section(number: int, size: Size, language: Language, folder: Path) -> str:
    chance = language.chance
    parts = [f"# {language.title()}"]
    left, notes = _share(size.words, number, size), _share(size.notes, number, size)
    sentences = max(1, left // 17)
    noted = set(chance.sample(range(sentences), min(notes, sentences)))
    prose: list[str] = []
    paragraph: list[str] = []
    for at in range(sentences):
        mark = ""
        if at in noted:
            key, page = chance.randrange(size.works), chance.randint(1, 399)
            cited = f"[@work{key}, {page}]"
            if chance.random() < 0.25:
                name = f"n{at}"
                prose.append(f"[^{name}]: {language.sentence()} See {cited}.")
                mark = f"[^{name}]"
            else:
                mark = f" {cited}"
        paragraph.append(language.sentence(mark))
        if len(paragraph) >= chance.randint(4, 9):
            parts.append(" ".join(paragraph))
            paragraph = []
            if chance.random() < 0.06:
                parts.append(f"## {language.title()}")
    parts.append(" ".join(paragraph))
    for one in range(_share(size.tables, number, size)):
        parts.insert(chance.randint(1, len(parts)), _table(f"{number}-{one}", language))
    for one in range(_share(size.figures, number, size)):
        parts.insert(chance.randint(1, len(parts)), _figure(f"{number}-{one}", language, folder))
    return "\n\n".join([part for part in parts if part] + prose) + "\n"


def _share(whole: int, number: int, size: Size) -> int:
    """A section's part of a number, so that all parts add up to it."""
    return whole * (number + 1) // size.sections - whole * number // size.sections


def _table(name: str, language: Language) -> str:
    rows = [
        f"| {' '.join(language.text(2))} | {language.chance.randint(1, 9999)} |" for _ in range(8)
    ]
    head = f"| {language.title()} | Number |\n|---|---:|"
    return f"{head}\n" + "\n".join(rows) + f"\n\nTable: {language.title()} {{#tbl:t{name}}}"


def _figure(name: str, language: Language, folder: Path) -> str:
    rows = [f"{1950 + n},{language.chance.randint(10, 900)}" for n in range(12)]
    (folder / "assets" / f"f{name}.csv").write_text(
        "year,amount\n" + "\n".join(rows) + "\n", "utf-8"
    )
    (folder / "assets" / f"f{name}.svg").write_text(_drawn(rows), "utf-8")
    block = f'```chart\nkind = "bars"\ndata = "f{name}.csv"\nx = "year"\ny = "amount"\n```'
    return f"{block}\n\n: {language.title()} {{#fig:f{name}}}"


def _drawn(rows: list[str]) -> str:
    """The same bars as a picture, for builders that draw none."""
    bars = "".join(
        f'<rect x="60" y="{n * 20}" width="{int(row.split(",")[1]) / 3:.0f}" height="14"/>'
        f'<text x="0" y="{n * 20 + 12}" font-size="12">{row.split(",")[0]}</text>'
        for n, row in enumerate(rows)
    )
    size = f'viewBox="0 0 400 {len(rows) * 20}" width="400" height="{len(rows) * 20}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{bars}</svg>'


if __name__ == "__main__":
    write(SIZES[sys.argv[1]], Path(sys.argv[2]))
