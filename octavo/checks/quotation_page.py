"""A quotation is cited without a page.

Whoever wants to look the words up must be told where they stand. Add the page: [@key, 12]. Works
without pages, such as web pages and speeches, and those of a single page need none.

Instead of

    He found that "the split was about ideas and no less about power" [@luthi2008].

write

    He found that "the split was about ideas and no less about power" [@luthi2008, 2].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.diagnostics import Finding, Severity
from octavo.model import Citation, CitationItem, Document, Reference

PAGED = ("article-journal", "book", "chapter", "thesis")
# A quotation that ends straight before the citation, its full stop inside or out.
QUOTED = re.compile(
    r"""(?:"([^"]+)"|“([^”]+)”|«([^»]+)»|(?<!\w)'((?:[^']|\w'\w)+)')[.,;:!?]?\s*\Z"""
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.quotation_page] may set."""

    words: int = setting(6, "of a quotation that wants a page; fewer are a phrase or a title")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """A citation straight behind a quotation names the place in the work."""
    for citation in subject.citations:
        if not citation.narrative and _quoted_words(citation) >= settings.words:
            for item in citation.items:
                work = subject.references.get(item.key)
                if work and _wants_page(item, work):
                    message = f"the quotation is cited without a page of {item.key}"
                    hint = f"add where it stands: [@{item.key}, page]"
                    yield Finding("quotation_page", message, item.span, Severity.WARNING, hint)


def _quoted_words(citation: Citation) -> int:
    """How many words are quoted straight before a citation."""
    text, end = citation.span.source.text, citation.span.start
    paragraph = text[text.rfind("\n\n", 0, end) + 1 : end]
    found = QUOTED.search(paragraph)
    quotation = next(filter(None, found.groups()), "") if found else ""
    return len(quotation.split())


def _wants_page(item: CitationItem, work: Reference) -> bool:
    pages = str(work.fields.get("page", work.fields.get("number-of-pages", "")))
    single = bool(re.fullmatch(r"\w+", pages)) and work.type in ("article-journal", "chapter")
    said = item.locator or any(map(str.isdigit, item.suffix))
    return work.type in PAGED and not said and not single
