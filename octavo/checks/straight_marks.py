"""A straight quotation mark, or a hyphen in the place of a dash, is left in the finished text.

Octavo makes them typographic where it is sure which is meant; here it was not. Type the mark
itself, or a dash as `--`; one that shall stay straight is written with a backslash: `\\"`.

Instead of

    The treaty - a bargain - lapsed.

write

    The treaty -- a bargain -- lapsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._items import first_item
from octavo.checks._places import matches, own_text
from octavo.checks._settings import setting
from octavo.diagnostics import Finding, Severity
from octavo.model import Document

# Not behind a digit: there they are feet, inches, minutes and seconds.
STRAIGHT = re.compile(r"(?<!\d)[\"']")
ESCAPED = re.compile(r"\\[\"']")
HYPHEN = re.compile(r"(?<=\w) - (?=\w)")


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.straight_marks] may set."""

    hyphens: bool = setting(True, "whether a hyphen between blanks is a fault")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """No straight quotation mark and no spaced hyphen stands in the text."""
    for block, text in own_text(subject):
        escaped = len(ESCAPED.findall(block.span.text)) if block.span else 0
        if len(STRAIGHT.findall(text)) > escaped:
            message = "a quotation mark in this paragraph is still straight"
            hint = 'type the curly mark itself, or \\" if it is meant to be straight'
            yield Finding("straight_marks", message, block.span, Severity.WARNING, hint)
        if not settings.hyphens or (block.span and first_item(block.span.text, in_list=False)):
            continue  # its hyphens are the signs of a list
        for _, place in matches(block, text, HYPHEN):
            message, hint = "a hyphen stands where a dash is meant", "write -- or –"
            yield Finding("straight_marks", message, place, Severity.WARNING, hint)
