"""Measures how well repeats are found: python benchmarks/repeats.py FOLDER [--cases N] [--tuning]

Texts are fetched into FOLDER with npm and apt-get. In each case copies are planted in 3,000 words
of prose, and what repeats rightly is added; every fifth case has no copies. The whole of Octavo
reads it, so that places are measured too. A finding is right if at least half of it lies in a
planted pair on both sides; a pair is found if right findings cover half of both its sides.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import repeats_plant as plant
import repeats_texts as texts
from repeats_case import Case, Side

from octavo import pipeline
from octavo.diagnostics import Finding, Span
from octavo.repeats import Passage, find

RULES = ("repeated_text", "doubled_word")
SIZES = (5_000, 30_000, 299_000, 3_000_000)  # words
LOOSE = 3  # characters by which bounds may miss and still be called exact
REFERENCES = '[{"id": "luthi2008", "type": "book", "title": "The Split"}]'
Pair = tuple[Side, Side]


@dataclass
class Score:
    """The counts of a run."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    false_in_negative: int = 0
    words: int = 0
    negative_words: int = 0


def main() -> None:
    """Plant, look, count; print the table, what was found wrongly, and the times."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="where the texts are, or are to be put")
    options.add_argument("--cases", type=int, default=240, help="at most, of 3,000 words")
    options.add_argument("--tuning", action="store_true", help="the parts thresholds were set by")
    options.add_argument("--missed", action="store_true", help="print what was not found")
    options.add_argument("--no-times", action="store_true")
    chosen = options.parse_args()
    books = texts.books(chosen.folder)
    thesaurus = texts.Thesaurus(chosen.folder)
    score = Score()
    for case in plant.cases(books, thesaurus, chosen.cases, final=not chosen.tuning):
        _measure(case, score, chosen.missed)
    _report(score)
    if not chosen.no_times:
        _times(books)


# --- one case ----------------------------------------------------------------------------


def _measure(case: Case, score: Score, missed: bool) -> None:
    files, planted = case.written()
    words = sum(len(text.split()) for text in files)
    score.words += words
    score.negative_words += 0 if planted else words
    found = list(_found(files))
    shares: dict[int, list[Pair]] = {}
    for finding, pairs in found:
        right = [(n, pair) for pair in pairs for n, truth in enumerate(planted) if _in(pair, truth)]
        for number, pair in right:
            shares.setdefault(number, []).append(pair)
            score.findings[planted[number][0]] += 1
        if not right:
            score.false.append(_shown(case.name, finding))
            score.false_in_negative += not planted
    for number, (kind, one, two) in enumerate(planted):
        score.planted[kind] += 1
        pairs = shares.get(number, [])
        covers = all(_covered(side, pairs) >= (side[2] - side[1]) / 2 for side in (one, two))
        score.found[kind] += covers
        exact = any(_is_exact(pair, (one, two)) for pair in pairs)
        score.exact[kind] += exact
        if missed and covers and not exact:
            print(
                f"loose {kind}:\n   {_texts(files, one)}\n   {_texts(files, two)}\n   ->",
                file=sys.stderr,
            )
            for pair in pairs:
                print(*(f"   {_texts(files, side)}" for side in pair), sep="\n", file=sys.stderr)
        if missed and not covers:
            print(f"missed {kind}: {files[two[0]][two[1] : two[2]]!r}", file=sys.stderr)


def _texts(files: Sequence[str], side: Side) -> str:
    around = 25
    text = files[side[0]]
    start, end = text[max(0, side[1] - around) : side[1]], text[side[2] : side[2] + around]
    head, tail = (
        text[side[1] : min(side[2], side[1] + 50)],
        text[max(side[1], side[2] - 50) : side[2]],
    )
    return f"{start}[[{head} ... {tail}]]{end}".replace("\n", "⏎")


def _found(files: Sequence[str]) -> Iterator[tuple[Finding, list[Pair]]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.toml").write_text('title = "T"\n', encoding="utf-8")
        (folder / "references.json").write_text(REFERENCES, encoding="utf-8")
        for number, text in enumerate(files):
            (folder / f"0{number + 1}-part.md").write_text(text, encoding="utf-8")
        for finding in pipeline.read(folder).findings:
            if finding.rule in RULES and finding.span:
                sides = [_side(span) for span in (finding.span, *finding.related)]
                yield finding, list(combinations(sides, 2)) or [(sides[0], sides[0])]


def _side(span: Span) -> Side:
    return int(span.source.path.name[:2]) - 1, span.start, span.end


def _overlap(one: Side, two: Side) -> int:
    return max(0, min(one[2], two[2]) - max(one[1], two[1])) if one[0] == two[0] else 0


def _in(pair: Pair, truth: tuple[str, Side, Side]) -> bool:
    kind, *sides = truth
    if pair[0] == pair[1]:  # a doubled word
        return kind == "doubled word" and any(_overlap(pair[0], side) for side in sides)
    return any(
        all(2 * _overlap(a, b) >= a[2] - a[1] for a, b in zip(pair, order, strict=True))
        for order in (sides, sides[::-1])
    )


def _covered(side: Side, pairs: Sequence[Pair]) -> int:
    if any(pair[0] == pair[1] for pair in pairs):
        return side[2] - side[1]
    return len(
        {
            at
            for pair in pairs
            for place in pair
            if place[0] == side[0]
            for at in range(max(place[1], side[1]), min(place[2], side[2]))
        }
    )


def _is_exact(pair: Pair, truth: Pair) -> bool:
    return any(
        all(
            a[0] == b[0] and abs(a[1] - b[1]) <= LOOSE and abs(a[2] - b[2]) <= LOOSE
            for a, b in zip(pair, order, strict=True)
        )
        for order in (truth, truth[::-1])
    )


def _shown(case: str, finding: Finding) -> str:
    places = [span for span in (*finding.related, finding.span) if span]
    shown = "\n".join(f"      {' '.join(span.text.split())}" for span in places)
    return f"  {case}: {finding.message.split(';')[0]}\n{shown}"


# --- the table ---------------------------------------------------------------------------


def _report(score: Score) -> None:
    print(f"texts: {', '.join(texts.PACKAGES)}")
    print(f"{score.words:,} words, {score.planted.total():,} planted repeats\n")
    print(f"{'kind':32}{'planted':>8}{'recall':>8}{'findings':>10}{'exact':>8}")
    for kind in sorted(score.planted, key=_natural):
        planted = score.planted[kind]
        print(
            f"{kind:32}{planted:8}{score.found[kind] / planted:8.2f}"
            f"{score.findings[kind] / max(1, score.found[kind]):10.2f}"
            f"{score.exact[kind] / planted:8.2f}"
        )
    right, false = score.findings.total(), len(score.false)
    print(f"\nrecall     {score.found.total() / score.planted.total():.3f}")
    print(f"precision  {right / (right + false):.3f}")
    print(f"false findings per 10,000 words: {1e4 * false / score.words:.2f} in all cases,")
    print(
        f"  {1e4 * score.false_in_negative / max(1, score.negative_words):.2f} in the "
        f"{score.negative_words:,} words of cases without repeats"
    )
    print("\nfalse findings:", *score.false, sep="\n")


def _natural(kind: str) -> tuple[str, int]:
    digits = "".join(filter(str.isdigit, kind))
    return kind.rstrip("0123456789-"), int(digits or 0)


def _times(books: Sequence[texts.Book]) -> None:
    """CPU seconds for texts of several lengths, the longest made of all the books."""
    flow = [text for book in books for part in book.parts.values() for text in part]
    flow += flow  # the last length is more than the books have: its end is a copy of its beginning
    print(f"\n{'words':>12}{'seconds':>10}{'findings':>10}")
    for size in SIZES:
        passages: list[Passage] = []
        words = 0
        for text in flow:
            if words >= size:
                break
            passages.append(Passage(text))
            words += len(text.split())
        start = time.process_time()
        count = len(find(passages))
        print(f"{words:12,}{time.process_time() - start:10.2f}{count:10}", flush=True)


if __name__ == "__main__":
    main()
