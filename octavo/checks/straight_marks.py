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
from octavo.checks._places import TEXT, matches
from octavo.checks._settings import setting
from octavo.checks._written import Places, written
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
    places = Places(subject)
    for block in (block for block in written(subject) if block.kind in TEXT):
        escaped = len(ESCAPED.findall(block.lines.text))
        if len(STRAIGHT.findall(block.text)) > escaped:
            message = "a quotation mark in this paragraph is still straight"
            hint = 'type the curly mark itself, or \\" if it is meant to be straight'
            yield Finding("straight_marks", message, block.lines, Severity.WARNING, hint)
        if not settings.hyphens or first_item(block.lines.text, in_list=False):
            continue  # its hyphens are the signs of a list
        for _, place in matches(places, block, HYPHEN):
            message, hint = "a hyphen stands where a dash is meant", "write -- or –"
            yield Finding("straight_marks", message, place, Severity.WARNING, hint)
