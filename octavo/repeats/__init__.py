"""Find what stands twice in a text: copies, reworded ones, shuffled ones.

    Passage* --words--> Text --exact, chains, sentences--> Pair* --merge--> Pair*
             --report--> Repeat*

A `Passage` is a block of running text, without markup. Three searches, each of nearly linear time,
give pairs of stretches of words; pairs that belong together become one, copies of one passage one
`Repeat`. All thresholds were set by the benchmark `benchmarks/repeats.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from octavo.repeats import chains, exact, report, sentences
from octavo.repeats.merge import merged
from octavo.repeats.report import Place, Repeat
from octavo.repeats.words import Passage, Text, read

__all__ = ["ALIKE", "Passage", "Place", "Repeat", "Text", "find", "is_copy", "read"]

ALIKE = 0.85  # of the words; a passage less alike was reworded, which may be meant
CLAUSE = 15  # words; a shorter piece of a sentence may be a turn of phrase that is meant


def find(passages: Sequence[Passage], language: str = "en") -> list[Repeat]:
    """All repeats of a text, each maximal, in the order of their second places."""
    text = read(passages, language)
    alike = [*sentences.pairs(text), *chains.pairs(text)]
    return report.repeats(text, merged(text, list(exact.pairs(text)), alike))


def is_copy(repeat: Repeat) -> bool:
    """Whether a repeat can only be a slip: the same words, of whole sentences or many of them."""
    return repeat.share >= ALIKE and (repeat.whole or repeat.words >= CLAUSE)
