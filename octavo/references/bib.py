"""BibLaTeX and BibTeX."""

from __future__ import annotations

from octavo.diagnostics import Finding, Source
from octavo.model import Reference
from octavo.references.biblatex import convert, inherit, syntax

ENDINGS = (".bib", ".biblatex", ".bibtex")


def read(source: Source) -> tuple[dict[str, Reference], list[Finding]]:
    """The entries by key, in the file's order, and what is wrong with them."""
    entries, findings = syntax.read(source)
    entries, faults = inherit.resolve(entries)
    findings += faults
    references: dict[str, Reference] = {}
    for entry in entries:
        if entry.type != "xdata":  # a store of fields for others, no work itself
            references[entry.key], faults = convert.convert(entry)
            findings += faults
    return references, findings
