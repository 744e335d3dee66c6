"""A citation names a work that no bibliography has.

The reader could not find the source. Correct the key, or add the work to a bibliography that
report.toml names.

Instead of

    Ideology mattered [@luthi2009, 12].

write

    Ideology mattered [@luthi2008, 12].
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, nearest
from octavo.model import Document


def check(subject: Document) -> Iterator[Finding]:
    """Every cited key is a reference's."""
    for citation in subject.citations:
        for item in citation.items:
            if item.key not in subject.references:
                near = nearest(item.key, subject.references)
                hint = f"did you mean @{near}?" if near else "add it to the bibliography"
                if citation.narrative and not near:
                    hint += "; if this is no citation, write \\@"
                message = f"no source has the key @{item.key}"
                yield Finding("unknown_citation", message, item.span, hint=hint)
