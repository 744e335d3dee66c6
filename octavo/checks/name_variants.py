"""One name is spelt in two ways.

A reader may take Peking and Beijing, or Mao Tse-tung and Mao Zedong, for two. Take one spelling
throughout; quotations and titles of works keep theirs.

Instead of

    Khrushchev spoke. Then Khruschev left, and Khrushchev's men with him.

write

    Khrushchev spoke. Then Khrushchev left, and Khrushchev's men with him.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from octavo.checks._places import matches, own_prose
from octavo.checks._settings import setting
from octavo.checks._spelling import names
from octavo.checks._written import Places
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document

Found = list[tuple[str, Span]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.name_variants] may set."""

    names: tuple[str, ...] = setting((), 'further names, the usual form first: ["Lviv | Lwów"]')
    allowed: tuple[str, ...] = setting((), "forms that may stand beside the others")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Each name of the list is spelt in one way."""
    known = [*names(), *names("\n".join(settings.names))]
    for forms, found in _found(subject, known, set(settings.allowed)):
        used = [form for form, _ in found]
        usual = max(forms, key=lambda form: (used.count(form), -forms.index(form)))
        for form, place in found:
            if form != usual:
                first = next(span for name, span in found if name == usual)
                message = f"“{form}” is spelt “{usual}” elsewhere"
                hint, related = f"write {usual}", (first,)
                yield Finding("name_variants", message, place, Severity.WARNING, hint, related)


def _found(
    document: Document, known: Iterable[tuple[str, ...]], allowed: set[str]
) -> Iterable[tuple[tuple[str, ...], Found]]:
    """The names that stand in the text, each with its forms and their places."""
    names_of = {form: forms for forms in known for form in forms if form not in allowed}
    texts, places = own_prose(document), Places(document)
    whole = "\n".join(text for _, text in texts)
    there = [form for form in names_of if form in whole]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, there))})\b")
    by_name: dict[tuple[str, ...], Found] = {}
    for block, text in texts if there else ():
        for form, place in matches(places, block, pattern, text):
            by_name.setdefault(names_of[form], []).append((form, place))
    return by_name.items()
