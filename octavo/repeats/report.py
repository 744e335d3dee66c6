"""From pairs to repeats: exact bounds, cut where a region ends, all copies of a passage as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from octavo.repeats.pairs import WHOLE_QUOTATION, Pair, equal_share, likeness
from octavo.repeats.words import Text

LEAST = 5  # words of a piece that a border cuts off
AROUND, AGREED = 40, 6  # how far a border is looked for on the other side, and by how many words
SAME_PLACE = 0.6  # of two stretches together, in common: they are one place
DENSITY = 0.5  # share of the weight that a pair must have in common in the end
DANGLING = 2  # words of a further passage that belong to no repeat: "The", "In the"
HEAVY = 0.4  # weight of a word that alone shows where a reworded passage begins


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repeat stands: passages by number, offsets in their texts, words in the list."""

    passage: int
    start: int
    last_passage: int
    end: int
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that stands in several places, in their order.

    `words` is the length of the second place, `share` (0 to 1) the share of it and the first
    that is equal, in whatever order; `in_order` whether nothing at all was changed;
    `whole` whether both begin with a sentence and end with one.
    """

    places: tuple[Place, ...]
    words: int
    share: float
    in_order: bool
    whole: bool = True


def repeats(text: Text, pairs: Iterable[Pair]) -> list[Repeat]:
    """The pairs as repeats, in the order of their second places."""
    pieces = [p for pair in pairs for p in _cut(text, _fitted(text, pair)) if _is_alike(text, p)]
    found = [_repeat(text, places) for places in _grouped(pieces)]
    return sorted(found, key=lambda repeat: repeat.places[1].words)


def _is_alike(text: Text, pair: Pair) -> bool:
    """Whether a pair is still one, now that its bounds are exact."""
    if _same(text, pair):
        one, two = pair.sides
        quoted = sum(map(min, text.quoted[one], text.quoted[two]))  # on both: rightly so
        return pair.longer - quoted >= LEAST or pair.longer >= WHOLE_QUOTATION
    alike = likeness(text, pair)
    own = alike.words >= LEAST or pair.longer >= WHOLE_QUOTATION
    return own and alike.density >= DENSITY


def _same(text: Text, pair: Pair) -> bool:
    one, two = pair.sides
    return text.forms[one] == text.forms[two]


def _repeat(text: Text, places: Sequence[tuple[int, int]]) -> Repeat:
    pair = Pair(*places[0], *places[1])
    same = _same(text, pair)
    return Repeat(
        tuple(_place(text, *place) for place in places),
        pair.again_end - pair.again,
        1.0 if same else equal_share(text, pair),
        same,
        all(_is_whole(text, *place) for place in places[:2]),
    )


def _is_whole(text: Text, start: int, end: int) -> bool:
    """Whether a place begins with a sentence and ends with one, or with the text."""
    number = text.sentence
    opens = start == 0 or number[start - 1] != number[start]
    return opens and (end == len(number) or number[end] != number[end - 1])


def _place(text: Text, start: int, end: int) -> Place:
    first, last = text.passage[start], text.passage[end - 1]
    return Place(first, text.starts[start], last, text.ends[end - 1], (start, end))


# --- bounds ------------------------------------------------------------------------------


def _fitted(text: Text, pair: Pair) -> Pair:
    """Without outer words that stand on one side only, with those that stand on both."""
    forms = text.forms
    first, first_end = _trimmed(text, (pair.first, pair.first_end), (pair.again, pair.again_end))
    again, again_end = _trimmed(text, (pair.again, pair.again_end), (pair.first, pair.first_end))
    while first > 0 and again > first_end and forms[first - 1] == forms[again - 1]:
        first, again = first - 1, again - 1
    while again_end < len(forms) and first_end < again and forms[first_end] == forms[again_end]:
        first_end, again_end = first_end + 1, again_end + 1
    return _without_dangling(text, Pair(first, first_end, again, again_end))


def _without_dangling(text: Text, pair: Pair) -> Pair:
    """Without a word or two behind or before the end of a paragraph: they are alike by chance."""
    sides = (pair.first, pair.first_end), (pair.again, pair.again_end)
    front = max(_dangling(text, start, 1, end - start) for start, end in sides)
    back = max(_dangling(text, end - 1, -1, end - start) for start, end in sides)
    if pair.longer - front - back < LEAST:
        return pair
    return Pair(
        pair.first + front, pair.first_end - back, pair.again + front, pair.again_end - back
    )


def _dangling(text: Text, at: int, step: int, length: int) -> int:
    passage = text.passage[at]
    count = next((n for n in range(length) if text.passage[at + n * step] != passage), 0)
    return count if count <= DANGLING else 0


def _trimmed(text: Text, side: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    words = text.forms[slice(*other)]
    known, couples = set(words), set(pairwise(words))
    start, end = side

    def shown(at: int, beside: int) -> bool:
        form = text.forms[at]
        couple = tuple(text.forms[n] for n in sorted((at, beside)))
        return form in known and (text.weights[at] >= HEAVY or couple in couples)

    while start < end - LEAST and not shown(start, start + 1):
        start += 1
    while end > start + LEAST and not shown(end - 1, end - 2):
        end -= 1
    return start, end


# --- borders of regions ------------------------------------------------------------------


def _cut(text: Text, pair: Pair) -> Iterator[Pair]:
    """The pieces of a pair that lie in one region on each side."""
    one = _border(text, pair.first, pair.first_end)
    two = _border(text, pair.again, pair.again_end)
    if one is None and two is None:
        if min(pair.first_end - pair.first, pair.again_end - pair.again) >= LEAST:
            yield pair
        return
    if one is not None:
        two = _opposite(text, pair, one, swapped=False)
    elif two is not None:
        one = _opposite(text, pair, two, swapped=True)
    assert one is not None and two is not None
    yield from _cut(text, Pair(pair.first, one, pair.again, two))
    yield from _cut(text, Pair(one, pair.first_end, two, pair.again_end))


def _border(text: Text, start: int, end: int) -> int | None:
    """The first word of another region than the one before it."""
    if end - start < 1 or text.region(start) == text.region(end - 1):
        return None
    return next(at for at in range(start + 1, end) if text.region(at) != text.region(at - 1))


def _opposite(text: Text, pair: Pair, border: int, *, swapped: bool) -> int:
    """Where on the other side the words around are most like those around a border."""
    one, two = (pair.first, pair.first_end), (pair.again, pair.again_end)
    here, there = (two, one) if swapped else (one, two)
    guess = there[0] + round((border - here[0]) * (there[1] - there[0]) / (here[1] - here[0]))
    near = range(max(there[0], guess - AROUND), min(there[1], guess + AROUND) + 1)
    before, after = _around(text, border, here)

    def agreement(at: int) -> tuple[int, int]:
        left, right = _around(text, at, there)
        return (before & left).total() + (after & right).total(), -abs(at - guess)

    return max(near, key=agreement)


def _around(text: Text, at: int, side: tuple[int, int]) -> tuple[Counter[str], Counter[str]]:
    before = text.forms[max(side[0], at - AGREED) : at]
    return Counter(before), Counter(text.forms[at : min(side[1], at + AGREED)])


# --- several copies ----------------------------------------------------------------------


def _grouped(pairs: Sequence[Pair]) -> Iterator[list[tuple[int, int]]]:
    """All places of each passage, pairs that share a place being one."""
    sides = [(pair.first, pair.first_end) for pair in pairs]
    sides += [(pair.again, pair.again_end) for pair in pairs]
    place = _same_places(sides)
    group = list(range(len(sides)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = at = group[group[at]]
        return at

    for at in range(len(pairs)):
        group[root(place[at + len(pairs)])] = root(place[at])
    members: dict[int, set[tuple[int, int]]] = {}
    for at in set(place):
        members.setdefault(root(at), set()).add(sides[at])
    apart = (_apart(places) for places in members.values())
    return (places for places in apart if len(places) > 1)


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in their order, without those that begin within the one before."""
    kept: list[tuple[int, int]] = []
    for place in sorted(places):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _same_places(sides: Sequence[tuple[int, int]]) -> list[int]:
    """For each stretch the first of those, by their start, that are nearly the same."""
    place = list(range(len(sides)))
    open_: list[int] = []
    for at in sorted(place, key=sides.__getitem__):
        start, end = sides[at]
        open_ = [other for other in open_ if sides[other][1] > start]
        for other in open_:
            both = min(end, sides[other][1]) - start
            if both >= SAME_PLACE * (max(end, sides[other][1]) - sides[other][0]):
                place[at] = other
                break
        else:
            open_.append(at)
    return place
