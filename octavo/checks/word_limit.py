"""The paper is longer than `word_limit` in report.toml allows.

Markers take points off. Words are counted by the rule book that `word_rule` names, by default the
main text alone: paragraphs and quotations. Its leeway is heeded, its penalty told. The finding
names the longest sections; `count` shows every part.

Instead of

    report.toml:
    word_limit = 4

    01-first.md:
    They were many, and they were strong.

write

    01-first.md:
    They were many.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo import counting
from octavo.diagnostics import Finding, Severity
from octavo.model import Document


def check(subject: Document) -> Iterator[Finding]:
    """The paper keeps to the limit, or to its leeway."""
    limit = subject.project.word_limit
    if limit is None:
        return
    count = counting.length(subject)
    if count.total > count.room(limit):
        message = f"{count.total:,} words, {count.over(limit):,} above the limit of {limit:,}"
        if cost := count.penalty(limit):
            message += f": {cost}"
        place = subject.project.place_of("word_limit")
        yield Finding("word_limit", message, place, Severity.WARNING, _longest(subject, count))


def _longest(subject: Document, count: counting.Count) -> str:
    names = [section.source.path.name for section in subject.sections]
    counts = [words for _, words in count.sections]
    longest = sorted(zip(counts, names, strict=True), reverse=True)[:3]
    return "longest: " + ", ".join(f"{name} {words:,}" for words, name in longest)
