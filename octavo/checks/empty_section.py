"""A section has no text.

A heading with nothing below it looks forgotten. Write the section, or leave its file out: a section
with `draft: true` in its front matter is not printed.

Instead of

    01-causes.md:
    # Causes

    They were many.

    02-results.md:
    # Results

write

    02-results.md:
    # Results

    They were few.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Span
from octavo.model import Document, Kind, blocks


def check(subject: Document) -> Iterator[Finding]:
    """Each section file has more than headings."""
    for section, body in zip(subject.sections, subject.body, strict=True):
        if all(block.kind is Kind.HEADING for block in blocks(body)):
            place = Span(section.source, section.body, section.body)
            hint = "write it, or take the file out"
            yield Finding("empty_section", "this section has no text", place, hint=hint)
