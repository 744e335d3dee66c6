"""What the author signs: that the work is their own, how AI was used, how long it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from octavo import counting, quotes
from octavo.languages import Language
from octavo.model import Document


@dataclass(frozen=True, slots=True)
class Signed:
    """The statements of a declaration, and who signs them when. Without statements: none."""

    statements: tuple[str, ...]
    signed: str
    date: str


def of(document: Document, language: Language) -> Signed:
    """What report.toml declares, and the count where its rule book wants that signed or last."""
    project = document.project
    statements = tuple(quotes.curled(one, language) for one in _statements(document, language))
    signed = quotes.curled(project.declaration.signed or language.join(project.authors), language)
    date = project.declaration.date or project.date
    said = language.format_date(date) if isinstance(date, datetime.date) else date
    return Signed(statements, signed or project.author.candidate, said)


def _statements(document: Document, language: Language) -> Iterator[str]:
    declared, words = document.project.declaration, language.words
    if declared.originality:
        yield words["originality"] if declared.originality == "usual" else declared.originality
    if declared.ai in ("none", "used"):
        yield words[f"ai-{declared.ai}"].format(use=declared.ai_use)
    elif declared.ai:
        yield declared.ai
    book = counting.load(document.project.word_rule, document.project.root)
    if book.statement == "signed" or (book.statement and book.at == "end"):
        total = counting.length(document).total
        counted = language.count("words", total)
        yield words["word-count-statement"].format(words=counted, rule=book.title)
