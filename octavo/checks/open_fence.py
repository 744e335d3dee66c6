"""A block of code opens and never closes.

Its three signs would be printed, and what was meant as code read as text. Close it with the same
signs, on a line of their own, at the start of the line.

Instead of

    ```
    make all

    It was done.

write

    ```
    make all
    ```

    It was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.diagnostics import Finding, Span
from octavo.model import Document

FENCE = re.compile(r"^(?P<signs>`{3,}|~{3,})(?P<info>[^\n`]*)$", re.M)


def check(subject: Document) -> Iterator[Finding]:
    """Each fence has its second one."""
    for section in subject.sections:
        opened: re.Match[str] | None = None
        for match in FENCE.finditer(section.source.text, section.body):
            if opened is None:
                opened = match
            elif match["signs"] == opened["signs"] and not match["info"].strip():
                opened = None
        if opened is not None:
            place = Span(section.source, opened.start(), opened.end())
            hint = f"close it with a line of {opened['signs']}"
            yield Finding("open_fence", "this block of code is not closed", place, hint=hint)
