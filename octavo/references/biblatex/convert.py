"""An entry of a .bib file becomes a CSL item.

Where this differs from what Pandoc makes of the same entry, on purpose: titles keep their case as
typed (Pandoc makes English ones small, which costs names their capitals where nobody put braces),
`library` is CSL's archive, `part` its part-number, several publishers are joined by "and", and a
particle stays with its name (see names).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from octavo.diagnostics import Finding, Severity, nearest
from octavo.model import Reference
from octavo.references import _csl
from octavo.references.biblatex import archives, dates, latex, names, tables
from octavo.references.biblatex.syntax import RULE, Entry

Item = dict[str, Any]

_AND = re.compile(r"\s+and\s+")
_DASH = re.compile(r"\s*(?:--+|[–—])\s*")
_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"\\([_%&#$~{}])")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_CSL_NAMES: Mapping[str, str] = {name.lower(): name for name in _csl.TEXTS | _csl.NAMES}
# Fields that have a meaning of their own in BibLaTeX, so that CSL's of that name are not meant.
_BIBLATEX = frozenset(
    """
    abstract annote author edition editor event issue keyword language locator note number page
    references section title translator version volume
    """.split()
)
# Fields whose LaTeX is nobody's concern, for they are not printed.
_UNPRINTED = frozenset("abstract annotation file keywords note url doi eprint".split())
_KEPT = frozenset({"misc", "unpublished", "letter"})  # types whose `note` may say where it is kept
_FIELDS = tables.PUBLIC | _CSL_NAMES.keys() | {"annotation", "file", "keywords", "pdf"}
_MODERN = frozenset("article book inproceedings online patent report software thesis".split())
_MODERN_FIELDS = "publisher journaltitle booktitle institution organization doi isbn url".split()
# What programs write into notes: "Publisher: Wiley", "_eprint: https://...".
_BY_PROGRAMS = re.compile(r"\\?_?[A-Za-z][\w -]*:")
_NOTE_HINT = "move it to archive, medium, type, urldate, titleaddon; your own remark to annotation"
_LOOSE = frozenset({"misc", "unpublished", "online"})  # types whose `type` says what they are


@dataclass(frozen=True, slots=True)
class Fields:
    """An entry's fields under BibLaTeX's names. `protect`: braces in titles shield from changes."""

    kind: str
    raw: Mapping[str, str]
    protect: bool

    def text(self, *names: str) -> str:
        """The first field of these that is there, as text; "" if none is."""
        value = next((self.raw[name] for name in names if self.raw.get(name)), "")
        return latex.to_text(value)

    def title(self, prefix: str) -> str:
        """Title, subtitle and addition whose names begin so: "Title: Subtitle. Addition"."""
        title = self._title(f"{prefix}title")
        title = _joined(title, ": ", self._title(f"{prefix}subtitle"))
        return _joined(title, ". ", self._title(f"{prefix}titleaddon"))

    def main_title(self, prefix: str) -> str:
        """The title alone where a subtitle goes with it, to serve as its short form."""
        return self._title(f"{prefix}title") if self.raw.get(f"{prefix}subtitle") else ""

    def _title(self, name: str) -> str:
        return latex.to_text(self.raw.get(name, ""), protect=self.protect)

    def list(self, name: str) -> str:
        """A list such as "London and New York", as text."""
        parts = names.split(self.raw.get(name, ""), _AND)
        return " and ".join(latex.to_text(part) for part in parts if part != "others")


def convert(entry: Entry) -> tuple[Reference, list[Finding]]:
    """The reference that an entry gives, and what is wrong with it."""
    raw = {tables.FIELD_ALIASES.get(name, name): value for name, value in entry.fields.items()}
    kind = tables.TYPE_ALIASES.get(entry.type, entry.type)
    language = _language(raw)
    fields = Fields(kind, raw, protect=not language or language.startswith("en"))
    item: Item = {
        **_passed_on(fields),
        **{csl: fields.text(*names) for csl, names in tables.TEXTS.items()},
        **_titles(fields),
        **_numbers(fields),
        **_publication(fields, entry.type),
        **_addresses(fields),
        **_kept(fields),
        **_people(fields, entry.fields),
        **dates.read(raw),
        "language": language,
    }
    item = {name: value for name, value in item.items() if value}
    head = {"id": entry.key, "type": _type(fields)}
    return Reference(entry.key, head["type"], head | item, entry.span), list(_faults(entry, fields))


def _type(fields: Fields) -> str:
    """CSL's type: what `entrysubtype` says, for loose kinds what `type` says, or the entry's."""
    for name in ("entrysubtype", "type"):
        said = fields.raw.get(name, "").strip().lower()
        said = tables.SUBTYPES.get(said, said)
        if said in _csl.TYPES and (name == "entrysubtype" or fields.kind in _LOOSE):
            return said
    if fields.kind == "unpublished" and (fields.raw.get("eventtitle") or fields.raw.get("venue")):
        return "speech"
    return tables.TYPES.get(fields.kind, fields.kind if fields.kind in _csl.TYPES else "document")


# --- titles and numbers ------------------------------------------------------------------


def _titles(fields: Fields) -> Item:
    """What the work is called and what it stands in, volumes and issues with their own titles."""
    own, main, book, journal = (fields.title(p) for p in ("", "main", "book", "journal"))
    issue = fields.title("issue")
    titles = {"title": own, "title-short": fields.main_title("")}
    if journal:
        titles |= {"container-title": journal, "volume-title": issue}
    elif fields.kind == "periodical" and issue:
        titles |= {
            "title": issue,
            "container-title": own,
            "title-short": fields.main_title("issue"),
        }
    elif main and _is_part(fields):
        titles |= {"container-title": main, "volume-title": book}
    elif main:
        titles |= {"title": main, "volume-title": own, "title-short": fields.main_title("main")}
    elif book:
        titles["container-title"] = book
    if fields.raw.get("shorttitle"):
        titles["title-short"] = fields.text("shorttitle")
    return {**titles, "collection-title": _series(fields), "event-title": fields.title("event")}


def _is_part(fields: Fields) -> bool:
    return bool(fields.raw.get("booktitle")) or fields.kind.startswith(("in", "supp", "bookin"))


def _joined(first: str, mark: str, second: str) -> str:
    """Two parts of a title; a question mark or the like at the first one's end is enough."""
    if not first or not second:
        return first or second
    return first + (" " if _TAG.sub("", first)[-1:] in "?!:.…" else mark) + second


