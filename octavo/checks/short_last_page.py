"""The last page has one or two lines.

It looks like a mistake, and costs a sheet of paper. Shorten a paragraph by as much, or change the
margins a little.

Instead of

    assets/styles/own.css:
    section p:last-child { break-before: page }

    01-first.md:
    The alliance rested on a treaty and on a shared enemy, yet it held interests that grew apart
    from the first year to the last. Nobody in Moscow said so, and nobody in Beijing asked.

    One line more.

write

    assets/styles/own.css:
    section p:last-child { break-before: auto }
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.checks._sheet import found
from octavo.diagnostics import Finding
from octavo.model import Built


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.short_last_page] may set."""

    lines: int = setting(2, "of a last page that is too short, at the most")


def check(subject: Built, settings: Settings) -> Iterator[Finding]:
    """The last page, if it has next to nothing and there is text on others too."""
    *others, page = subject.pages
    count = sum(len(piece.lines) for piece in page.pieces)
    begun = any(piece.place for other in others for piece in other.pieces)
    if begun and page.pieces and not page.pictures and count <= settings.lines:
        lines = {1: "one line", 2: "two lines"}.get(count, f"{count} lines")
        message = f"the last page has no more than {lines}"
        yield found("short_last_page", subject, message, page.pieces[0].place, page)
