"""A table has no head.

Without it nobody can tell what the columns mean, least of all who listens to the page instead of
seeing it. Write a word above each column: | Year | Loan |

Instead of

    |      |     |
    |------|----:|
    | 1950 | 300 |

write

    | Year | Loan |
    |------|-----:|
    | 1950 |  300 |
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, blocks, plain


def check(subject: Document) -> Iterator[Finding]:
    """Each table names at least one of its columns."""
    for section in subject.body:
        for table in _elements(section, "table"):
            heads = (plain(node) for cell in _elements(table, "th") for node in cell.children)
            if not "".join(heads).strip():
                span = next((_top(b.span) for b in blocks(table) if b.span), section.span)
                message, hint = "this table has no head", "write a word above each column"
                yield Finding("headless_table", message, span, Severity.WARNING, hint)


def _top(span: Span) -> Span:
    """The first line of the table that a cell's line belongs to."""
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    while start and "|" in text[text.rfind("\n", 0, start - 1) + 1 : start]:
        start = text.rfind("\n", 0, start - 1) + 1
    end = text.find("\n", start)
    return Span(span.source, start, len(text) if end < 0 else end)


def _elements(node: Element, tag: str) -> Iterator[Element]:
    """All elements of that kind below the node, those of notes left out."""
    for child in node.children:
        if isinstance(child, Element):
            if child.tag == tag:
                yield child
            yield from _elements(child, tag)
