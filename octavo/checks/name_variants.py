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
from collections.abc import Iterator

from octavo.checks._places import matches, own_text, unquoted
from octavo.checks._spelling import names
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document


def check(subject: Document) -> Iterator[Finding]:
    """Each name of the list is spelt in one way."""
    texts = [(block, unquoted(text)) for block, text in own_text(subject, titles=False)]
    for forms in names():
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")
        found: list[tuple[str, Span]] = []
        for block, text in texts:
            found += matches(block, text, pattern)
        used = [form for form, _ in found]
        usual = max(forms, key=lambda form: (used.count(form), -forms.index(form)))
        for form, place in found:
            if form != usual:
                first = next(span for name, span in found if name == usual)
                message = f"“{form}” is spelt “{usual}” elsewhere"
                yield Finding(
                    "name_variants",
                    message,
                    place,
                    Severity.WARNING,
                    f"write {usual}",
                    related=(first,),
                )
