"""What is wrong with an entry that can be read nevertheless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from octavo.diagnostics import Finding, Severity, nearest
from octavo.references import _csl
from octavo.references.biblatex import dates, latex, tables
from octavo.references.biblatex.archives import kept
from octavo.references.biblatex.fields import Fields
from octavo.references.biblatex.syntax import RULE, Entry

# Fields whose LaTeX is nobody's concern, for they are not printed.
_UNPRINTED = frozenset("abstract annotation file keywords note url doi eprint".split())
_FIELDS = (
    tables.PUBLIC
    | {name.lower() for name in _csl.TEXTS | _csl.NAMES}
    | {"annotation", "file", "keywords", "pdf"}
)
_MODERN = frozenset("article book inproceedings online patent report software thesis".split())
_MODERN_FIELDS = "publisher journaltitle booktitle institution organization doi isbn url".split()
_NOTE_HINT = "move it to archive, medium, type, urldate, titleaddon; your own remark to annotation"
# What programs write into notes: "Publisher: Wiley", "_eprint: https://...".
_BY_PROGRAMS = re.compile(r"\\?_?[A-Za-z][\w -]*:")


def faults(entry: Entry, fields: Fields) -> Iterator[Finding]:
    """What is wrong with an entry that can be read nevertheless."""
    if fields.kind not in tables.TYPES and fields.kind not in _csl.TYPES:
        near = nearest(fields.kind, [*tables.TYPES, *tables.TYPE_ALIASES])
        hint = f"did you mean @{near}?" if near else "use @misc for what has no type of its own"
        yield _warning(entry, "", f"unknown type @{entry.type}", hint)
    yield from _misspelt(entry)
    yield from _unprinted(entry, fields)
    short = next((n for n in ("date", "year") if dates.is_short(fields.raw.get(n, ""))), "")
    if short and _is_modern(fields):
        message = f"the {short} of {entry.key} has too few digits: {fields.raw[short]}"
        hint = "write all four; the year 98 of our era is 0098"
        yield _warning(entry, short, message, hint)
    for name in dates.unreadable(fields.raw):
        hint = "write it as 1950, 1950-02-14 or 1949/1950"
        yield _warning(entry, name, f"unreadable date in '{name}'", hint)
    for name, value in entry.fields.items():
        if "\\" in value and name not in _UNPRINTED:
            for word in dict.fromkeys(latex.unknown_commands(value)):
                hint = "write the character itself, or only the text"
                yield _warning(entry, name, f"unknown LaTeX command \\{word}", hint)


def _misspelt(entry: Entry) -> Iterator[Finding]:
    """Fields that nobody knows, but whose names are nearly those of others.

    Whatever else programs and people put into entries is their own affair.
    """
    for name in entry.fields:
        if name not in _FIELDS and name.isalpha():
            near = _nearest_field(name)
            if near and near not in entry.fields:
                message, hint = f"unknown field '{name}' in {entry.key}", f"did you mean {near}?"
                yield _warning(entry, name, message, hint)


@cache
def _nearest_field(name: str) -> str:
    """The field that is misspelt here; "titel" and "auhtor" are 80 % right."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, sorted(tables.PUBLIC), 1, 0.8)), "")


def _is_modern(fields: Fields) -> bool:
    """Whether a work has what only print, the press and the web have."""
    return fields.kind in _MODERN or any(map(fields.raw.get, _MODERN_FIELDS))


def _unprinted(entry: Entry, fields: Fields) -> Iterator[Finding]:
    """What BibTeX would print at an entry's end, and no style of CSL does."""
    for name in ("addendum",) if "note" in kept(fields) else ("note", "addendum"):
        said = fields.text(name)
        if said and not _BY_PROGRAMS.match(said):
            message = f"no style prints the {name} of {entry.key}: “{said}”"
            yield replace(_warning(entry, name, message, _NOTE_HINT), rule="unprinted_note")


def _warning(entry: Entry, field: str, message: str, hint: str) -> Finding:
    place = entry.place(field) if field else entry.span
    return Finding(RULE, message, place, severity=Severity.WARNING, hint=hint)
