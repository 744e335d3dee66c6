"""Two sections have one title.

The contents would list it twice, and a reader could not tell which is meant. Give one
another title.

Instead of

    01-causes.md:
    # Causes

    They were many.

    02-results.md:
    # Causes

    They were few.

write

    02-results.md:
    # Results

    They were few.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._headings import Title, titles
from octavo.diagnostics import Finding
from octavo.model import Document


def check(subject: Document) -> Iterator[Finding]:
    """No two headings of one level below one heading read alike."""
    seen: dict[tuple[str, ...], Title] = {}
    above: list[str] = []
    for title in titles(subject):
        del above[title.level - 1 :]
        above += [""] * (title.level - 1 - len(above)) + [title.text.casefold()]
        first = seen.setdefault(tuple(above), title)
        if first is not title:
            message = f"the title “{title.text}” stands twice; it is at {first.place} already"
            hint = "give one of the two another title"
            yield Finding(
                "doubled_heading", message, title.place, hint=hint, related=(first.place,)
            )
