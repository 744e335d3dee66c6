"""The paper is longer than `word_limit` in report.toml allows.

Markers take points off. The main text counts: paragraphs and quotations, without notes, headings,
captions, tables and bibliography. The finding names the longest sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Severity
from octavo.model import COUNTED, Document, blocks, plain


def check(subject: Document) -> Iterator[Finding]:
    """The main text keeps to the limit."""
    limit = subject.project.word_limit
    if limit is None:
        return
    counts = [
        sum(len(plain(b).split()) for b in blocks(section) if b.kind in COUNTED)
        for section in subject.body
    ]
    if (total := sum(counts)) > limit:
        names = [section.source.path.name for section in subject.sections]
        longest = sorted(zip(counts, names, strict=True), reverse=True)[:3]
        hint = "longest: " + ", ".join(f"{name} {count:,}" for count, name in longest)
        message = f"{total:,} words, {total - limit:,} above the limit of {limit:,}"
        place = subject.project.place_of("word_limit")
        yield Finding("word_limit", message, place, Severity.WARNING, hint)
