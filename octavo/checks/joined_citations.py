"""A citation seems to name a second work without a semicolon before it.

In `[@a and @b]` only the first is a citation; "and @b" would be printed as typed. Part works with a
semicolon: `[@a; @b]`.

Instead of

    references.bib:
    @book{a, author = {Lee, Ann}, title = {Border}, publisher = {P}, year = 1999}
    @book{b, author = {Moe, Bob}, title = {River}, publisher = {Q}, year = 2001}

    01-first.md:
    As @b says, so it was [@a, 3, @b, 4].

write

    01-first.md:
    As @b says, so it was [@a, 3; @b, 4].
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.diagnostics import Finding
from octavo.model import Document

KEY = re.compile(r"(?<![\w.\\])@[\w{]")


def check(subject: Document) -> Iterator[Finding]:
    """No prefix and no suffix of a citation holds a key."""
    for citation in subject.citations:
        for item in citation.items:
            if KEY.search(item.prefix) or KEY.search(item.suffix):
                message = f"what stands beside @{item.key} looks like another citation"
                hint = "part them with a semicolon: [@a; @b]"
                yield Finding("joined_citations", message, item.span, hint=hint)
