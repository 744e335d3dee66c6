"""A word stands twice in a row: "the the".

The eye passes over it, most easily where a line ends between the two; a marker's eye does not.
Delete one of them.

Instead of

    It was the
    the end.

write

    It was the
    end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from octavo.checks._settings import setting
from octavo.checks._written import Places, Written, written
from octavo.diagnostics import Finding
from octavo.model import Document, Kind
from octavo.repeats.words import WORD, normal

TEXT = (Kind.PROSE, Kind.HEADING, Kind.QUOTATION, Kind.NOTE, Kind.CAPTION, Kind.CELL)
RIGHT = frozenset(("that", "had", "nous", "vous", "die", "der", "das", "sie"))  # may follow itself


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.doubled_word] may set."""

    allowed: tuple[str, ...] = setting((), "further words that may follow themselves")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """No word is typed twice in a row."""
    places = Places(subject)
    right = RIGHT | set(map(normal, settings.allowed))
    for block in written(subject):
        if block.kind in TEXT:
            for start, end in _doubled(block, right):
                word = block.text[start:end]
                place = places.span(block, start, block, end)
                hint = "delete one of the two"
                yield Finding("doubled_word", f"“{word}” stands twice in a row", place, hint=hint)


def _doubled(block: Written, right: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The second words of pairs; three in a row are meant ("very, very, very" without commas)."""
    words = list(WORD.finditer(block.text))
    if block.kind is Kind.CELL and len(words) == 2:
        return  # an entry, no phrase: "Walla Walla", "chop chop"
    runs = 0
    for before, word in pairwise(words):
        forms = normal(before[0]), normal(word[0])
        apart = block.text[before.end() : word.start()]
        if forms[0] != forms[1] or not apart.isspace():
            runs = 0
            continue
        runs += 1
        following = WORD.search(block.text, word.end())
        third = runs > 1 or (following is not None and normal(following[0]) == forms[1])
        if word[0].isalpha() and word[0].islower() and forms[1] not in right and not third:
            yield word.span()
