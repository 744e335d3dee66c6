"""A quotation has no source.

Who said it, and where? A quotation of six words or more wants a note or a citation in its own
sentence or the next. Cite the work it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._places import QUOTED, SOURCE, cited_text
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Kind, blocks

LEAST = 6  # words; fewer are a phrase, a title or a word held at arm's length
SENTENCE_END = re.compile(rf"[.!?][’”»)\]{SOURCE}]*(?=\s+[^\s\da-z])")


def check(subject: Document) -> Iterator[Finding]:
    """Each quotation in the running text is followed by its source."""
    for section in subject.body:
        for block in blocks(section):
            if block.kind is Kind.PROSE and block.span:
                yield from _unsourced(block, cited_text(block))


def _unsourced(block: Element, text: str) -> Iterator[Finding]:
    ends = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text), len(text)]
    for match in QUOTED.finditer(text):
        quotation = match[0].strip("“”‘’«»„")
        if len(quotation.split()) < LEAST:
            continue
        own = max(n for n, end in enumerate(ends) if end <= match.start())
        last = next(n for n, end in enumerate(ends) if end >= match.end())
        if SOURCE not in text[ends[own] : ends[min(last + 1, len(ends) - 1)]]:
            yield Finding(
                "quotation_source",
                f"the quotation “{_shortened(quotation)}” has no source",
                _place(block, quotation),
                Severity.WARNING,
                "cite it: [@key, page]",
            )


def _shortened(quotation: str) -> str:
    words = quotation.split()
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")


def _place(block: Element, quotation: str) -> Span | None:
    """Where the quotation's first words stand in what was typed."""
    span = block.span
    opening = r"[\W_]+".join(map(re.escape, re.findall(r"\w+", quotation)[:3]))
    found = re.search(opening, span.text) if span else None
    return (
        Span(span.source, span.start + found.start(), span.start + found.end())
        if (span and found)
        else span
    )
