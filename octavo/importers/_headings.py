"""Tell a heading by its look: capitals, a number, a name that headings have, standing alone."""

from __future__ import annotations

import re

LONGEST = 90  # characters
WORDS = 14
FEW = 20  # words that the paragraph below a heading has at least, where nothing else marks it
NAMES = frozenset(
    "abstract acknowledgements acknowledgments appendix background bibliography conclusion "
    "conclusions contents discussion endnotes epilogue footnotes introduction literature method "
    "methods notes preface prologue references results sources summary".split()
) | {"works cited", "literature review", "reference list", "further reading", "list of references"}
UNNUMBERED = NAMES & set(
    "abstract acknowledgements acknowledgments bibliography endnotes footnotes notes references "
    "sources".split()
) | {"works cited", "reference list", "further reading", "list of references"}
NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*)(?P<dot>\.|\))?\s+(?=[^\W\d_])(?P<title>.+)"
)
PART = re.compile(r"(?:chapter|part|section|appendix)\s+(?:\d+|[IVXLC]+|[A-Z])\b", re.IGNORECASE)
ROMAN = re.compile(r"[IVX]{1,5}\.\s+[^\W\d_]")
# A heading that is nothing but the number of a chapter.
COUNTED = re.compile(r"(?:(?:chapter|section)\s+(?:\d{1,2}|[IVXLC]{1,7})|[IVXLC]{1,7})\.?", re.I)
BYLINE = re.compile(
    r"(?:by|von|par|por|di)\s+(?P<name>[^\W\d_][\w.’'-]*(?:\s+[\w.’'-]+){1,4})", re.I
)
STOPS = (".", ",", ";", ":", "-", "–", "—", "(")


def alone(line: str) -> bool:
    """Whether a line is a heading even with text right above or below it."""
    letters = re.sub(r"[\W\d_]", "", line)
    capitals = len(letters) > 4 and letters.isupper() and len(line.split()) > 1
    fits = len(line) <= LONGEST and not line.endswith(STOPS)
    return fits and (capitals or named(line))


def word(line: str) -> bool:
    """Whether a line is one word in capitals: above a text it is a heading."""
    return len(line) > 4 and line.isalpha() and line.isupper()


def named(line: str) -> bool:
    """Whether the line is a name that headings have, with or without a number."""
    return re.sub(r"^[\dIVX]+(?:\.\d+)*[.)]?\s+", "", line).strip(" :").casefold() in NAMES


def apart(text: str) -> bool:
    """Whether the heading is of a part that has no number in a paper: notes, references."""
    return text.strip(" :").casefold() in UNNUMBERED


def underlines(line: str) -> bool:
    """Whether the line only underlines the one above."""
    return len(line) > 2 and len(set(line)) == 1 and line[0] in "=-~"


def level(text: str, following: str, *, first: bool = False) -> int:
    """The level of a heading, 0 for what is none; `following` is the next paragraph.

    What opens the draft, `first`, may be its title whatever follows.
    """
    if len(text) > LONGEST or len(text.split()) > WORDS:
        return 0
    if alone(text) or (named(text) and text.endswith(":")):
        return 1
    if following and COUNTED.fullmatch(text):
        return 1
    if text.endswith(STOPS) and not (text.isupper() and text.endswith(".") and len(text) > 4):
        return 0
    if (PART.match(text) or ROMAN.match(text)) and following:
        return 1
    opens = bool(re.match(r"[\"'“‘(]?[^\W\d_]", text)) and not text[0].islower()
    says = not re.search(r"[.!?]['\"”’)]*$", text) or text.endswith("?")
    long = len(following.split()) >= FEW or (first and bool(following))
    number = NUMBERED.fullmatch(text)
    if number and (long or following.startswith(number["number"].rstrip(".") + ".")):
        return number["number"].count(".") + 1
    return int(opens and says and long)
