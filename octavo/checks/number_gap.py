"""The numbers before the section files' names leave one out.

Perhaps a section was lost on the way. Number the files without a gap, or list them in report.toml.

Instead of

    01-causes.md:
    They were many.

    03-results.md:
    They were few.

write

    report.toml:
    sections = ["01-causes.md", "03-results.md"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Section


def check(subject: Document) -> Iterator[Finding]:
    """Where the file names give the order, each number follows the one before."""
    if subject.project.sections:
        return
    for before, after in pairwise(subject.sections):
        first, second = _number(before), _number(after)
        if first is not None and second is not None and second > first + 1:
            missing = f"{first + 1}" if second == first + 2 else f"{first + 1} to {second - 1}"
            name = after.source.path.name
            message = f"between {before.source.path.name} and {name} there is no number {missing}"
            place = Span(after.source, 0, 0)
            hint = "number the files without a gap"
            yield Finding("number_gap", message, place, Severity.WARNING, hint)


def _number(section: Section) -> int | None:
    number = re.match(r"\d+", section.source.path.name)
    return int(number[0]) if number else None