def _series(fields: Fields) -> str:
    """A series' title; that of a journal may be a number or a key."""
    series = fields.text("series")
    if series.isdigit():
        last, teen = series[-1], series[-2:-1] == "1"
        ending = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(last, "th")
        return f"{series}{ending} series"
    return {"newseries": "new series", "oldseries": "old series"}.get(series, series)


def _numbers(fields: Fields) -> Item:
    """`number` counts issues of journals, books in a series, or the work itself."""
    number, issue = fields.text("number"), fields.text("issue")
    pages = _DASH.sub("-", fields.text("pages", "eid"))
    if fields.raw.get("journaltitle") or fields.kind in ("article", "periodical"):
        return {"issue": ", ".join(filter(None, (number, issue))), "page": pages}
    name = "collection-number" if fields.raw.get("series") else "number"
    if not number:
        return {"number": fields.text("isrn"), "issue": issue, "page": pages}
    return {name: number, "issue": issue, "page": pages}


# --- publication -------------------------------------------------------------------------


def _publication(fields: Fields, written_type: str) -> Item:
    """Who brought the work out and in which form."""
    genre = fields.text("type") or tables.GENRES.get(written_type, "")
    status = fields.text("pubstate")
    places = fields.list("location")
    publishers = [fields.list(name) for name in ("institution", "organization")]
    publishers += [fields.text("howpublished"), fields.list("publisher")]
    item = {
        "publisher": "; ".join(filter(None, publishers)),
        "original-publisher": fields.list("origpublisher"),
        "original-publisher-place": fields.list("origlocation"),
        "genre": tables.KEYWORDS.get(genre, genre),
        "status": tables.KEYWORDS.get(status, status),
        "note": _joined(fields.text("note"), ". ", fields.text("addendum")),
    }
    if fields.kind == "patent":
        return {**item, "jurisdiction": tables.COUNTRIES.get(places, places)}
    return {**item, "publisher-place": places}


