"""Where a copy begins and ends: to the word, and to the piece of a word that was torn."""

from __future__ import annotations

import re
from collections import Counter

from octavo.importers._repeats._pairs import Place
from octavo.repeats import Text as Words

ENDED = re.compile(r"[.!?…][\"'”’»)\]]*\s+$")  # a sentence
TWICE = 2
EDGE = 3  # words at either end of a copy that may be the same by chance


def settled(words: Words, known: Counter[str], first: Place, again: Place) -> tuple[Place, Place]:
    """Both places to the word; `known` says how often each word stands in the draft."""
    first, again = _grown(words, known, *_pared(words, first, again))
    return first, _with_torn_words(words, known, first, again)


def _grown(words: Words, known: Counter[str], first: Place, again: Place) -> tuple[Place, Place]:
    """Both places with the words around them that are the same, as far as none else has these."""
    forms, behind, before = words.forms, 0, 0
    for step in range(1, min(again[0] - first[1], len(forms) - again[1]) + 1):
        one, two = first[1] + step - 1, again[1] + step - 1
        if forms[one] != forms[two] or not _joined_alike(words, one - 1, two - 1):
            break
        if known[forms[two]] == TWICE or two + 1 >= len(forms) - 1:  # there the draft breaks off
            behind = step
    for step in range(1, min(first[0], again[0] - first[1]) + 1):
        one, two = first[0] - step, again[0] - step
        if forms[one] != forms[two] or not _joined_alike(words, one, two):
            break
        before = step if known[forms[two]] == TWICE or _opens_small(words, two) else before
    return (first[0] - before, first[1] + behind), (again[0] - before, again[1] + behind)


def _opens_small(words: Words, at: int) -> bool:
    """Whether a word stands small where a sentence begins: there the copy was put in."""
    text, start = words.passages[words.passage[at]].text, words.starts[at]
    return text[start].islower() and bool(ENDED.search(text[max(0, start - 9) : start]))


def _joined_alike(words: Words, one: int, two: int) -> bool:
    """Whether a word and the next are of one sentence in both places, or in neither."""
    number = words.sentence
    return (number[one] == number[one + 1]) == (number[two] == number[two + 1])


def _pared(words: Words, first: Place, again: Place) -> tuple[Place, Place]:
    """Both places without words at their edges that are of another sentence in one of them."""
    (one, one_end), (two, two_end) = first, again
    for step in range(min(EDGE, again[1] - again[0] - EDGE)):
        if not _joined_alike(words, first[0] + step, again[0] + step):
            one, two = first[0] + step + 1, again[0] + step + 1
        if not _joined_alike(words, first[1] - step - 2, again[1] - step - 2):
            one_end, two_end = first[1] - step - 1, again[1] - step - 1
    return (one, one_end), (two, two_end)


def _with_torn_words(words: Words, known: Counter[str], first: Place, again: Place) -> Place:
    """The copy with the torn word at either end: a piece of the twin's word, and no word itself."""
    (start, end), forms = again, words.forms
    before, behind = first[0] - 1, first[1]
    if before >= 0 and start - 1 > before:
        torn = forms[start - 1]
        if len(torn) > 2 and known[torn] == 1 and forms[before].endswith(torn):
            start -= 1
    if end < len(forms) and behind < start:
        torn, last = forms[end], end + 1 == len(forms)
        if forms[behind].startswith(torn) and (last or known[torn] == 1):
            end += 1
    return start, end
