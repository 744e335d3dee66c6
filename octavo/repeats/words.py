"""From passages to one list of words in normal form, each with its weight and its place."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import log
from sys import intern

from octavo.repeats.common import common

# Joined by a hyphen, even over a line's end, and by apostrophes; soft hyphens, signs of no width
# and accents set apart belong to the word.
_INNER = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
_HYPHEN = r"(?<=[^\W\d_])[-\u2010\u2011](?:\s+(?!(?:and|or|to)\b)(?=[a-z]))?(?=[^\W\d_])"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_INNER}]|['’](?=[^\W\d_])|{_HYPHEN})*")
_DROPPED = re.compile(rf"[{_INNER}'’\-\u2010\u2011\s]")

# Citations written by hand, and addresses: no words of the writer's.
_REFERENCE = re.compile(
    r"\[[\d,;\s–-]+\]|\[[^\[\]]*(?:\bpp?\.|\bvol\.|op\. ?cit)[^\[\]]*\]"
    r"|\((?:see |cf\. )?[A-Z][^()\d]{1,60}?,? (?:1[5-9]|20)\d\d[a-z]?(?:[,:;] ?[^()]{0,40})?\)"
    r"|(?:https?://|www\.)\S+"
)
_SENTENCE = re.compile(r"[.!?…][.!?…)\]\"'”’»*\ufffc]{0,20}\s+(?![a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b\w|\b(?:Mrs?|Ms|Dr|St|Prof|vol|ed|eds|no|pp|cf|vs|etc|al|ca|chap|ch|fig|sec|trans|cit|"
    r"i\.e|e\.g|U\.S))\.[\])]*\s+$"
)
_QUOTED = re.compile(
    r"“[^“”]{1,1500}(?:”|$)|«[^«»]{1,1500}»|„[^„“]{1,1500}“|(?<!\w)\"(?=\S)[^\"]{1,1500}(?<=\S)\"(?!\w)"
    r"|(?<!\w)‘[^‘]{1,1500}?’(?!\w)"
)
LEAST_QUOTED = 12  # letters between ‘ and ’: less is a word used with a shrug

# What set phrases are made of: "in the second half of the nineteenth century", "as a matter of
# course", "from the point of view of".
PHRASES = frozenset(
    """beginning case century consequence course decade doubt eighteenth end extent eyes fact
    fifth first fourth half hand hands latter former matter means middle moment nineteenth number
    period point position present question reason regard respect result second sense side sort
    state third today twentieth view word words""".split()
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of running text, without markup.

    Passages of one `region` follow each other where the writer typed them: a repeat never goes
    from one region into the next. `rows` numbers the list, table or series of captions that a
    passage is part of (0: none), whose members are rightly alike. `quoted`: not the writer's words.
    """

    text: str
    region: int = 0
    rows: int = 0
    quoted: bool = False


@dataclass(slots=True)
class Text:
    """All words of all passages: parallel lists, one entry a word.

    `starts` and `ends` are offsets in the text of the passage; `sums` are the weights of all words
    before each one, so that any stretch's weight is one subtraction.
    """

    passages: Sequence[Passage]
    common: frozenset[str] = frozenset()
    forms: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    passage: array[int] = field(default_factory=lambda: array("l"))
    sentence: array[int] = field(default_factory=lambda: array("l"))
    quoted: bytearray = field(default_factory=bytearray)
    weights: array[float] = field(default_factory=lambda: array("d"))
    sums: list[float] = field(default_factory=list)

    @property
    def has_rows(self) -> bool:
        """Whether any passage stands in a list."""
        return any(passage.rows for passage in self.passages)

    def rows(self, at: int) -> int:
        """The list that a word stands in."""
        return self.passages[self.passage[at]].rows

    def in_lists(self, first: int, again: int) -> bool:
        """Whether two words stand in lists, one or two: their rows are rightly alike."""
        return self.rows(first) != 0 != self.rows(again)

    def region(self, at: int) -> int:
        """The region that a word stands in."""
        return self.passages[self.passage[at]].region


