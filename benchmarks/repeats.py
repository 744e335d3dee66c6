"""Measures how well repeats are found: python benchmarks/repeats.py FOLDER [--cases N] [--write]

Texts are fetched into FOLDER with npm and apt-get. In each case copies are planted in 3,000 words
of prose, and what repeats rightly is added; every fifth case has no copies. The whole of Octavo
reads it, so that places are measured too. A finding is right if at least half of it lies in a
planted pair on both sides; a pair is found if right findings cover half of both its sides.

Each finding that was not planted was read: repeats.toml beside this file lists it with a verdict,
whether the text does repeat itself there. One that is not listed is printed in full, and the exit
status is 1. With --write the tables are kept in benchmarks/repeats.md.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import repeats_plant as plant
import repeats_texts as texts
import repeats_times as times
from repeats_score import Score, Unplanted, measure

HERE = Path(__file__).resolve().parent
VERDICTS = HERE / "repeats.toml"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader said of a finding in a case that nobody planted, known again by words of it."""

    case: str
    at: str
    true: bool  # whether the text repeats itself there
    verdict: str


def main() -> int:
    """Plant, look, count; print the tables, and write them if asked."""
    chosen = _options()
    books = texts.books(chosen.folder)
    thesaurus = texts.Thesaurus(chosen.folder)
    score = Score()
    for case in plant.cases(books, thesaurus, chosen.cases, final=not chosen.tuning):
        measure(case, score, chosen.missed)
    verdicts = _verdicts()
    read = [(one, _verdict(one, verdicts)) for one in score.unplanted]
    unread = [one for one, verdict in read if verdict is None]
    lines = [HEAD, *_figures(score, read), "", *_kinds(score)]
    if not chosen.no_times:
        lines += ["", "## Time and memory", "", *times.rows(chosen.folder)]
    lines += ["", "## What was found and not planted", "", *_listed(read)]
    print("\n".join(lines))
    if chosen.write:
        (HERE / "repeats.md").write_text("\n".join([*lines, ""]), "utf-8")
    for one in unread:
        print(f"not read yet: {one.case}: {one.said}", *one.places, sep="\n    ", file=sys.stderr)
    return 1 if unread else 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="where the texts are, or are to be put")
    options.add_argument("--cases", type=int, default=240, help="at most, of 3,000 words")
    options.add_argument("--tuning", action="store_true", help="the parts thresholds were set by")
    options.add_argument("--missed", action="store_true", help="print what was not found")
    options.add_argument("--no-times", action="store_true")
    options.add_argument("--write", action="store_true", help="keep the tables")
    return options.parse_args()


# --- verdicts ----------------------------------------------------------------------------


def _verdicts() -> list[Verdict]:
    return [Verdict(**one) for one in tomllib.loads(VERDICTS.read_text("utf-8"))["finding"]]


def _verdict(one: Unplanted, listed: Sequence[Verdict]) -> Verdict | None:
    """The verdict on a finding; None for one that is not listed."""
    shown = " / ".join(one.places)
    fits = (verdict for verdict in listed if verdict.case == one.case and verdict.at in shown)
    return next(fits, None)


Read = Sequence[tuple[Unplanted, Verdict | None]]


def _listed(read: Read) -> Iterator[str]:
    """Each finding that was not planted, and what was said of it."""
    yield "| case | words | verdict |"
    yield "|---|---|---|"
    for one, verdict in read:
        said = verdict.verdict if verdict else "not read yet"
        words = " / ".join(map(_short, one.places)).replace("|", "\\|")
        yield f"| {one.case} | {words} | {said} |"


def _short(text: str, most: int = 8) -> str:
    words = text.split()
    if len(words) <= 2 * most:
        return text
    return " ".join([*words[:most], "…", *words[-most:]])


# --- the tables --------------------------------------------------------------------------

HEAD = f"""# How well repeats are found

`python benchmarks/repeats.py FOLDER --write` wrote this page; `benchmarks/repeats.py` says how it
measures, `benchmarks/repeats.toml` holds the verdicts. The texts:
{", ".join(texts.PACKAGES)}.
Times of one machine compare with each other, not with another's.
"""


def _figures(score: Score, read: Read) -> Iterator[str]:
    right, other = score.findings.total(), len(read)
    false = [one for one, verdict in read if verdict is None or not verdict.true]
    in_negative = [one for one, _ in read if one.in_negative]
    yield f"{score.words:,} words, {score.planted.total():,} planted repeats"
    yield ""
    yield "| figure | |"
    yield "|---|---:|"
    yield f"| recall | {score.found.total() / score.planted.total():.3f} |"
    yield f"| precision, where what was not planted is wrong | {right / (right + other):.3f} |"
    yield f"| precision, as read | {(right + other - len(false)) / (right + other):.3f} |"
    yield f"| not planted, by 10,000 words | {1e4 * other / score.words:.2f} |"
    yield f"| false as read, by 10,000 words | {1e4 * len(false) / score.words:.2f} |"
    yield (
        f"| not planted, by 10,000 words of the {score.negative_words:,} in cases without repeats "
        f"| {1e4 * len(in_negative) / max(1, score.negative_words):.2f} |"
    )


def _kinds(score: Score) -> Iterator[str]:
    yield "| kind | planted | recall | findings each | exact bounds |"
    yield "|---|---:|---:|---:|---:|"
    for kind in sorted(score.planted, key=_natural):
        yield f"| {kind} | {_row(kind, score.planted[kind], score.found, score)} |"


def _row(kind: str, planted: int, found: Counter[str], score: Score) -> str:
    each = score.findings[kind] / max(1, found[kind])
    return (
        f"{planted} | {found[kind] / planted:.2f} | {each:.2f} | {score.exact[kind] / planted:.2f}"
    )


def _natural(kind: str) -> tuple[str, int]:
    digits = "".join(filter(str.isdigit, kind))
    return kind.rstrip("0123456789-"), int(digits or 0)


if __name__ == "__main__":
    sys.exit(main())
