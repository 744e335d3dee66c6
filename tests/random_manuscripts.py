"""Random manuscripts, each built and read back: is a word lost, a note out of order?

    python tests/random_manuscripts.py --count 200 [--seed 1] [--plain]

prints a row a manuscript and a sum: the words that are on no page, the notes that do not begin on
the page of their number or not in its order, all that the read-back finds on the pages and in
the structure that is read aloud, and what else is wrong with the pages. `--plain` sets each
manuscript a second time with WeasyPrint as it is, and prints what that loses beside it.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from octavo import engine, pipeline, readback
from octavo.diagnostics import Finding, Severity
from octavo.engine import mends
from octavo.model import Build

WORDS = """treaty alliance border credit congress letter party speech harbour railway steel harvest
minister envoy quarrel doctrine island frontier adviser notice loan talks winter summer army fleet
archive record memory comrade revolution peace war council province river city village engineer
plant railwayman translator protest silence answer demand promise visit journey""".split()
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><path d="M0 0h90v40z"/></svg>'
PLACES = ("paragraph", "list", "quotation", "table", "heading", "caption", "definition")


# Words of the longest notes, and how many blocks are enough then.
LENGTHS: Mapping[int, int] = {35: 14, 120: 14, 300: 9, 900: 5}
SHORT, BRIEF = 35, 120  # words of a note: of which there are some in a line; some on a page
LINE = 12  # words: more than a line has
OWN = "html {{orphans: {lines}; widows: {lines}}}\n"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a random manuscript is made with."""

    size: str
    spacing: float
    font_size: str
    lines: int  # that stand together at least, at the end of a page and at the top of the next
    longest: int  # words of a note

    def __str__(self) -> str:
        page = f"{self.size:6} {self.spacing:<3} {self.font_size:4}"
        return f"{page} {self.lines} lines, notes to {self.longest:3} words"


def settings(rng: random.Random, longest: int | None = None) -> Settings:
    """Page, spacing, orphans and widows, and length of notes, drawn by chance."""
    size = rng.choice(["A4", "letter", "A5"])
    font = "10pt" if size == "A5" else rng.choice(["11pt", "12pt"])
    drawn = rng.choices(list(LENGTHS), weights=[6, 8, 3, 1])[0]
    return Settings(size, rng.choice([1.0, 1.5, 2.0]), font, rng.choice([2, 3]), longest or drawn)


class Writer:
    """Writes sections in which no word stands twice, so that each can be looked for."""

    def __init__(self, rng: random.Random, longest: int) -> None:
        self.rng, self.longest = rng, longest
        self.notes: list[str] = []
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.endings = map("".join, itertools.product(letters, repeat=3))

    def words(self, count: int) -> str:
        """So many words."""
        text = " ".join(self.rng.choice(WORDS) + next(self.endings) for _ in range(count))
        return text[0].upper() + text[1:]

    def call(self) -> str:
        """A call, seldom two or three in one place, all but the last of short notes.

        Nothing can stand behind a note that goes on overleaf: of a line's notes only the last one
        can be so long, whoever sets the page.
        """
        lengths = [SHORT] * self.rng.choices([0, 1, 2], weights=[12, 2, 1])[0] + [self.longest]
        return "".join(self.note(self.rng.randint(4, length)) for length in lengths)

    def note(self, length: int) -> str:
        """A note of so many words; gives its call."""
        label = f"n{len(self.notes)}"
        self.notes.append(f"[^{label}]: {self.words(length)}.\n")
        return f"[^{label}]"

    def sentence(self) -> str:
        """A sentence, often with a note; if notes are short, seldom with one in its middle too."""
        brief = self.longest <= BRIEF
        middle = f"{self.call()} {self.words(3)}" if brief and self.rng.random() < 0.1 else ""
        called = self.call() if self.rng.random() < 0.4 else ""
        return f"{self.words(self.rng.randint(5 if brief else LINE, 25))}{middle}.{called}"

    def block(self) -> str:
        """A paragraph, or whatever else can hold a note."""
        rng = self.rng
        kind = rng.choices(PLACES, weights=[12, 2, 2, 1, 2, 1, 1])[0]
        if kind == "list":
            return "\n".join(f"- {self.sentence()}" for _ in range(rng.randint(2, 5)))
        if kind == "table":
            row = f"| {self.words(3)}{self.call()} | {self.words(4)} |"
            rows = [row, *(f"| {self.words(3)}{self.call()} | {self.words(4)} |" for _ in "ab")]
            head = f"| {self.words(1)} | {self.words(1)} |\n|---|---|\n"
            return head + "\n".join(rows) + f"\n\n: {self.sentence()}"
        if kind == "caption":
            return f"![{self.sentence()}](dot.svg)"
        if kind == "definition":
            return f"{self.words(1)}\n:   {self.sentence()}"
        before = "> " if kind == "quotation" else ""
        if kind == "heading":
            before = f"## {self.words(4)}{self.call() if rng.random() < 0.3 else ''}\n\n"
        return before + " ".join(self.sentence() for _ in range(rng.randint(1, 6)))

    def section(self, blocks: int) -> str:
        """A section of so many blocks, and its notes."""
        body = "\n\n".join(self.block() for _ in range(blocks))
        return f"# {self.words(3)}\n\n{body}\n\n" + "\n".join(self.notes)