def read(passages: Sequence[Passage], language: str = "en") -> Text:
    """The words of the passages, weighed by what is common in the language (a tag: "de-AT")."""
    text = Text(passages, frozenset(map(normal, common(language).split())))
    capital = bytearray()
    sentence = 0
    for number, passage in enumerate(passages):
        for stretch in _sentences(_blanked(passage.text)):
            _add(text, capital, number, sentence, stretch)
            sentence += 1
        _mark_quoted(text, passage, number)
    _weigh(text, sentence)
    _lighten_names(text, capital)
    text.sums = list(accumulate(text.weights, initial=0.0))
    return text


def normal(word: str) -> str:
    """The form of a word by which it is compared."""
    if word.isascii() and word.isalnum():
        return intern(word.lower())
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", word))
    return intern(bare.casefold())


def _blanked(text: str) -> str:
    return _REFERENCE.sub(lambda found: " " * len(found[0]), text)


def _sentences(text: str) -> Iterator[list[re.Match[str]]]:
    start = 0
    for end in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text, max(start, end.start() - 8), end.end()):
            yield list(WORD.finditer(text, start, end.end()))
            start = end.end()
    yield list(WORD.finditer(text, start))


def _add(
    text: Text, capital: bytearray, passage: int, sentence: int, found: list[re.Match[str]]
) -> None:
    words = [match[0] for match in found]
    text.forms += map(normal, words)
    text.starts.extend(match.start() for match in found)
    text.ends.extend(match.end() for match in found)
    text.passage.extend([passage] * len(found))
    text.sentence.extend([sentence] * len(found))
    capital += bytes(at > 0 and _is_named(word) for at, word in enumerate(words))


def _is_named(word: str) -> bool:
    """Whether a word is part of a name by its looks: a capital, or letters and digits mixed."""
    return word[0].isupper() or (word.isalnum() and not word.isalpha() and not word.isdigit())


def _mark_quoted(text: Text, passage: Passage, number: int) -> None:
    first = len(text.quoted)
    count = len(text.forms) - first
    text.quoted += bytes([passage.quoted]) * count
    if passage.quoted or not count:
        return
    for found in _QUOTED.finditer(passage.text):
        if found[0][0] == "‘" and len(found[0]) < LEAST_QUOTED + 2:
            continue
        for at in range(first, len(text.forms)):
            if found.start() <= text.starts[at] < found.end():
                text.quoted[at] = 1


def _weigh(text: Text, sentences: int) -> None:
    """A word weighs by its matter, and less the more sentences hold it."""
    count = max(20, sentences)
    holding = Counter(form for _, form in set(zip(text.sentence, text.forms, strict=True)))
    most = log(1 + count / 2)
    weight = {
        form: _base(form, text.common) * min(1, 0.35 + 0.65 * log(1 + count / max(2, n)) / most)
        for form, n in holding.items()
    }
    text.weights = array("d", map(weight.__getitem__, text.forms))


def _base(form: str, common: frozenset[str]) -> float:
    if form in common:
        return 0.15
    if len(form) == 1:
        return 0.1
    return 0.5 if form in PHRASES or (form.isdigit() and len(form) < 4) else 1.0


LIGHT = 0.1  # what is left of the weight of words in a long name
NAMES = 3  # capitalised words that make a name long
BETWEEN = 3  # common words that may stand between two of them: "Treaty of the ..."


def _lighten_names(text: Text, capital: bytearray) -> None:
    """Long names and titles are repeated rightly: their words hardly count."""
    first, last, count = 0, -1, 0
    for at, big in enumerate(capital):
        if not big:
            continue
        if count and text.sentence[at] == text.sentence[last] and _joined(text, last, at):
            count += 1
        else:
            _lighten(text, first, last, count)
            first, count = at, 1
        last = at
    _lighten(text, first, last, count)


def _joined(text: Text, last: int, at: int) -> bool:
    return at - last <= BETWEEN + 1 and all(f in text.common for f in text.forms[last + 1 : at])


def _lighten(text: Text, first: int, last: int, count: int) -> None:
    if count < NAMES:
        return
    if first and text.forms[first - 1] in ("the", "of", "a"):
        first -= 1
    for at in range(first, last + 1):
        text.weights[at] *= LIGHT
