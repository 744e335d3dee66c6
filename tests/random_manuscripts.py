"""Random manuscripts, each built and read back: is anything lost, moved or out of order?

    python tests/random_manuscripts.py --count 40 --seed 1 [--plain]

prints a row a manuscript and a sum. `--plain` builds them with WeasyPrint as it is, for comparison.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from octavo import engine, pipeline
from octavo.engine import mends
from octavo.model import Build

WORDS = """treaty alliance border credit congress letter party speech harbour railway steel harvest
minister envoy quarrel doctrine island frontier adviser notice loan talks winter summer army fleet
archive record memory comrade revolution peace war council province river city village engineer
plant railwayman translator protest silence answer demand promise visit journey""".split()
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><path d="M0 0h90v40z"/></svg>'
PLACES = ("paragraph", "list", "quotation", "table", "heading", "caption", "definition")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a random manuscript is made with."""

    size: str
    spacing: float
    font_size: str
    longest: int  # words of a note

    def __str__(self) -> str:
        return f"{self.size:6} {self.spacing:<3} {self.font_size:4} notes to {self.longest:3} words"


def settings(rng: random.Random, longest: int = 120) -> Settings:
    """Page, spacing and length of notes, drawn by chance."""
    size = rng.choice(["A4", "letter", "A5"])
    font = "10pt" if size == "A5" else rng.choice(["11pt", "12pt"])
    return Settings(size, rng.choice([1.0, 1.5, 2.0]), font, rng.choice([35, longest]))


def words(rng: random.Random, count: int) -> str:
    text = " ".join(rng.choice(WORDS) for _ in range(max(1, count)))
    return text[0].upper() + text[1:]


def manuscript(rng: random.Random, chosen: Settings, blocks: int = 30) -> str:
    """The text of a section with notes in all places that can hold them."""
    notes: list[str] = []

    def call() -> str:
        label = f"n{len(notes)}"
        notes.append(f"[^{label}]: {words(rng, rng.randint(4, chosen.longest))}.\n")
        return f"[^{label}]"

    def sentence() -> str:
        called = call() if rng.random() < 0.4 else ""
        return f"{words(rng, rng.randint(5, 25))}.{called}"

    def block() -> str:
        kind = rng.choices(PLACES, weights=[12, 2, 2, 1, 1, 1, 1])[0]
        if kind == "list":
            return "\n".join(f"- {sentence()}" for _ in range(rng.randint(2, 5)))
        if kind == "table":
            rows = "\n".join(f"| {words(rng, 3)}{call()} | {words(rng, 4)} |" for _ in range(3))
            return f"| {words(rng, 1)} | {words(rng, 1)} |\n|---|---|\n{rows}\n\n: {sentence()}"
        if kind == "caption":
            return f"![{sentence()}](dot.svg)"
        if kind == "definition":
            return f"{words(rng, 1)}\n:   {sentence()}"
        before = "> " if kind == "quotation" else ""
        if kind == "heading":
            before = f"## {words(rng, 4)}{call() if rng.random() < 0.3 else ''}\n\n"
        return before + " ".join(sentence() for _ in range(rng.randint(1, 6)))

    body = "\n\n".join(block() for _ in range(blocks))
    return f"# {words(rng, 3)}\n\n{body}\n\n" + "\n".join(notes)


def build(folder: Path, seed: int, longest: int = 120, blocks: int = 30) -> tuple[Settings, Build]:
    """A manuscript of this seed, as built."""
    rng = random.Random(seed)
    chosen = settings(rng, longest)
    (folder / "dot.svg").write_text(DOT, encoding="utf-8")
    (folder / "01-one.md").write_text(manuscript(rng, chosen, blocks), encoding="utf-8")
    (folder / "report.toml").write_text(
        f'title = "Random {seed}"\nlanguage = "en-GB"\n[page]\nsize = "{chosen.size}"\n'
        f'line_spacing = {chosen.spacing}\nfont_size = "{chosen.font_size}"\n'
        '[checks]\nrepeated_text = "off"\ndoubled_heading = "off"\n',
        encoding="utf-8",
    )
    return chosen, pipeline.build(folder, ("pdf",))


def faults(built: Build) -> list[str]:
    """What the read-back found."""
    return [finding.message for finding in built.findings if finding.rule == "lost_text"]


def main() -> None:
    """Build the manuscripts and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, default=120, help="words of the longest notes")
    parser.add_argument("--plain", action="store_true", help="WeasyPrint as it is")
    options = parser.parse_args()
    if options.plain:
        engine.load()
        for name in mends.names():
            mends.undo(mends.load(name))
    rows = list(_rows(options))
    lost = sum(bool(row) for row in rows)
    print(f"{len(rows)} manuscripts, {lost} with faults, {sum(rows)} faults")


def _rows(options: argparse.Namespace) -> Iterator[int]:
    for seed in range(options.seed, options.seed + options.count):
        with tempfile.TemporaryDirectory() as folder:
            chosen, built = build(Path(folder), seed, options.longest)
        found = faults(built)
        pages = len(built.outputs[0].pages) if built.outputs else 0
        print(f"{seed:4}  {chosen}  {pages:3} pages  {len(found)} faults", *found[:2], sep="  ")
        yield len(found)


if __name__ == "__main__":
    main()
