"""A work of the bibliography is never cited.

It is not printed, as a bibliography lists what the paper uses. Cite it, delete it, or name it in
`nocite` of report.toml to have it printed all the same.

Instead of

    references.bib:
    @book{lee1999, author = {Lee, Ann}, title = {Border}, publisher = {P}, year = 1999}

    01-first.md:
    So it was.

write

    01-first.md:
    So it was [@lee1999].
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Severity
from octavo.model import Document


def check(subject: Document) -> Iterator[Finding]:
    """Each work of the manuscript's own bibliographies is cited."""
    cited = {item.key for citation in subject.citations for item in citation.items}
    root = subject.project.root.resolve()
    for key, reference in subject.references.items():
        own = reference.span and reference.span.source.path.absolute().is_relative_to(root)
        if own and key not in cited and key not in subject.project.nocite:
            hint = "cite it, delete it, or name it in `nocite`"
            message = f"nothing cites {key}"
            yield Finding("uncited_reference", message, reference.span, Severity.WARNING, hint)
