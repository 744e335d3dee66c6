"""An entry of a .bib file becomes a CSL item.

Where this differs from what Pandoc makes of the same entry, on purpose: titles keep their case as
typed (Pandoc makes English ones small, which costs names their capitals where nobody put braces),
`library` is CSL's archive, `part` its part-number, several publishers are joined by "and", and a
particle stays with its name (see names).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from octavo.diagnostics import Finding
from octavo.model import Reference
from octavo.references import _csl
from octavo.references.biblatex import archives, dates, faults, names, tables
from octavo.references.biblatex.fields import Fields, joined
from octavo.references.biblatex.syntax import Entry

Item = dict[str, Any]

_DASH = re.compile(r"\s*(?:--+|[–—])\s*")
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
_LOOSE = frozenset({"misc", "unpublished", "online"})  # types whose `type` says what they are


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
        **archives.kept(fields),
        **_people(fields, entry.fields),
        **dates.read(raw),
        "language": language,
    }
    item = {name: value for name, value in item.items() if value}
    head = {"id": entry.key, "type": _type(fields)}
    return Reference(entry.key, head["type"], head | item, entry.span), list(
        faults.faults(entry, fields)
    )


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
        "note": joined(fields.text("note"), ". ", fields.text("addendum")),
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
