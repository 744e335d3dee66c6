"""A paragraph is printed as code because it is moved in.

Four blanks or a tab before a line mean code in Markdown. The first line of a paragraph is moved in
by the page's design, a long quotation by `>`; code is best put between lines of three backticks.

Instead of

        The treaty was to run for thirty years and was never renewed.

write

    The treaty was to run for thirty years and was never renewed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Kind, blocks, plain

WORD = re.compile(r"[\"“‘'(«„]*[^\W\d_]+(?:[-'’][^\W\d_]+)*[\"”’')»“.,;:!?…]*|\d+[.,;:]?|[–—-]")
ITEM = re.compile(r"(?:[-*+•]|\d+[.)]) +\w")


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.misread_code] may set."""

    words: int = setting(5, "of a line that may be prose, at the least")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """No block of code that is made by moving in is prose or a list."""
    for section in subject.body:
        for block in blocks(section):
            if block.kind is Kind.CODE and block.span and _is_moved_in(block.span):
                yield from _found(block, block.span, settings.words)


def _is_moved_in(place: Span) -> bool:
    text = place.source.text
    before = text[text.rfind("\n", 0, place.start) + 1 : place.start]
    return "\t" in before or before.endswith("    ")


def _found(block: Element, place: Span, least: int) -> Iterator[Finding]:
    first = plain(block).lstrip("\n").split("\n", 1)[0].strip()
    if ITEM.match(first):
        message, hint = "this list is printed as code", "do not move it in"
    elif len(words := first.split()) >= least and all(map(WORD.fullmatch, words)):
        message, hint = "this paragraph is printed as code", "do not move it in; quote with >"
    else:
        return
    end = place.source.text.find("\n", place.start, place.end)
    line = Span(place.source, place.start, place.end if end < 0 else end)
    yield Finding("misread_code", message, line, Severity.WARNING, hint)
