"""An asterisk, an underscore or a tilde that was to emphasise stands in the finished text.

Emphasis has the same signs at both ends, within one paragraph and close to the words. Add what is
missing; a sign that shall be printed gets a backslash: `\\*`.

Instead of

    The journal *Hongqi was founded in 1958.

write

    The journal *Hongqi* was founded in 1958.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._written import Places, Written, written
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Kind

# A sign that opens before a word or closes behind one; not between two words, nor in 2*3.
SIGN = re.compile(
    r"(?<![\w*_~/@.:#\\])(?P<opens>\*{1,3}|_{1,3}|~~)(?=[^\W_])"
    r"|(?<=[^\W_])(?<!\b[A-Z])[.,;:!?’”)]?(?P<closes>\*{1,3}|_{1,3}|~~)(?![\w*_~/])"
)
WITHIN = re.compile(r"[^\W_]_+[^\W_][^\s_]*\Z")  # text_so_
LONGEST = 60  # characters of a word that are looked at
LETTER = re.compile(r"[^\W_]")


def check(subject: Document) -> Iterator[Finding]:
    """No sign of emphasis is left over."""
    places = Places(subject)
    for block in written(subject):
        if block.kind is Kind.CODE:
            continue
        for found in SIGN.finditer(block.text):
            place = _typed(places, block, found)
            if place is not None and not (block.kind is Kind.CELL and place.text == "*"):
                sign = place.text
                message = f"“{sign}” emphasises nothing, and is printed"
                hint = _cure(block.text, found, sign)
                yield Finding("open_emphasis", message, place, Severity.WARNING, hint)


def _cure(text: str, found: re.Match[str], sign: str) -> str:
    if found["closes"] and WITHIN.search(text, max(0, found.start() - LONGEST), found.start()):
        return f"write * for _ within a word, or \\{sign[0]} if it is meant"
    other = "behind" if found["opens"] else "before"
    return f"write it {other} the words too, or \\{sign[0]} if it is meant"


def _typed(places: Places, block: Written, found: re.Match[str]) -> Span | None:
    """Where the sign was typed; None if it was escaped, or stands behind a word on purpose."""
    source = block.lines.source
    if found["opens"]:
        end = places.span(block, found.end(), block, found.end() + 1).start
        place = Span(source, end - len(found["opens"]), end)
    else:
        letter = found.start() - 1
        start = places.span(block, letter, block, letter + 1).end
        start = source.text.find(found["closes"], start, block.lines.end)
        place = Span(source, start, start + len(found["closes"]))
    if place.text != (found["opens"] or found["closes"]):
        return None
    place = _whole(place)
    return None if source.text[place.start - 1 : place.start] == "\\" else place


def _whole(place: Span) -> Span:
    """The sign with its like beside it: of two asterisks one may have found its fellow."""
    text, start, end = place.source.text, place.start, place.end
    while start and text[start - 1] == text[place.start]:
        start -= 1
    while text[end : end + 1] == text[place.start]:
        end += 1
    return Span(place.source, start, end)