def write(folder: Path, seed: int, longest: int | None = None) -> Settings:
    """Write the manuscript of this seed into a folder."""
    rng = random.Random(seed)
    chosen = settings(rng, longest)
    (folder / "dot.svg").write_text(DOT, encoding="utf-8")
    text = Writer(rng, chosen.longest).section(LENGTHS.get(chosen.longest, 14))
    (folder / "01-one.md").write_text(text, encoding="utf-8")
    (folder / "report.toml").write_text(
        f'title = "Random {seed}"\nlanguage = "en-GB"\n[page]\nsize = "{chosen.size}"\n'
        f'line_spacing = {chosen.spacing}\nfont_size = "{chosen.font_size}"\n',
        encoding="utf-8",
    )
    styles = folder / "assets" / "styles"
    styles.mkdir(parents=True, exist_ok=True)
    (styles / "own.css").write_text(OWN.format(lines=chosen.lines), encoding="utf-8")
    return chosen


def build(folder: Path, seed: int, longest: int | None = None) -> tuple[Settings, Build]:
    """The manuscript of this seed, as built."""
    return write(folder, seed, longest), pipeline.build(folder, ("pdf",))


@contextmanager
def plain() -> Iterator[None]:
    """WeasyPrint as it is."""
    engine.load()
    for name in mends.names():
        mends.undo(mends.load(name))
    try:
        yield
    finally:
        for name in mends.names():
            mends.apply(mends.load(name))


# --- what came of it -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """Words on no page, notes out of order or on a wrong page, and what the checks found.

    `faults` is all that the read-back finds on the pages, `unsaid` what it misses in the structure,
    `looks` what else is wrong with the pages.
    """

    words: int
    notes: int
    faults: tuple[str, ...]
    unsaid: tuple[str, ...]
    looks: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.words:5} words lost {self.notes:3} notes astray {len(self.faults):3} faults "
            f"{len(self.unsaid):3} unsaid {len(self.looks):2} looks"
        )


def result(built: Build, text: str) -> Result:
    """What was lost of a section's text."""
    found = tuple(faults(built))
    astray = [said for said in found if said.startswith("note") and _is_astray(said)]
    unsaid = [f.message for f in built.findings if f.rule == "lost_text" and not _is_error(f)]
    looks = [f"{f.rule} on page {f.page}" for f in built.findings if f.rule not in NOT_LOOKED_AT]
    return Result(len(lost(built, text)), len(astray), found, tuple(unsaid), tuple(looks))


# Words of so many letters leave wide gaps on A5.
NOT_LOOKED_AT = ("lost_text", "loose_line")


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _is_astray(message: str) -> bool:
    return "out of order" in message or "begins on page" in message


def faults(built: Build) -> list[str]:
    """What the read-back found on the pages."""
    return [f.message for f in built.findings if f.rule == "lost_text" and _is_error(f)]


def lost(built: Build, text: str) -> set[str]:
    """The words of a section's text that stand on no page."""
    pdf = readback.read(built.outputs[0])
    pages = (re.sub(r"-[\s•]*$", PARTED, page) for page in (*pdf.text, *pdf.notes, *pdf.floats))
    printed = set(_words("\n".join(pages)))
    return set(_words(re.sub(r"\[\^\w+\]|dot\.svg", " ", text))) - printed


PARTED = "\x02"  # in the place of the hyphen of a word that is parted at a line's end


def _words(text: str) -> Iterator[str]:
    """The words of a text, those put together again that are parted at a line's end."""
    return (
        word.casefold()
        for word in re.findall(r"[^\W\d_]+", re.sub(r"[\x02\xad][\W\d_]*", "", text))
    )


def main() -> None:
    """Build the manuscripts and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, help="words of the longest notes")
    parser.add_argument("--plain", action="store_true", help="WeasyPrint as it is, beside it")
    options = parser.parse_args()
    rows = list(_rows(options))
    print(f"{len(rows)} manuscripts", *map(_sum, zip(*rows, strict=True)), sep="\n")


def _sum(results: tuple[Result, ...]) -> str:
    words, notes = sum(r.words for r in results), sum(r.notes for r in results)
    bad = sum(bool(r.words or r.faults) for r in results)
    looks = Counter(said.split()[0] for r in results for said in r.looks)
    unsaid = sum(len(r.unsaid) for r in results)
    return (
        f"{words} words lost, {notes} notes astray, {bad} manuscripts with any such fault; "
        f"{unsaid} blocks unsaid; {dict(looks)}"
    )


def _rows(options: argparse.Namespace) -> Iterator[tuple[Result, ...]]:
    for seed in range(options.seed, options.seed + options.count):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            chosen, built = build(folder, seed, options.longest)
            text = (folder / "01-one.md").read_text("utf-8")
            row = [result(built, text)]
            if options.plain:
                with plain():
                    row.append(result(build(folder, seed, options.longest)[1], text))
        pages = len(built.outputs[0].pages)
        said = (*row[0].faults[:2], *row[0].unsaid[:1], *row[0].looks[:3])
        print(f"{seed:4}  {chosen}  {pages:3} pages", *row, *said, sep="  ", flush=True)
        yield tuple(row)


if __name__ == "__main__":
    main()
