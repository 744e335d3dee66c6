"""Which stretches of words stand twice and can only be slips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

from octavo.repeats import Passage, Repeat, exact, find, is_copy
from octavo.repeats import Text as Words

LONG = 25  # words
LEAST = 8  # words of a copy that stands by itself
FEW, EDIT = 3, 6  # words of the shortest piece of a copy, and of the longest edit within it
MOVED = 0.5  # of the words in one order: where there are fewer, sentences were moved

Place = tuple[int, int]  # words, the last not included
Pair = tuple[Place, Place, float]  # where it stands first, where again, the share alike


def pairs(words: Words, passages: Sequence[Passage], language: str) -> list[Pair]:
    """What the check would call an error; where there is nothing, what is the same and long."""
    return list(_certain(words, find(passages, language))) or list(_long_copies(words))


def _long_copies(words: Words) -> Iterator[Pair]:
    """The same words in the same order, so many that no rewording around them matters."""
    for pair in exact.pairs(words):
        if pair.again_end - pair.again >= LONG:
            yield (pair.first, pair.first_end), (pair.again, pair.again_end), 1.0


def _certain(words: Words, repeats: Sequence[Repeat]) -> Iterator[Pair]:
    """What the check would call an error: each further place with the first."""
    for repeat in filter(is_copy, repeats):
        for again in repeat.places[1:]:
            if repeat.in_order:
                yield repeat.places[0].words, again.words, 1.0
            else:
                yield from _alike(words, repeat.places[0].words, again.words)


def _alike(words: Words, first: Place, again: Place) -> Iterator[Pair]:
    """The stretches of two places that are the same but for a few words here and there.

    Whole sentences that moved have no stretches in one order: they are taken as they are.
    """
    one, two = words.forms[slice(*first)], words.forms[slice(*again)]
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    runs: list[list[Match]] = []
    for block in blocks:
        if block.size < FEW:
            continue
        last = runs[-1][-1] if runs else None
        if last and block.a - last.a - last.size <= EDIT and block.b - last.b - last.size <= EDIT:
            runs[-1].append(block)
        else:
            runs.append([block])
    if sum(block.size for run in runs for block in run) < MOVED * len(two):
        yield first, again, 0.99
        return
    for run in runs:
        if sum(block.size for block in run) < LEAST:
            continue
        size = run[-1].b + run[-1].size - run[0].b
        share = min(0.99, sum(block.size for block in run) / size) if len(run) > 1 else 1.0
        starts = first[0] + run[0].a, again[0] + run[0].b
        ends = first[0] + run[-1].a + run[-1].size, again[0] + run[-1].b + run[-1].size
        yield (starts[0], ends[0]), (starts[1], ends[1]), share