def _addresses(fields: Fields) -> Item:
    """Where to find the work: identifiers, addresses, archives."""
    item: Item = {csl: _verbatim(fields.raw.get(name)) for name, csl in tables.VERBATIM.items()}
    item["DOI"] = _DOI.sub("", item["DOI"])
    eprint, kind = _verbatim(fields.raw.get("eprint")), fields.text("eprinttype")
    if not eprint:
        return item
    if kind.lower() == "pubmed":
        return {**item, "PMID": eprint}
    if kind.lower() in tables.EPRINTS:
        return {**item, "URL": item["URL"] or tables.EPRINTS[kind.lower()] + eprint}
    archive = fields.text("archive", "library") or kind
    return {**item, "archive": archive, "archive_location": eprint}


def _kept(fields: Fields) -> Item:
    """The archive of an unpublished work and the place in it, from `library` or from `note`.

    What else the note of an @unpublished says (BibTeX demands one) is what kind of paper it is.
    """
    if any(fields.raw.get(name) for name in ("archive", "archive_location", "eprint")):
        return {}
    note, rest = fields.text("note") if fields.kind in _KEPT else "", fields.text("addendum")
    if found := archives.split(fields.text("library")):
        return {"archive": found[0], "archive_location": found[1]}
    if found := archives.split(note):
        return {"archive": found[0], "archive_location": found[1], "note": rest}
    if fields.kind == "unpublished" and note and not fields.raw.get("type"):
        return {"genre": note, "note": rest}
    return {}


def prints_note(kind: str, raw: Mapping[str, str]) -> bool:
    """Whether something of an entry's `note` is printed; else it is the writer's own remark."""
    return "note" in _kept(Fields(tables.TYPE_ALIASES.get(kind, kind), raw, protect=False))


def _verbatim(value: str | None) -> str:
    """A field that is no LaTeX; programs escape signs in it nevertheless."""
    bare = _ESCAPE.sub(r"\1", value or "")
    return re.sub(r"\{(.*?)\}", r"\1", bare).strip()


def _language(raw: Mapping[str, str]) -> str:
    """The work's language as a tag (BCP 47), "" if it is not known."""
    said = (raw.get("langid") or raw.get("language") or "").strip("{} ")
    known = said.lower().removeprefix("lang")
    if known in tables.LANGUAGES:
        return tables.LANGUAGES[known]
    return said if re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z]{2,4})*", said) else ""


def _passed_on(fields: Fields) -> Item:
    """Fields that have CSL's names and none of BibLaTeX's, such as `medium` or `recipient`."""
    item: Item = {}
    for name in fields.raw:
        csl = _CSL_NAMES.get(name)
        if csl and name not in _BIBLATEX:
            people = csl in _csl.NAMES
            item[csl] = names.read(fields.raw[name]) if people else fields.text(name)
    return item


# --- people ------------------------------------------------------------------------------


def _people(fields: Fields, written: Mapping[str, str]) -> Item:
    """All lists of names; several fields may fill one of CSL's, such as contributor."""
    drop = re.search(r"\buseprefix\s*=\s*false\s*(,|$)", fields.raw.get("options", ""))
    people: Item = {}
    for name, csl in [*tables.NAMES.items(), *_editors(fields)]:
        if fields.raw.get(name):
            annotation = " ".join(
                written[field] for field in written if field.split(":")[0] == f"{name}+an"
            )
            found = names.read(fields.raw[name], drop_prefix=bool(drop), annotation=annotation)
            people[csl] = [*people.get(csl, ()), *found]
    return people


def _editors(fields: Fields) -> Iterator[tuple[str, str]]:
    for name in tables.EDITORS:
        said = fields.raw.get(f"{name}type", "editor").strip().lower()
        said = tables.EDITOR_TYPES.get(said, said)
        yield name, said if said in _csl.NAMES else "editor"


# --- faults ------------------------------------------------------------------------------


def _faults(entry: Entry, fields: Fields) -> Iterator[Finding]:
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
    for name in ("addendum",) if "note" in _kept(fields) else ("note", "addendum"):
        said = fields.text(name)
        if said and not _BY_PROGRAMS.match(said):
            message = f"no style prints the {name} of {entry.key}: “{said}”"
            yield replace(_warning(entry, name, message, _NOTE_HINT), rule="unprinted_note")


def _warning(entry: Entry, field: str, message: str, hint: str) -> Finding:
    place = entry.place(field) if field else entry.span
    return Finding(RULE, message, place, severity=Severity.WARNING, hint=hint)
