"""A bracket or a quotation mark opens and does not close, or closes and did not open.

The reader cannot tell where the aside or the quotation ends. Add the missing mark. A quotation of
several paragraphs opens each of them anew, and closes the last.

Instead of

    The loan (300 million dollars was small.

write

    The loan (300 million dollars) was small.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from octavo.checks._written import Places, Written, written
from octavo.diagnostics import Finding, Severity
from octavo.model import Document, Kind

# What may close what. ’ is an apostrophe as well, so one without its fellow tells nothing.
CLOSES = {"(": ")", "[": "]", "“": "”", "„": "“”", "«": "»", "‘": "’", "‚": "‘’"}
OUTWARD = {"»": "«"}  # as German and Danish books have them
ONE_SIGN = ("sv", "fi")  # languages that open and close with one sign, which tells nothing
SIGN = re.compile(r"[()\]“”„«»‘’‚]|(?<!\^)\[")  # ^[ is another rule's
AYN = re.compile(r"‘[aeiou]", re.IGNORECASE)  # ‘ as a letter in Arabic names: ‘Abd, ‘Umar
ROMAN = re.compile(r"[ivxlc]{1,5}|\w\w?")
PROSE = (Kind.PROSE, Kind.NOTE, Kind.CAPTION, Kind.HEADING, Kind.CELL)


def check(subject: Document) -> Iterator[Finding]:
    """In each paragraph every bracket and double quotation mark has its fellow."""
    places = Places(subject)
    found = [block for block in written(subject) if block.kind in PROSE and not block.referring]
    pairs = _pairs(subject.project.language, found)
    for block, following in pairwise([*found, None]):
        if block is not None and (at := _stray(block, following, pairs)) is not None:
            mark = block.text[at]
            name = f"“{mark}”" if mark in "()[]" else f"the quotation mark {mark}"
            message = f"{name} has no fellow in this paragraph"
            place = places.sign(block, at)
            hint = "add the missing mark" + (", or write an apostrophe as ’" if mark == "‘" else "")
            yield Finding("unbalanced_marks", message, place, Severity.WARNING, hint)


def _pairs(language: str, text: Sequence[Written]) -> Mapping[str, str]:
    """Which mark closes which in this report."""
    if language.startswith(ONE_SIGN):
        return {sign: close for sign, close in CLOSES.items() if sign in "(["}
    pointed = (found[0] for block in text if (found := re.search("[«»]", block.text)))
    if next(pointed, "«") == "«":
        return CLOSES
    return {**{sign: close for sign, close in CLOSES.items() if sign != "«"}, **OUTWARD}


def _stray(block: Written, following: Written | None, pairs: Mapping[str, str]) -> int | None:
    """The offset of the first mark without its fellow."""
    text, opened, count = block.text, list[int](), Counter[str]()
    closing = "".join(pairs.values())
    for found in SIGN.finditer(text):
        at, sign = found.start(), found[0]
        if sign in "‘’" and _is_letter(block, at, text[opened[-1]] if opened else ""):
            continue
        if any(sign in pairs[waiting] for waiting in count if count[waiting]):
            inner = opened.pop()
            if sign not in pairs[text[inner]]:
                return inner
            count[text[inner]] -= 1
        elif sign in pairs:
            opened.append(at)
            count[sign] += 1
        elif sign in closing and not _enumerates(text, at):
            return at
    if opened and _goes_on(block, following, text[opened[-1]]):
        opened.pop()
    return next((at for at in opened if text[at] not in "‘‚"), opened[0]) if opened else None


def _is_letter(block: Written, at: int, opened: str) -> bool:
    """Whether ‘ or ’ belongs to a word (o’clock, Ch‘ing, ‘Abd) where `opened` is innermost."""
    text = block.text
    before, after = text[max(at - 1, 0) : at].isalnum(), text[at + 1 : at + 2].isalnum()
    if opened and text[at] in CLOSES.get(opened, ""):
        return before and after
    is_ayn = bool(AYN.match(text, at)) and "‘" in block.lines.text
    return text[at] == "’" or before or is_ayn


def _goes_on(block: Written, following: Written | None, mark: str) -> bool:
    """Whether a quotation goes on in the next paragraph, which opens it anew."""
    same = following is not None and following.region == block.region
    return same and following is not None and following.text[:1] == mark


def _enumerates(text: str, at: int) -> bool:
    """Whether a closing bracket stands behind a number or letter of a list: "a) ... b) ..."."""
    word = text[max(at - 10, 0) : at].split()[-1:] or [""]
    return text[at] == ")" and bool(ROMAN.fullmatch(word[0]))
