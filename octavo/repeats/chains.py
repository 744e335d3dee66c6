"""The search for reworded copies: chains of short runs that keep their order, with gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from octavo.repeats.pairs import Pair, likeness
from octavo.repeats.words import Text

_Key = TypeVar("_Key")

# Runs that may begin a link: words, least weight, earlier places kept.
ANCHORS = ((3, 0.55, 6), (2, 1.0, 4), (1, 0.8, 3))
MOST_USES = 8  # of a word that is an anchor alone
GAP = 14  # words between two links
PER_GAP, PER_SHIFT = 0.05, 0.03  # what a word of gap, and of difference between two gaps, costs
BUCKET, KEPT = 32, 24  # links are looked up by 32 words of the earlier side, the last 24 of each
FORGET = 4096  # runs that have ended may be this many before they are forgotten
LEAST_WORDS, LEAST_WEIGHT, LEAST_DENSITY, LEAST_SHARE = 6, 5.5, 0.65, 0.4


# The end of a chain, and where the chain began; a tuple, for there are millions.
_Link = tuple[int, int, int, int, float]  # first, again, their ends, score


def pairs(text: Text) -> Iterator[Pair]:
    """Chains whose two sides have most of their weight in common."""
    for first, again, first_end, again_end, _ in _best(text):
        pair = Pair(first, first_end, again, again_end)
        if pair.overlaps_itself() or text.in_lists(pair.first, pair.again):
            continue
        shorter = min(pair.first_end - pair.first, pair.again_end - pair.again)
        if shorter < LEAST_SHARE * pair.longer:
            continue
        alike = likeness(text, pair)
        if (
            alike.weight >= LEAST_WEIGHT
            and alike.density >= LEAST_DENSITY
            and alike.words >= max(LEAST_WORDS, LEAST_SHARE * pair.longer)
        ):
            yield pair


def _best(text: Text) -> Iterator[_Link]:
    """Of all chains with one beginning the best."""
    best: dict[tuple[int, int], _Link] = {}
    buckets: dict[int, list[_Link]] = {}
    least = LEAST_WEIGHT / 2  # half: words in another order count in the end, but are in no chain
    for first, again, length in _runs(text):
        link = _joined(text, buckets, first, again, length)
        bucket = link[2] // BUCKET
        # Links too far behind for a run to join are forgotten: else every bucket of a long text
        # is full, and the search looks through all of them at every run.
        near = [other for other in buckets.get(bucket, ()) if other[3] >= again - GAP]
        buckets[bucket] = [*near[-KEPT + 1 :], link]
        beginning = link[:2]
        if link[4] >= least and (beginning not in best or best[beginning][4] < link[4]):
            best[beginning] = link
    return iter(best.values())


def _runs(text: Text) -> Iterator[tuple[int, int, int]]:
    """The runs of equal words that an anchor begins, each once, in the order of the later side."""
    forms = text.forms
    reached: dict[
        int, int
    ] = {}  # the ends of runs of several words, by how far the sides are apart
    most = FORGET
    for again, places in enumerate(_anchors(text)):
        for first in places:
            if reached.get(again - first, 0) <= again:
                length = _length(forms, first, again)
                if length > 1:
                    reached[again - first] = again + length
                yield first, again, length
        if len(reached) > most:
            reached = {apart: end for apart, end in reached.items() if end > again}
            most = len(reached) + FORGET


def _length(forms: Sequence[str], first: int, again: int) -> int:
    """How many words are equal from two places on, the earlier not reaching the later."""
    length, most = 0, min(again - first, len(forms) - again)
    while length < most and forms[first + length] == forms[again + length]:
        length += 1
    return length


def _anchors(text: Text) -> Iterator[list[int]]:
    """For each word the earlier places at which an anchor that begins with it stood."""
    forms, sums = text.forms, text.sums
    singles: dict[str, list[int]] = {}
    doubles: dict[tuple[str, str], list[int]] = {}
    triples: dict[tuple[str, str, str], list[int]] = {}
    (three, heavy3, kept3), (two, heavy2, kept2), (_, heavy1, kept1) = ANCHORS
    ahead = [*forms, "", ""]
    last = len(forms)
    uses: dict[str, int] = {}
    for form in forms:
        uses[form] = uses.get(form, 0) + 1
    for at, form in enumerate(forms):
        found: list[int] = []
        if uses[form] == 1:
            yield found
            continue
        if text.weights[at] >= heavy1 and uses[form] <= MOST_USES:
            found += _seen(singles, form, at, kept1)
        if sums[min(at + two, last)] - sums[at] >= heavy2:
            found += _seen(doubles, (form, ahead[at + 1]), at, kept2)
        if sums[min(at + three, last)] - sums[at] >= heavy3:
            found += _seen(triples, (form, ahead[at + 1], ahead[at + 2]), at, kept3)
        yield found


def _seen(places: dict[_Key, list[int]], key: _Key, at: int, kept: int) -> list[int]:
    """The last places of a key; this one is added to them."""
    before = places.get(key)
    if before is None:
        places[key] = [at]
        return []
    earlier = before[-kept:]
    before.append(at)
    return earlier


def _joined(
    text: Text, buckets: Mapping[int, Sequence[_Link]], first: int, again: int, length: int
) -> _Link:
    """A run as a link: behind the chain that it makes the best of, or the first of a new one."""
    weight = _weight(text, first, again, length)
    chosen = first, again, first + length, again + length, weight
    number = first // BUCKET
    for bucket in (number, number - 1, number + 1):
        for link in buckets.get(bucket, ()):
            _, _, first_end, again_end, score = link
            gap, other = first - first_end, again - again_end
            if gap > GAP or other > GAP or first_end > again:
                continue
            cut = max(0, -gap, -other)  # words of the run that the chain holds already
            if cut >= length:
                continue
            cost = PER_GAP * max(gap, other, 0) + PER_SHIFT * abs(gap - other)
            added = weight if not cut else _weight(text, first + cut, again + cut, length - cut)
            if score - cost + added > chosen[4]:
                chosen = *link[:2], first + length, again + length, score - cost + added
    return chosen


def _weight(text: Text, first: int, again: int, length: int) -> float:
    """The weight of a run, but for words quoted on both sides."""
    weight = text.sums[again + length] - text.sums[again]
    if text.quoted.find(1, first, first + length) >= 0:
        for at in range(length):
            if text.quoted[first + at] and text.quoted[again + at]:
                weight -= text.weights[again + at]
    return weight
