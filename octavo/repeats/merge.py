"""Make one pair of the pairs that belong to one repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from octavo.repeats.pairs import Pair
from octavo.repeats.words import Text

NEAR = 12  # words between two pairs that are one, in whatever order their sides stand
FAR, SHIFT, OF_LENGTH = 60, 0.4, 0.6  # the same in one order: most words, and how unlike the gaps
COVERED = 0.55  # of a passage, by pairs with one other passage: the passages are a pair
ADDED = 0.1  # of a pair, that is not in copies: the least for it to count beside them
WITHIN = 0.5  # of a pair, in a longer one: it is part of that
BUCKET = 64  # words by which pairs are looked up


def merged(text: Text, copies: Sequence[Pair], alike: Iterable[Pair]) -> list[Pair]:
    """Maximal pairs: near ones joined, shuffled sentences one pair, what lies in another gone."""
    further = _without_overhangs(copies, alike)
    found = list(_by_passages(text, [*copies, *further]))
    while len(joined := _joined(found)) < len(found):
        found = joined
    return _absorbed(found)


def _union(pairs: Sequence[Pair]) -> Pair:
    return Pair(
        min(pair.first for pair in pairs),
        max(pair.first_end for pair in pairs),
        min(pair.again for pair in pairs),
        max(pair.again_end for pair in pairs),
    )


# --- copies and what is merely alike -------------------------------------------------------


def _without_overhangs(copies: Iterable[Pair], alike: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs that add something on both sides to the copies in them.

    Where a sentence was copied in part, the whole is still like the part: the rest of it would
    make one side too long.
    """
    index = _Index(copies)
    for pair in alike:
        inside = [copy for copy in index.near(pair) if _meet(copy, pair)]
        one = _covered(
            (max(copy.first, pair.first), min(copy.first_end, pair.first_end)) for copy in inside
        )
        two = _covered(
            (max(copy.again, pair.again), min(copy.again_end, pair.again_end)) for copy in inside
        )
        length, other = pair.first_end - pair.first, pair.again_end - pair.again
        if length - one > ADDED * length and other - two > ADDED * other:
            yield pair


def _meet(one: Pair, two: Pair) -> bool:
    return min(one.first_end, two.first_end) > max(one.first, two.first) and min(
        one.again_end, two.again_end
    ) > max(one.again, two.again)


class _Index:
    """Pairs by their later sides."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self.buckets: dict[int, list[Pair]] = {}
        for pair in pairs:
            self.add(pair)

    def add(self, pair: Pair) -> None:
        for bucket in range(pair.again // BUCKET, pair.again_end // BUCKET + 1):
            self.buckets.setdefault(bucket, []).append(pair)

    def near(self, pair: Pair) -> set[Pair]:
        """The pairs whose later sides may share a word with this one's."""
        buckets = range(pair.again // BUCKET, pair.again_end // BUCKET + 1)
        return {other for bucket in buckets for other in self.buckets.get(bucket, ())}


# --- sentences shuffled within a passage -------------------------------------------------


def _by_passages(text: Text, pairs: Iterable[Pair]) -> Iterator[Pair]:
    groups: dict[tuple[int, int], list[Pair]] = {}
    for pair in pairs:
        one, two = text.passage[pair.first], text.passage[pair.again]
        inside = text.passage[pair.first_end - 1] == one, text.passage[pair.again_end - 1] == two
        if all(inside) and one != two:
            groups.setdefault((one, two), []).append(pair)
        else:
            yield pair
    for group in groups.values():
        whole = _union(group)
        yield from [whole] if _fills(group, whole) else group


def _fills(group: Sequence[Pair], whole: Pair) -> bool:
    """Whether pairs cover most of their outer bounds, and these are about as long."""
    one, two = whole.first_end - whole.first, whole.again_end - whole.again
    return (
        min(one, two) >= COVERED * max(one, two)
        and _covered((pair.first, pair.first_end) for pair in group) >= COVERED * one
        and _covered((pair.again, pair.again_end) for pair in group) >= COVERED * two
    )


def _covered(stretches: Iterable[tuple[int, int]]) -> int:
    """Words that lie in at least one of the stretches."""
    count, reached = 0, -1
    for start, end in sorted(stretches):
        count += max(0, end - max(start, reached))
        reached = max(reached, end)
    return count


# --- neighbours --------------------------------------------------------------------------


def _joined(pairs: Iterable[Pair]) -> list[Pair]:
    """Each pair joined with the last one before it that it belongs to."""
    done: list[Pair] = []
    near: list[Pair] = []
    for pair in sorted(set(pairs), key=lambda pair: (pair.again, pair.first, -pair.again_end)):
        done += [other for other in near if other.again_end < pair.again - FAR]
        near = [other for other in near if other.again_end >= pair.again - FAR]
        for at in reversed(range(len(near))):
            whole = _union((near[at], pair))
            if not whole.overlaps_itself() and _belong(near[at], pair):
                near[at] = whole
                break
        else:
            near.append(pair)
    return done + near


def _belong(one: Pair, two: Pair) -> bool:
    gap = max(two.first - one.first_end, one.first - two.first_end)
    other = max(two.again - one.again_end, one.again - two.again_end)
    if gap <= NEAR and other <= NEAR:
        # Where one side is shared and the other is not, there are three copies.
        shared, less = -min(gap, other), -max(gap, other)
        return shared < WITHIN * min(one.longer, two.longer) or less >= WITHIN * shared
    widest = max(gap, other)
    return (
        two.first >= one.first
        and widest <= min(FAR, OF_LENGTH * max(one.longer, two.longer))
        and abs(gap - other) <= max(6, SHIFT * widest)
    )


# --- parts of others ---------------------------------------------------------------------


def _absorbed(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of which no half lies in a longer one on both sides, the longest first."""
    kept, out = _Index(), list[Pair]()
    for pair in sorted(pairs, key=lambda pair: -pair.longer):
        if not any(_holds(longer, pair) for longer in kept.near(pair)):
            kept.add(pair)
            out.append(pair)
    return out


def _holds(longer: Pair, pair: Pair) -> bool:
    one = min(longer.first_end, pair.first_end) - max(longer.first, pair.first)
    two = min(longer.again_end, pair.again_end) - max(longer.again, pair.again)
    return one >= WITHIN * (pair.first_end - pair.first) and two >= WITHIN * (
        pair.again_end - pair.again
    )
