"""A line of text is read as a heading.

A line that begins with # is a heading, and so is a line with a row of hyphens or of = below it. Put
a backslash before a # that is none, and an empty line above a rule between two paragraphs.

Instead of

    The talks ended there, and nobody spoke of them again.
    ---
    A new year came.

write

    The talks ended there, and nobody spoke of them again.

    ---

    A new year came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._headings import titles
from octavo.checks._settings import setting
from octavo.diagnostics import Finding, Severity
from octavo.model import Document

HASHTAG = re.compile(r"#+(?=[\da-z])")
UNDERLINED = re.compile(r"\n[ ]{0,3}(?:=+|-+)[ \t]*(?:\n|\Z)")
SENTENCE = re.compile(r"[.;,:]\s*\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.misread_heading] may set."""

    words: int = setting(14, "of the longest title that is underlined")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Each heading is meant to be one."""
    for title in titles(subject):
        text, end = title.place.source.text, title.place.end
        if HASHTAG.match(title.place.text):
            message, hint = (
                "this line is read as a heading",
                "write \\# if it is none, else # and a blank",
            )
        elif UNDERLINED.match(text, end) and (
            SENTENCE.search(title.text) or len(title.text.split()) > settings.words
        ):
            message = "the line below makes a heading of this one"
            hint = "leave an empty line between the two"
        else:
            continue
        yield Finding("misread_heading", message, title.place, Severity.WARNING, hint)
