"""Take a locator out of what follows a citation key: `, pp. 3-5 and passim`.

The words that name a locator are CSL's terms in the report's language and in English, in all
their forms; what is not understood is the citation's suffix and is printed as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

# The locator types of CSL 1.0.2, appendix III ("Locators"); 1.0.1's names of two of them are
# those that most styles still test for.
TYPES = frozenset(
    "act appendix article-locator book canon chapter column elocation equation figure folio "
    "issue line note opus page paragraph part rule scene section sub-verbo supplement table "
    "timestamp title-locator verse version volume".split()
)
# What writers type that no locale lists.
EXTRA = {"pg.": "page", "pgs.": "page", "ch.": "chapter", "chs.": "chapter", "no.": "issue"}
CSL = "{http://purl.org/net/xbiblio/csl}"

PART = r"[\w.:/]*\d[\w.:/]*[*†‡]?"  # has a digit: 12, 345n6, A-3, 2:14, 5.1.2
ROMAN = r"[ivxlcdm]+\b|[IVXLCDM]+\b"
NUMBER = rf"(?:{PART}|{ROMAN})"
NUMBERS = re.compile(rf"{NUMBER}(?:\s*(?:[-–—,&]|--)\s*{NUMBER})*(?:\s*ff?\.)?")
BRACED = re.compile(r"[\s,，]*\{([^{}]*)\}")  # Pandoc's explicit form: {ii, A, D-Z}
BARE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Locator:
    """What follows a key: the locator, its CSL type, and the suffix as typed."""

    value: str
    label: str
    suffix: str


class Locators:
    """The words that introduce a locator, by what they mean."""

    def __init__(self, locales: Iterable[str]) -> None:
        """Take the terms of CSL locale files (XML texts); the first that has a word wins.

        They are read when a locator is first looked for.
        """
        self.locales = locales

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The type of locator that each word means."""
        words: dict[str, str] = {}
        for xml in self.locales:
            for word, label in _terms(xml):
                words.setdefault(word, label)
        for word, label in EXTRA.items():
            words.setdefault(word, label)
        return words

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """The same without capitals."""
        return {word.casefold(): label for word, label in self.words.items()}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the words, the longest first."""
        longest_first = sorted(map(re.escape, self.words), key=len, reverse=True)
        return re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)

    def split(self, rest: str) -> Locator:
        """Part what follows a key into locator and suffix."""
        if braced := BRACED.match(rest):
            label, at = self._label(braced[1], 0)
            return Locator(braced[1][at:].strip(), label or "page", rest[braced.end() :])
        start = re.match(r"[\s,，]*", rest)
        at = start.end() if start else 0
        label, after = self._label(rest, at)
        numbers = NUMBERS.match(rest, after)
        if numbers is None or (not label and not _plausible(numbers[0], rest, at)):
            return Locator("", "page", rest)
        value = numbers[0]
        if not value.endswith("f."):  # another full stop at the end belongs to the sentence
            value = value.rstrip(".:/")
        return Locator(value, label or "page", rest[after + len(value) :])

    def _label(self, text: str, at: int) -> tuple[str, int]:
        """The locator type named at `at`, or "", and where its number starts."""
        match = self.pattern.match(text, at)
        if match is None:
            return "", at
        gap = re.compile(r"\.?\s+|(?=\d)" if match[0][-1].isalpha() else r"\s*").match(
            text, match.end()
        )
        if gap is None:
            return "", at
        label = self.words.get(match[0]) or self.folded[match[0].casefold()]
        return label, gap.end()


def _plausible(value: str, rest: str, at: int) -> bool:
    """Whether a number without a word is a page: it has a digit, and stands by itself."""
    return bool(BARE.search(value)) or (at > 0 and len(value) > 1 and value == rest[at:].strip())


def _terms(xml: str) -> Iterable[tuple[str, str]]:
    for term in ElementTree.fromstring(xml).iter(f"{CSL}term"):
        name = term.get("name", "")
        if name in TYPES and term.get("form", "long") in ("long", "short", "symbol"):
            texts = [child.text for child in term] or [term.text]
            for text in texts:
                if text and text.strip():
                    yield text.strip(), name
