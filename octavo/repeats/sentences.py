"""The search for sentences that say the same in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import nlargest

from octavo.repeats.pairs import Pair
from octavo.repeats.words import Text

LEAST = 6  # words of a sentence that is looked at
HEAVIEST = 8  # words of each sentence by which its like is found
MOST_HELD = 25  # sentences that may hold such a word
LEAST_SHARED, LEAST_WEIGHT, LEAST_DENSITY = 5, 4.5, 0.65

Bag = dict[str, float]


def pairs(text: Text) -> Iterator[Pair]:
    """Sentences that have most of their weight in common."""
    bounds = [bound for bound in _bounds(text) if bound[1] - bound[0] >= LEAST]
    bags = [_bag(text, *bound) for bound in bounds]
    heavy = [nlargest(HEAVIEST, bag, key=bag.__getitem__) for bag in bags]
    holding: dict[str, list[int]] = {}
    for number, bag in enumerate(bags):
        for form in bag:
            holding.setdefault(form, []).append(number)
    for number, forms in enumerate(heavy):
        for other in _candidates(number, forms, holding):
            if _alike(bags[other], bags[number]):
                pair = Pair(*bounds[other], *bounds[number])
                if not text.in_lists(pair.first, pair.again):
                    yield pair


def _bounds(text: Text) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(text.sentence)):
        if text.sentence[at] != text.sentence[start]:
            yield start, at
            start = at
    if text.sentence:
        yield start, len(text.sentence)


def _bag(text: Text, start: int, end: int) -> Bag:
    words = [at for at in range(start, end) if not text.quoted[at]]
    return {text.forms[at]: text.weights[at] for at in words} if len(words) >= LEAST else {}


def _candidates(number: int, forms: list[str], holding: dict[str, list[int]]) -> list[int]:
    """The earlier sentences that hold two of the heaviest words."""
    lists = [holding[form] for form in forms if len(holding[form]) <= MOST_HELD]
    common = Counter(other for held in lists for other in held if other < number)
    return [other for other, count in common.items() if count >= 2]


def _alike(one: Bag, two: Bag) -> bool:
    shared = one.keys() & two.keys()
    weight = sum(min(one[form], two[form]) for form in shared)
    total = sum(one.values()) + sum(two.values())
    return (
        len(shared) >= LEAST_SHARED
        and weight >= LEAST_WEIGHT
        and 2 * weight >= LEAST_DENSITY * total
    )
