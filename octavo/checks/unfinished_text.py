"""A mark that something is still to be written was left in the text.

TODO, FIXME, XXX, "lorem ipsum" and ?? tell a marker that the paper is not finished. Write what is
missing, or delete the mark; a remark to yourself can be an HTML comment, which is not printed.

Instead of

    It ended in TODO year??

write

    It ended in 1980.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._places import OWN, matches
from octavo.checks._settings import setting
from octavo.checks._written import Places, written
from octavo.diagnostics import Finding
from octavo.model import Document

WORDS = ("TODO", "FIXME", "XXX", "TBD", "TK", "Lorem ipsum", "lorem ipsum")


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.unfinished_text] may set."""

    marks: tuple[str, ...] = setting((), "further words that tell of unfinished work")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """No mark of unfinished work stands in the text."""
    words = "|".join(map(re.escape, (*WORDS, *settings.marks)))
    marks = re.compile(rf"(?<!\w)(?:{words})(?!\w)|\?\?+")
    places = Places(subject)
    for block in (block for block in written(subject) if block.kind in OWN):
        for found, place in matches(places, block, marks):
            hint = "write what is missing, or delete it"
            yield Finding("unfinished_text", f"“{found}” was left in the text", place, hint=hint)
