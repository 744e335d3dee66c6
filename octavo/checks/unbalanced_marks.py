"""A bracket or a quotation mark opens and does not close, or closes and did not open.

The reader cannot tell where the aside or the quotation ends. Add the missing mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._places import own_text
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Kind

PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“"}
PROSE = (Kind.PROSE, Kind.NOTE, Kind.CAPTION)


def check(subject: Document) -> Iterator[Finding]:
    """In each paragraph every bracket and double quotation mark has its fellow."""
    pairs = dict(PAIRS)
    if "“" in pairs.values() and subject.project.language.startswith(("de", "ru")):
        pairs.pop("“")  # there “ closes what „ opened
    else:
        pairs.pop("„")
    for block, text in own_text(subject):
        if block.kind in PROSE and (mark := _stray(text, pairs)):
            message = (
                f"“{mark}” has no fellow in this paragraph"
                if mark in "()[]"
                else (f"the quotation mark {mark} has no fellow in this paragraph")
            )
            place = _place(block, mark)
            yield Finding(
                "unbalanced_marks", message, place, Severity.WARNING, "add the missing mark"
            )


def _stray(text: str, pairs: dict[str, str]) -> str:
    """The first mark without its fellow, or ""."""
    opened: list[str] = []
    closing = {end: start for start, end in pairs.items()}
    for at, sign in enumerate(text):
        if sign in pairs:
            opened.append(sign)
        elif sign in closing and not _enumerates(text, at):
            if closing[sign] not in opened:
                return sign
            while opened.pop() != closing[sign]:
                pass
    return opened[0] if opened else ""


def _enumerates(text: str, at: int) -> bool:
    """Whether a closing bracket stands behind a number or letter of a list: "a) ... b) ..."."""
    word = text[:at].split()[-1:] or [""]
    return text[at] == ")" and len(word[0]) <= 2 and word[0].isalnum()


def _place(block: Element, mark: str) -> Span | None:
    span = block.span
    typed = '"' if mark in "“”«»„" else mark
    text = re.sub(r"^\[\^[^\]]*\]:", lambda m: " " * len(m[0]), span.text) if span else ""
    at = max(text.find(mark), text.find(typed))
    return Span(span.source, span.start + at, span.start + at + 1) if span and at >= 0 else span
