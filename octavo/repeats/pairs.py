"""A pair: two stretches of words that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from octavo.repeats.words import Text

WHOLE_QUOTATION = 40  # words; a quotation as long as this, printed twice, is a fault


@dataclass(frozen=True, slots=True)
class Pair:
    """Words `first` to `first_end` and, later, `again` to `again_end`; ends not included."""

    first: int
    first_end: int
    again: int
    again_end: int

    @property
    def longer(self) -> int:
        """Words of the longer side."""
        return max(self.first_end - self.first, self.again_end - self.again)

    @property
    def sides(self) -> tuple[slice, slice]:
        """The two stretches."""
        return slice(self.first, self.first_end), slice(self.again, self.again_end)

    def overlaps_itself(self) -> bool:
        """Whether the two sides share a word."""
        return self.first_end > self.again


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two sides are, words quoted left out: common words, weight, share of weight."""

    words: int
    weight: float
    density: float


def likeness(text: Text, pair: Pair) -> Likeness:
    """What the two sides have in common, in whatever order; rows of two lists left out."""
    one_side, two_side = _prose(text, pair)
    one, one_weight = _bag(text, one_side)
    two, two_weight = _bag(text, two_side)
    words, weight = 0, 0.0
    for form, (count, weighs) in one.items():
        if form in two:
            both = min(count, two[form][0])
            words += both
            weight += both * min(weighs, two[form][1])
    total = one_weight + two_weight
    return Likeness(words, weight, 2 * weight / total if total else 0.0)


def _prose(text: Text, pair: Pair) -> tuple[Iterable[int], Iterable[int]]:
    """The words of the two sides; where both hold rows of lists, those left out."""
    one, two = range(pair.first, pair.first_end), range(pair.again, pair.again_end)
    if text.has_rows and all(any(map(text.rows, side)) for side in (one, two)):
        apart = [[at for at in side if not text.rows(at)] for side in (one, two)]
        return apart[0], apart[1]
    return one, two


def _bag(text: Text, words: Iterable[int]) -> tuple[dict[str, tuple[int, float]], float]:
    bag: dict[str, tuple[int, float]] = {}
    total = 0.0
    for at in words:
        if not text.quoted[at]:
            count, weighs = bag.get(text.forms[at], (0, 9.0))
            bag[text.forms[at]] = count + 1, min(weighs, text.weights[at])
            total += text.weights[at]
    return bag, total


def equal_share(text: Text, pair: Pair) -> float:
    """The share of the longer side's words that stand in the other too, in whatever order."""
    one, two = (Counter(text.forms[side]) for side in pair.sides)
    return (one & two).total() / max(1, pair.longer)
