"""BibLaTeX and BibTeX."""

from __future__ import annotations

import re
from typing import Any

from octavo.diagnostics import Finding, Source, Span
from octavo.model import Reference
from octavo.references import _csl
from octavo.references.biblatex import archives, convert, inherit, syntax, tables

ENDINGS = (".bib", ".biblatex", ".bibtex")
CSL = frozenset(name.lower() for name in _csl.PUBLIC)  # names that an entry may use too


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


def public(source: Source) -> str:
    """The entries, each with the fields that may be given away as they are written."""
    blocks = (_public(block, span) for block, span in syntax.blocks(source))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _public(block: Any, span: Span) -> str:
    kind = type(block).__name__
    if kind in ("String", "Preamble"):
        return span.text.strip()
    if kind != "Entry":
        return ""
    name = re.split(r"[{(]", span.text, maxsplit=1)[
        0
    ].strip()  # as written: some are read as others
    raw = {each.key.lower(): each.value.strip('{}"') for each in block.fields}
    seen = {"note"} if archives.prints_note(block.entry_type.lower(), raw) else set()
    fields = (
        f"  {each.key} = {each.value}"
        for each in block.fields
        if _may_be_seen(each.key) or each.key.lower() in seen
    )
    return f"{name}{{{block.key},\n" + ",\n".join(fields) + "\n}"


def _may_be_seen(field: str) -> bool:
    name = field.lower().partition("+")[0]  # "author+an" annotates authors
    return name in tables.PUBLIC or name in CSL
