"""British and American spelling are mixed.

"Defence" on one page and "defense" on the next look careless. Take the spelling that the paper's
language asks for (en-GB, en-US), or else the one used more often. Quotations and titles are let be.

Instead of

    The colour of the harbour was the color of the sea.

write

    The colour of the harbour was the colour of the sea.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._places import matches, own_prose
from octavo.checks._settings import setting
from octavo.checks._spelling import BRITISH, pairs
from octavo.checks._written import Places
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.mixed_spelling] may set."""

    allowed: tuple[str, ...] = setting((), "words that may be spelt in either way")


Found = list[tuple[str, Span]]
WORD = re.compile(r"[^\W\d_]+")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """All words that have two spellings are in one."""
    if not subject.project.language.lower().startswith("en"):
        return
    british = dict(pairs() + pairs(BRITISH))
    american = {other: word for word, other in pairs()}
    allowed = {word.lower() for word in settings.allowed}
    found = list(_found(subject, {*british, *american} - allowed))
    ours = [(w, p) for w, p in found if w.lower() in british]
    theirs = [(w, p) for w, p in found if w.lower() in american]
    wrong, right = _minority(subject.project.language, ours, theirs)
    for word, place in wrong:
        other = british.get(word.lower()) or american[word.lower()]
        kind = "American" if word.lower() in american else "British"
        message = f"“{word}” is {kind} spelling; the rest of the text has the other"
        if right:
            yield Finding("mixed_spelling", message, place, Severity.WARNING, f"write {other}")


def _found(document: Document, words: set[str]) -> Iterator[tuple[str, Span]]:
    """The words that stand in the text, with their places."""
    texts, places = own_prose(document), Places(document)
    there = words & {word for _, text in texts for word in WORD.findall(text.lower())}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(there))})\b", re.IGNORECASE)
    for block, text in texts if there else ():
        if pattern.search(text):
            yield from matches(places, block, pattern, _lower_only(text))


def _lower_only(text: str) -> str:
    """Names keep their own spelling (Labor Day, the Department of Defense): blank them out."""
    return re.sub(r"(?<![.!?]\s)(?<!^)\b[A-Z]\w*", lambda m: " " * len(m[0]), text)


def _minority(language: str, british: Found, american: Found) -> tuple[Found, Found]:
    """What is spelt against the language, or else less often; and the rest."""
    if language == "en-GB" or (language != "en-US" and len(british) >= len(american)):
        return american, british
    return british, american
