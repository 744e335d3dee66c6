"""What was written and what was printed, as both are compared: by letters and digits."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, groupby

from octavo.model import Element


class _Alphabet(dict[int, int | None]):
    """What counts of a text: letters, digits and symbols. Filled as characters are met.

    Not the modifier letters (U+02B0 to U+02FF, as in Qurʼan), which fonts draw as the quotation
    marks that they look like, so that a PDF cannot tell the two.
    """

    def __missing__(self, code: int) -> int | None:
        category = unicodedata.category(chr(code))
        counts = category[0] in "LN" or category in ("Sm", "Sc", "So")
        kept = None if not counts or 0x2B0 <= code <= 0x2FF else code
        return self.setdefault(code, kept)


# One glyph in the shipped fonts: increment and delta, the two slashes, wave dash and tilde.
ALPHABET = _Alphabet({ord("∆"): ord("δ"), ord("∕"): ord("⁄"), ord("~"): None})


def letters(text: str) -> str:
    """The letters, digits and symbols of a text, without accents, capitals and ligatures."""
    return unicodedata.normalize("NFKD", text).casefold().translate(ALPHABET)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block's letters as they must be printed. `calls` are notes' numbers and their offsets.

    `note` is the number of the note that the block belongs to, `figure` tells the figure that it is
    a part of from others.
    """

    block: Element
    letters: str
    calls: tuple[tuple[int, int], ...] = ()
    note: int | None = None
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Print:
    """The letters of all pages in one string, and where each page ends in it.

    Or of all that is said, which may go back and forth between pages: `numbers` are those of the
    stretches that end there; else they are counted from 1.
    """

    letters: str
    ends: tuple[int, ...]
    numbers: tuple[int, ...] = ()

    @classmethod
    def of(cls, pages: Iterable[str]) -> Print:
        """Read the texts of pages, in order."""
        texts = [letters(page) for page in pages]
        return cls("".join(texts), tuple(accumulate(map(len, texts))))

    @classmethod
    def said(cls, pieces: Iterable[tuple[int, str]]) -> Print:
        """Read pieces of text, each with the number of its page; of no piece, that is 0."""
        stretches = [
            (number, letters("".join(text for _, text in stretch)))
            for number, stretch in groupby(pieces, key=lambda piece: piece[0])
        ] or [(0, "")]
        ends = tuple(accumulate(len(text) for _, text in stretches))
        numbers = tuple(number for number, _ in stretches)
        return cls("".join(text for _, text in stretches), ends, numbers)

    def page(self, at: int) -> int:
        """The number of the page that the letter stands on; at the very end the last page's."""
        stretch = self._stretch(at)
        return self.numbers[stretch] if self.numbers else stretch + 1

    def page_end(self, at: int) -> int:
        """Where the page ends that the letter stands on."""
        return self.ends[self._stretch(at)]

    def _stretch(self, at: int) -> int:
        return min(bisect_right(self.ends, at), len(self.ends) - 1)


def common(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginnings."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
