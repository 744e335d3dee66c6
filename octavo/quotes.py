"""Quotation marks told from apostrophes and inches.

Python-Markdown's smart quotes take one sign for both the closing single quotation mark and the
apostrophe. Where a language's inner quotation marks are others (“ in British English), the two must
be told apart; and what a `"` behind a digit or beside Chinese is, only the marks before it tell. So
the converter writes signs of ours, and here each is given its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.languages import Language

OPENING = "\U000ffff1"  # private use, behind the numbers of marks
CLOSING = "\U000ffff2"
DOUBTFUL = "\U000ffff3"  # a `"`
SIGNS = re.compile(f"[{OPENING}{CLOSING}{DOUBTFUL}]")
SINGLE = f"[{OPENING}{CLOSING}]"
APOSTROPHE, PRIME, DOUBLE_PRIME = "’", "′", "″"

FEET = re.compile(rf"(?<=\d){SINGLE}(\d+(?:\.\d+)?){DOUBTFUL}")  # and inches: 5'10"
INCHES = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d+)?\Z")  # no year
# Words that begin with an apostrophe; an em dash does not.
ELIDED = re.compile(
    rf"(?<!\w){SINGLE}(?=(?:t(?:is|was|were|will|would|wixt)|til|em(?![ -](?:dash|rule|space)))\b)",
    re.I,
)
# The "and" of rock 'n' roll. Beside one of these words it is the letter.
AND = re.compile(rf"{SINGLE}(n){SINGLE}(?= (\w+))", re.I)
BEFORE = re.compile(r"(\w+) \Z")
LITTLE = frozenset(
    "a an and are as by each every for from has if in is letter letters means number of on or size "
    "sound stands symbol than that the this to value variable was when where which with".split()
)

OPENS_BEHIND = " \t\n\N{NO-BREAK SPACE}([{-–—/\"'“‘„‚«‹" + OPENING + DOUBTFUL

# Chinese, Japanese and their punctuation: written without spaces, so a line may end anywhere.
# Ranges, no pattern: to compile one of so many characters takes as long as all others together.
UNSPACED = (
    ("\u2e80", "\u30ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uff60"),
)


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script without spaces between words; none ("") is not."""
    return any(first <= character <= last for first, last in UNSPACED)


def meanings(text: str, language: Language) -> Iterator[str]:
    """What each of our signs in a text stands for, in order."""
    places = [found.start() for found in SIGNS.finditer(text)]
    if not places:
        return
    text = FEET.sub(rf"{PRIME}\1{DOUBLE_PRIME}", text)
    text = AND.sub(_and, ELIDED.sub(APOSTROPHE, text))
    meaning = _doubles(text, language) | _singles(text, language)
    yield from (meaning.get(at, text[at]) for at in places)


def curled(line: str, language: Language) -> str:
    """A line that is no Markdown, such as a name, with its straight marks as the language's."""
    signs = re.sub("[\"']", lambda mark: _sign(line, mark.start(), language), line)
    found = meanings(signs, language)
    return SIGNS.sub(lambda _: next(found), signs)


def _sign(line: str, at: int, language: Language) -> str:
    """A sign of ours for a straight mark, or the mark itself where there is no doubt."""
    before, after = line[max(at - 1, 0) : at], line[at + 1 : at + 2]
    opens = (not before or before in OPENS_BEHIND) and bool(after.strip())
    if line[at] == "'":
        return OPENING if opens else CLOSING
    if is_doubtful(line, at):
        return DOUBTFUL
    return language.quotes[0 if opens else 1]


def is_doubtful(text: str, at: int) -> bool:
    """Whether a `"` is told by what stands around a piece of text, or by the marks before it."""
    at_edge = at in (0, len(text) - 1)
    return at_edge or text[at - 1].isdigit() or _beside_unspaced(text, at)


def _and(found: re.Match[str]) -> str:
    before = BEFORE.search(found.string[max(found.start() - 30, 0) : found.start()])
    beside = {before[1].lower() if before else "the", found[2].lower()}
    return found[0] if beside & LITTLE else f"{APOSTROPHE}{found[1]}{APOSTROPHE}"


def _doubles(text: str, language: Language) -> dict[int, str]:
    """Of each doubtful `"` what it is."""
    if DOUBTFUL not in text:
        return {}
    (opening, closing), is_open = language.quotes[:2], False
    meaning: dict[int, str] = {}
    for found in re.finditer(f"[{DOUBTFUL}{opening.strip()}{closing.strip()}]", text):
        at, sign = found.start(), found[0]
        if sign == DOUBTFUL:
            means_inches = not is_open and INCHES.search(text[max(at - 8, 0) : at])
            is_open = not means_inches and _opens(text, at, is_open)
            meaning[at] = DOUBLE_PRIME if means_inches else opening if is_open else closing
        elif sign in opening or not _inside_word(text, at):
            is_open = sign in opening
    return meaning


def _opens(text: str, at: int, is_open: bool) -> bool:
    """Whether a `"` opens: if no word stands before it; in Chinese if none is open."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if _beside_unspaced(text, at):
        return not is_open
    return (not before or before in OPENS_BEHIND) and bool(after.strip() or not is_open)


def _singles(text: str, language: Language) -> dict[int, str]:
    """Of each single sign: two that belong together are marks, all others apostrophes."""
    opened: list[int] = []
    meaning: dict[int, str] = {}
    for found in re.finditer(SINGLE, text):
        at = found.start()
        meaning[at] = APOSTROPHE
        opens = found[0] == OPENING and not text[max(at - 1, 0) : at].isalnum()
        if opens or (_beside_unspaced(text, at) and not opened):
            opened.append(at)
        elif opened and not _inside_word(text, at):
            meaning[opened.pop()] = language.quotes[2]
            meaning[at] = language.quotes[3]
    return meaning


def _beside_unspaced(text: str, at: int) -> bool:
    return is_unspaced(text[max(at - 1, 0) : at]) or is_unspaced(text[at + 1 : at + 2])


def _inside_word(text: str, at: int) -> bool:
    beside = text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
    return beside and not _beside_unspaced(text, at)
