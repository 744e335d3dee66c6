"""The numbers before the section files' names do not rise in the order they are set.

A reader of the folder and a reader of the paper would see two different orders. Put the list
`sections` of report.toml in order, or rename the files.

Instead of

    report.toml:
    sections = ["02-results.md", "01-causes.md"]

    01-causes.md:
    They were many.

    02-results.md:
    They were few.

write

    report.toml:
    sections = ["01-causes.md", "02-results.md"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from octavo.diagnostics import Finding
from octavo.model import Document, Section


def check(subject: Document) -> Iterator[Finding]:
    """The numbers before the names of sections rise, each standing once."""
    for before, after in pairwise(subject.sections):
        first, second = _number(before), _number(after)
        if first is None or second is None or first < second:
            continue
        name, previous = after.source.path.name, before.source.path.name
        message = f"{name} stands behind {previous}"
        hint = f"number it above {first}, or mend the list"
        place = subject.project.place_of("sections", name)
        if not subject.project.sections:
            message, hint = f"{name} and {previous} have one number", "give each its own number"
        yield Finding("section_order", message, place, hint=hint)


def _number(section: Section) -> int | None:
    number = re.match(r"\d+", section.source.path.name)
    return int(number[0]) if number else None
