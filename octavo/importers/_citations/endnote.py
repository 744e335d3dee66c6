"""EndNote: `ADDIN EN.CITE <EndNote>...`, or the same XML in base64 as the field's data.

A record's elements are those of EndNote's XML export; its types are told by name.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from octavo.importers._citations import Citation, Item
from octavo.importers._package import Package

FIELD = re.compile(r"\s*ADDIN\s+EN\.CITE(?!\.DATA)", re.I)
TYPES = {
    "ancient text": "classic",
    "artwork": "graphic",
    "bill": "bill",
    "blog": "post-weblog",
    "book section": "chapter",
    "case": "legal_case",
    "classical work": "classic",
    "computer program": "software",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "dataset": "dataset",
    "edited book": "book",
    "electronic article": "article-journal",
    "electronic book": "book",
    "electronic book section": "chapter",
    "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-dictionary",
    "film or broadcast": "motion_picture",
    "government document": "report",
    "hearing": "hearing",
    "interview": "interview",
    "journal article": "article-journal",
    "legal rule or regulation": "regulation",
    "magazine article": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "music": "musical_score",
    "newspaper article": "article-newspaper",
    "pamphlet": "pamphlet",
    "patent": "patent",
    "personal communication": "personal_communication",
    "press release": "report",
    "report": "report",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "book": "book",
    "web page": "webpage",
}
PERIODICAL = ("article-journal", "article-magazine", "article-newspaper")
FIELDS = {  # CSL's name, and where EndNote has it; the first that says something counts
    "title": ("titles/title",),
    "title-short": ("titles/short-title",),
    "container-title": ("titles/secondary-title", "periodical/full-title"),
    "volume": ("volume",),
    "edition": ("edition",),
    "page": ("pages",),
    "publisher": ("publisher",),
    "publisher-place": ("pub-location",),
    "ISBN": ("isbn",),
    "DOI": ("electronic-resource-num",),
    "URL": ("urls/related-urls/url", "urls/web-urls/url"),
    "language": ("language",),
}
NAMES = {
    "author": "contributors/authors/author",
    "editor": "contributors/secondary-authors/author",
    "collection-editor": "contributors/tertiary-authors/author",
    "translator": "contributors/subsidiary-authors/author",
}


def read(code: str, data: str, package: Package) -> Citation | None:
    """The citation of a field."""
    if not FIELD.match(code):
        return None
    root = _parsed(code[code.find("<") :] if "<" in code else _unpacked(data))
    cites = [cite for cite in root.iter("Cite") if cite.get("Hidden") != "1"]
    narrative = any(cite.get("AuthorYear") == "1" for cite in cites)
    return Citation(tuple(map(_item, cites)), narrative)


def _unpacked(data: str) -> str:
    try:
        return base64.b64decode("".join(data.split())).decode("utf-8", "replace").rstrip("\0")
    except (binascii.Error, ValueError):
        return ""


def _parsed(text: str) -> Element:
    if "<!" not in text:
        end = text.rfind("</EndNote>") + len("</EndNote>")
        try:
            return ElementTree.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text[:end]))
        except ElementTree.ParseError:
            pass
    return Element("EndNote")


def _item(cite: Element) -> Item:
    record = cite.find("record")
    locator = _said(cite, "Pages")
    return Item(
        dict(_work(record)) if record is not None else {},
        (f"endnote:{_library(record)}:{_said(cite, 'RecNum')}",),
        re.sub(r"^(?:pp?\.|pages?)\s*", "", locator, flags=re.I),
        "page",
        _said(cite, "Prefix"),
        _said(cite, "Suffix"),
        cite.get("ExcludeAuth") == "1",
    )


def _library(record: Element | None) -> str:
    key = record.find("foreign-keys/key") if record is not None else None
    return "" if key is None else key.get("db-id", "")


def _said(element: Element, *paths: str) -> str:
    """The text of the first element that has any, styles left out."""
    found = (element.find(path) for path in paths)
    texts = (" ".join("".join(one.itertext()).split()) for one in found if one is not None)
    return next(filter(None, texts), "")


def _work(record: Element) -> Iterator[tuple[str, Any]]:
    """CSL's fields of a record."""
    kind = record.find("ref-type")
    name = "" if kind is None else kind.get("name", "")
    type_ = TYPES.get(name.casefold(), "document")
    yield "type", type_
    for field, paths in FIELDS.items():
        if said := _said(record, *paths):
            yield _named(field, type_, said)
    if number := _said(record, "number"):
        yield ("issue" if type_ in PERIODICAL else "number"), number
    for role, path in NAMES.items():
        if names := [_name(_whole(one)) for one in record.findall(path) if _whole(one)]:
            edited = name.casefold() == "edited book" and role == "author"
            yield "editor" if edited else role, names
    yield from _dates(record)


def _named(field: str, type_: str, said: str) -> tuple[str, str]:
    if field == "ISBN" and type_ in PERIODICAL:
        return "ISSN", said
    if field == "container-title" and type_ in ("book", "report", "thesis"):
        return "collection-title", said  # EndNote: the series of a book
    return field, said


def _whole(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(text: str) -> dict[str, str]:
    """A name as CSL has it; EndNote closes the name of a body with a comma."""
    family, comma, given = text.partition(",")
    if not comma or not given.strip():
        return {"literal": family.strip()}
    return {"family": family.strip(), "given": given.strip()}


def _dates(record: Element) -> Iterator[tuple[str, Any]]:
    year = _said(record, "dates/year")
    if re.fullmatch(r"\d{4}", year):
        yield "issued", {"date-parts": [[int(year)]]}
    elif year:
        yield "issued", {"literal": year}
