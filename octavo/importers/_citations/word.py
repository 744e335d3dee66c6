"""Word's own citations: `CITATION Lut08 \\p 12`, the sources in a part of their own.

The switches are those of ECMA-376, part 1, 17.16.5.8 (CITATION); the sources those of part 1,
chapter 22.6 (Bibliography).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from octavo.importers._citations import Citation, Item
from octavo.importers._package import EMPTY, Package, below, child, tag

FIELD = re.compile(r"\s*CITATION\s+(?P<rest>.*)", re.S | re.I)
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
TYPES = {
    "Art": "graphic",
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "Case": "legal_case",
    "ConferenceProceedings": "paper-conference",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "document",
    "Film": "motion_picture",
    "InternetSite": "webpage",
    "Interview": "interview",
    "JournalArticle": "article-journal",
    "Patent": "patent",
    "Performance": "performance",
    "Report": "report",
    "SoundRecording": "song",
}
FIELDS = {  # Word's name: CSL's
    "Title": "title",
    "ShortTitle": "title-short",
    "JournalName": "container-title",
    "PeriodicalTitle": "container-title",
    "BookTitle": "container-title",
    "ConferenceName": "event-title",
    "InternetSiteTitle": "container-title",
    "AlbumTitle": "container-title",
    "Publisher": "publisher",
    "Institution": "publisher",
    "ThesisType": "genre",
    "City": "publisher-place",
    "Volume": "volume",
    "Issue": "issue",
    "Edition": "edition",
    "Pages": "page",
    "URL": "URL",
    "DOI": "DOI",
    "Medium": "medium",
    "Court": "authority",
    "CaseNumber": "number",
    "PatentNumber": "number",
    "Comments": "note",
}
ROLES = {  # Word's name: CSL's
    "Author": "author",
    "Artist": "author",
    "Editor": "editor",
    "BookAuthor": "container-author",
    "Translator": "translator",
    "Compiler": "compiler",
    "Composer": "composer",
    "Director": "director",
    "Inventor": "author",
    "Interviewee": "author",
    "Interviewer": "interviewer",
    "Performer": "performer",
}


def read(code: str, data: str, package: Package) -> Citation | None:
    """The citation of a field."""
    match = FIELD.match(code)
    if match is None:
        return None
    words = [quoted or plain for quoted, plain in WORD.findall(match["rest"])]
    return Citation(tuple(_items(words, dict(_sources(package)))))


ALONE = (r"\n", r"\t", r"\y")  # switches without an argument


def _items(words: list[str], sources: dict[str, dict[str, Any]]) -> Iterator[Item]:
    """The works that a field names: the first by its tag, each further one behind `\\m`."""
    for name, switches in _named(words):
        item = Item(
            sources.get(name, {}),
            (f"word:{name}",),
            switches.get(r"\p", ""),
            prefix=switches.get(r"\f", ""),
            suffix=switches.get(r"\s", ""),
            suppress_author=r"\n" in switches,
        )
        yield _with_volume(item, switches.get(r"\v", ""))


def _named(words: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each work's tag with the switches that follow it."""
    name, switches, at = "", dict[str, str](), 0
    while at < len(words):
        switch = words[at].lower() if words[at].startswith("\\") else r"\m"
        at += words[at].startswith("\\") and switch not in ALONE
        argument = words[at] if at < len(words) else ""
        at += 1
        if switch == r"\m":
            if name:
                yield name, switches
            name, switches = argument, {}
        else:
            switches[switch] = argument
    if name:
        yield name, switches


def _with_volume(item: Item, volume: str) -> Item:
    if not volume:
        return item
    return replace(item, locator=f"vol. {volume}" + f", {item.locator}" * bool(item.locator))


# --- sources -----------------------------------------------------------------------------


def _sources(package: Package) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the document says of each source, by its tag."""
    for name, data in package.parts.items():
        if name.startswith("customXml/") and b"Sources" in data:
            for source in below(package.xml(name), "Source"):
                yield _said(source, "Tag"), dict(_work(source))


def style(package: Package) -> str:
    """The name of the style in which Word shows citations, "" if it says none."""
    for name, data in package.parts.items():
        if name.startswith("customXml/") and b"StyleName" in data:
            return package.xml(name).get("StyleName", "").casefold()
    return ""


def _said(source: Element, name: str) -> str:
    found = child(source, name)
    return " ".join((found.text or "").split()) if found is not None else ""


def _work(source: Element) -> Iterator[tuple[str, Any]]:
    kind = _said(source, "SourceType")
    thesis = kind == "Report" and "thes" in _said(source, "ThesisType").casefold()
    yield "type", "thesis" if thesis else TYPES.get(kind, "document")
    for name, field in FIELDS.items():
        if said := _said(source, name):
            yield field, said
    if number := _said(source, "StandardNumber"):
        digits = re.sub(r"[^\dXx]", "", number)
        yield {8: "ISSN", 10: "ISBN", 13: "ISBN"}.get(len(digits), "number"), number
    for person in _below_author(source):
        if names := list(_names(person)):
            yield ROLES[tag(person)], names
    yield from _dates(source)


def _below_author(source: Element) -> Iterator[Element]:
    found = child(source, "Author")
    yield from (one for one in (found if found is not None else EMPTY) if tag(one) in ROLES)


def _names(role: Element) -> Iterator[dict[str, str]]:
    for corporate in below(role, "Corporate"):
        yield {"literal": " ".join((corporate.text or "").split())}
    for person in below(role, "Person"):
        given = " ".join(filter(None, (_said(person, "First"), _said(person, "Middle"))))
        name = {"family": _said(person, "Last"), "given": given}
        yield {part: text for part, text in name.items() if text}


def _dates(source: Element) -> Iterator[tuple[str, Any]]:
    for field, ending in (("issued", ""), ("accessed", "Accessed")):
        parts = [_said(source, f"{part}{ending}") for part in ("Year", "Month", "Day")]
        said = " ".join(part for part in reversed(parts) if part)
        if said:
            yield field, said
