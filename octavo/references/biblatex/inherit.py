"""Entries take over what they leave to others: `xdata`, `entryset` and `crossref`.

Which field becomes which is the default setup of BibLaTeX's manual, appendix B ("Default
Inheritance Setup"): the title of a book is the booktitle of what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from octavo.diagnostics import Finding, Severity, nearest
from octavo.references.biblatex.syntax import RULE, Entry

# Fields that are about the entry itself and never taken over.
OWN = frozenset(
    """
    ids crossref xref xdata entryset entrysubtype execute label options presort related
    relatedoptions relatedstring relatedtype shorthand shorthandintro sortkey
    """.split()
)
DEEPEST = 50  # entries that inherit from one another; more is taken for a ring
DATES = frozenset("date year month day".split())
# Taken over within a container, these would name the container's title, not the entry's.
SKIPPED = frozenset("shorttitle sorttitle indextitle indexsorttitle".split())
IN_BOOK = frozenset("inbook bookinbook suppbook".split())
IN_COLLECTION = frozenset("incollection inreference suppcollection".split())
# The prefix that the parent's title gets, by the types of parent and child.
PREFIXES: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (frozenset({"mvbook"}), IN_BOOK | {"book"}, "main"),
    (
        frozenset({"mvcollection", "mvreference"}),
        IN_COLLECTION | {"collection", "reference"},
        "main",
    ),
    (frozenset({"mvproceedings"}), frozenset({"proceedings", "inproceedings"}), "main"),
    (frozenset({"book"}), IN_BOOK, "book"),
    (frozenset({"collection", "reference"}), IN_COLLECTION, "book"),
    (frozenset({"proceedings"}), frozenset({"inproceedings"}), "book"),
    (frozenset({"periodical"}), frozenset({"article", "suppperiodical"}), "journal"),
)


def resolve(entries: Iterable[Entry]) -> tuple[list[Entry], list[Finding]]:
    """The entries with all that they take over, and references that lead nowhere or in a ring."""
    known = {entry.key: entry for entry in entries}
    findings: list[Finding] = []
    done: dict[str, Entry] = {}
    for key in known:
        _resolve(key, known, done, (), findings)
    return [done[key] for key in known], findings


def _resolve(
    key: str,
    known: Mapping[str, Entry],
    done: dict[str, Entry],
    children: tuple[str, ...],
    findings: list[Finding],
) -> Entry:
    """The entry with all that it takes over; `children` are those that are waiting for it."""
    if key in done:
        return done[key]
    entry = known[key]
    for field in ("xdata", "entryset", "crossref"):
        for parent_key in _parents(known[key], field):
            if parent_key in (*children, key) or len(children) == DEEPEST:
                findings.append(_ring(entry, field))
            elif parent_key not in known:
                findings.append(_missing(entry, field, parent_key, known))
            else:
                parent = _resolve(parent_key, known, done, (*children, key), findings)
                entry = _inherited(entry, parent, field)
    done[key] = entry
    return entry


def _parents(entry: Entry, field: str) -> list[str]:
    """The keys that a field names. A set is printed as its first work."""
    keys = [key.strip() for key in entry.fields.get(field, "").split(",") if key.strip()]
    return keys[:1] if field == "entryset" else keys


def _inherited(entry: Entry, parent: Entry, field: str) -> Entry:
    """The entry with the fields of `parent` that it has not."""
    fields = parent.fields if field != "crossref" else _mapped(entry, parent)
    dated = bool(DATES & entry.fields.keys())
    taken = {
        name: value
        for name, value in fields.items()
        if name not in OWN and not (dated and name in DATES)
    }
    kind = parent.type if entry.type == "set" else entry.type
    return replace(entry, type=kind, fields={**taken, **entry.fields})


def _mapped(entry: Entry, parent: Entry) -> dict[str, str]:
    """The parent's fields under the names that they have in such an entry."""
    prefix = next((p for a, b, p in PREFIXES if parent.type in a and entry.type in b), "")
    fields = {name: value for name, value in parent.fields.items() if name not in SKIPPED}
    if not prefix:
        return dict(parent.fields)
    for part in ("title", "subtitle", "titleaddon"):
        if part in fields:
            fields[prefix + part] = fields.pop(part)
    if entry.type in IN_BOOK and parent.type in ("book", "mvbook") and "author" in fields:
        fields.setdefault("bookauthor", fields["author"])
    return fields


def _ring(entry: Entry, field: str) -> Finding:
    message = f"'{field}' of '{entry.key}' leads back to itself"
    return Finding(RULE, message, entry.place(field), hint="take one of them out")


def _missing(entry: Entry, field: str, key: str, known: Mapping[str, Entry]) -> Finding:
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else "add such an entry, or delete the field"
    message = f"'{field}' names '{key}', which is not there"
    return Finding(RULE, message, entry.place(field), severity=Severity.WARNING, hint=hint)
