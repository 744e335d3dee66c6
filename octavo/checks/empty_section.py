"""A section has no text.

A heading with nothing below it looks forgotten. Write the section, or leave its file out: a section
with `draft: true` in its front matter is not printed. A heading within a file may be followed at
once by one of a lower level.

Instead of

    01-causes.md:
    # Causes

    They were many.

    ## War

    ## Trade

    They bought wheat.

    02-results.md:
    # Results

write

    01-causes.md:
    # Causes

    They were many.

    ## Trade

    They bought wheat.

    02-results.md:
    # Results

    They were few.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Kind, blocks


def check(subject: Document) -> Iterator[Finding]:
    """Each section file has more than headings, and so has each part of it."""
    filled: list[Element] = []
    for section, body in zip(subject.sections, subject.body, strict=True):
        if all(block.kind is Kind.HEADING for block in blocks(body)):
            place = Span(section.source, section.body, section.body)
            hint = "write it, or take the file out"
            yield Finding("empty_section", "this section has no text", place, hint=hint)
        else:
            filled += [child for child in body.children if isinstance(child, Element)]
    for heading, following in pairwise([*filled, None]):
        if heading is not None and _is_empty(heading, following):
            message, hint = "nothing stands below this heading", "write it, or take the heading out"
            yield Finding("empty_section", message, heading.span, Severity.WARNING, hint)


def _is_empty(heading: Element, following: Element | None) -> bool:
    """Whether a heading is followed by another of its level or a higher one, or by nothing."""
    if heading.kind is not Kind.HEADING or heading.span is None:
        return False
    is_heading = following is not None and following.kind is Kind.HEADING
    return following is None or (is_heading and following.tag <= heading.tag)
