"""Holds what the checks find in a case against what was planted in it."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from repeats_case import Case, Side

from octavo import pipeline
from octavo.diagnostics import Finding, Span

RULES = ("repeated_text", "doubled_word")
DOUBLED = "doubled word"  # the kind whose finding names one place, the second word
LOOSE = 3  # characters by which bounds may miss and still be called exact
REFERENCES = '[{"id": "luthi2008", "type": "book", "title": "The Split"}]'
Pair = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Unplanted:
    """A finding that is none of the planted pairs: the case's name, and what was said of it."""

    case: str
    said: str
    places: tuple[str, ...]  # the words of each, white space made one blank
    in_negative: bool  # whether nothing was planted in the case


@dataclass
class Score:
    """The counts of a run, by kind."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    unplanted: list[Unplanted] = field(default_factory=list)
    words: int = 0
    negative_words: int = 0


def measure(case: Case, score: Score, missed: bool) -> None:
    """Add a case to the score; what was `missed` is printed if asked."""
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
            score.unplanted.append(_unplanted(case.name, finding, negative=not planted))
    for number, (kind, one, two) in enumerate(planted):
        score.planted[kind] += 1
        pairs = shares.get(number, [])
        covers = all(_covered(side, pairs) >= (side[2] - side[1]) / 2 for side in (one, two))
        score.found[kind] += covers
        exact = any(_is_exact(pair, (kind, one, two)) for pair in pairs)
        score.exact[kind] += exact
        if missed and not exact:
            how = "loose" if covers else "missed"
            _tell(f"{how} {kind}:", *(_texts(files, side) for side in (one, two)))
            _tell("  found:", *(_texts(files, side) for pair in pairs for side in pair))


def _tell(*lines: str) -> None:
    print(*lines, sep="\n    ", file=sys.stderr)


def _texts(files: Sequence[str], side: Side, around: int = 25, most: int = 50) -> str:
    """The two ends of a side, in brackets, and what stands around it."""
    number, start, end = side
    text = files[number]
    inside = f"{text[start : min(end, start + most)]} ... {text[max(start, end - most) : end]}"
    before, behind = text[max(0, start - around) : start], text[end : end + around]
    return f"{before}[[{inside}]]{behind}".replace("\n", "⏎")


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
        return kind == DOUBLED and any(_overlap(pair[0], side) for side in sides)
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


def _is_exact(pair: Pair, truth: tuple[str, Side, Side]) -> bool:
    kind, *sides = truth
    if kind == DOUBLED:
        return pair[1] == sides[1]
    return any(
        all(
            a[0] == b[0] and abs(a[1] - b[1]) <= LOOSE and abs(a[2] - b[2]) <= LOOSE
            for a, b in zip(pair, order, strict=True)
        )
        for order in (sides, sides[::-1])
    )


def _unplanted(case: str, finding: Finding, *, negative: bool) -> Unplanted:
    places = [span for span in (*finding.related, finding.span) if span]
    said = finding.message.split(";")[0]
    return Unplanted(case, said, tuple(" ".join(p.text.split()) for p in places), negative)
