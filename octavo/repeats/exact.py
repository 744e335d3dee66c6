"""The search for copies: the same words in the same order, cut anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.repeats.pairs import WHOLE_QUOTATION, Pair
from octavo.repeats.words import Text

RUN = 6  # words by which a place is found again
PLACES = 12  # earlier places kept of each run
LEAST_WORDS, LEAST_WEIGHT = 8, 4.0
FURTHER, LIGHTEST = 0.35, 3.0  # less weight is asked for each further word, but never less
SENTENCE = 2.5  # weight asked of a whole sentence: no turn of phrase is one
LONG_TEXT = 100_000  # words; from here on one more word and more weight are asked
LEAST_OF_ROWS = 15  # words, between rows of one list
BESIDE = 4  # own words beside a quotation that make the whole a copy


def pairs(text: Text) -> Iterator[Pair]:
    """Every maximal copy that is long and weighty enough."""
    for first, again, length in runs(text):
        if _counts(text, first, again, length):
            yield Pair(first, first + length, again, again + length)


def runs(text: Text) -> Iterator[tuple[int, int, int]]:
    """All runs of at least six equal words: earlier place, later place, length.

    Behind a run the search goes on at its end: so one sentence a thousand times over takes no
    longer than any other text.
    """
    forms = text.forms
    keys = list(map(hash, zip(*(forms[n:] for n in range(RUN)), strict=False)))
    seen: dict[int, list[int]] = {}
    at = 0
    while at < len(keys):
        places = seen.get(keys[at])
        if places is None:
            seen[keys[at]] = [at]
            at += 1
            continue
        length, first = max((_length(forms, place, at), -place) for place in places)
        if length >= RUN:
            yield -first, at, length
            at += length - RUN + 1
            continue
        if len(places) < PLACES:
            places.append(at)
        at += 1


def _length(forms: list[str], first: int, again: int) -> int:
    length, most = 0, min(again - first, len(forms) - again)
    while length < most and forms[first + length] == forms[again + length]:
        length += 1
    return length


def _counts(text: Text, first: int, again: int, length: int) -> bool:
    """Whether a run is more than a turn of phrase, by the words that are the writer's own."""
    if text.in_lists(first, again) and length < LEAST_OF_ROWS:
        return False
    words, weight = _own(text, first, again, length)
    if text.in_lists(first, again) and words < LEAST_OF_ROWS:
        return False
    long_text = len(text.forms) >= LONG_TEXT
    least = max(LIGHTEST, LEAST_WEIGHT - FURTHER * (words - LEAST_WORDS))
    if _is_sentence(text, first, length) and _is_sentence(text, again, length):
        least = SENTENCE
    return words >= LEAST_WORDS + long_text and weight >= least + 0.5 * long_text


def _is_sentence(text: Text, start: int, length: int) -> bool:
    """Whether a run holds a sentence from its beginning to its end, and no more."""
    end = start + length
    number = text.sentence[start]
    return (
        text.sentence[end - 1] == number
        and (start == 0 or text.sentence[start - 1] != number)
        and (end == len(text.forms) or text.sentence[end] != number)
    )


def _own(text: Text, first: int, again: int, length: int) -> tuple[float, float]:
    """How many words of a run are not quoted on both sides, and their weight.

    A sentence moved with the quotation in it is a copy: there the quoted words count half.
    """
    own, quoted, own_weight, quoted_weight = 0, 0, 0.0, 0.0
    for one, two in zip(range(first, first + length), range(again, again + length), strict=True):
        weight = min(text.weights[one], text.weights[two])
        if text.quoted[one] and text.quoted[two]:
            inline = not text.passages[text.passage[one]].quoted
            quoted, quoted_weight = quoted + inline, quoted_weight + inline * weight
        else:
            own, own_weight = own + 1, own_weight + weight
    if _quoted_in_one(text, first, again, length) >= WHOLE_QUOTATION:
        return length, text.sums[again + length] - text.sums[again]
    if own >= BESIDE:
        return own + quoted / 2, own_weight + quoted_weight / 2
    return own, own_weight


def _quoted_in_one(text: Text, first: int, again: int, length: int) -> int:
    """The most words quoted on both sides within one passage."""
    counts: dict[int, int] = {}
    for one, two in zip(range(first, first + length), range(again, again + length), strict=True):
        if text.quoted[one] and text.quoted[two]:
            counts[text.passage[one]] = counts.get(text.passage[one], 0) + 1
    return max(counts.values(), default=0)
