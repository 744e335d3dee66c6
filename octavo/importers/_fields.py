"""The fields of a .docx: an instruction, and the words that Word shows in its place.

A field begins, parts its instruction from its words, and ends, with a mark in a run for each
(ECMA-376, part 1, 17.16.18); fields stand within fields and go on over paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from octavo.importers import _citations
from octavo.importers._citations._works import Works, written
from octavo.importers._draft import RAW, Text, joined
from octavo.importers._markdown import linked
from octavo.importers._package import Package, below, get

LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b")
LISTED, CONTENT = "listed", "contents"  # the styles of what a bibliography and a contents list show


@dataclass(slots=True)
class Field:
    """A field that has begun. `style` is what its words get, once its instruction is known."""

    code: str = ""
    data: str = ""
    shown: bool = False
    style: str = ""
    citing: bool = False
    citation: _citations.Citation | None = None
    words: list[Text] = field(default_factory=list)  # of a citation


@dataclass(slots=True)
class Fields:
    """Those open at a place of the document, and what came of those before.

    `forms` has each citation by the place of its first letter: as it stands in brackets, as part
    of a sentence, and the words that stood for it.
    """

    package: Package
    works: Works = field(default_factory=Works)
    open: list[Field] = field(default_factory=list)
    forms: dict[int, tuple[str, str, Text]] = field(default_factory=dict)
    edited: list[Text] = field(default_factory=list)
    unread: list[tuple[Text, str]] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether what follows is an instruction and no text."""
        return any(not one.shown for one in self.open)

    @property
    def style(self) -> str:
        """The words of style that the open fields give to what they show."""
        return " ".join(filter(None, (one.style for one in self.open)))

    def begin(self, code: str = "", data: str = "") -> None:
        """A field begins."""
        self.open.append(Field(code, data))

    def mark(self, element: Element, place: int) -> Iterator[Text]:
        """One of the three marks of a field; a text where a citation ends."""
        kind = get(element, "fldCharType")
        if kind == "begin":
            data = "".join(one.text or "" for one in below(element, "fldData"))
            self.begin(data=data)
        elif kind == "separate":
            self.separate()
        elif kind == "end":
            yield from self.end(place)

    def instruct(self, text: str) -> None:
        """A piece of the innermost field's instruction."""
        if self.open and not self.open[-1].shown:
            self.open[-1].code += text

    def separate(self) -> None:
        """The instruction is complete: what follows is shown."""
        if not self.open or self.open[-1].shown:
            return
        last = self.open[-1]
        last.shown = True
        if _citations.is_bibliography(last.code):
            last.style = LISTED
        elif CONTENTS.match(last.code):
            last.style = CONTENT
        elif link := LINK.match(last.code):
            last.style = linked(link[1])
        elif not any(one.citing for one in self.open) and _citations.is_citation(last.code):
            last.citing = True
            last.citation = _citations.read(last.code, last.data, self.package)

    def end(self, place: int) -> Iterator[Text]:
        """The innermost field ends: a citation is the text, in the place of the words it showed."""
        if not self.open:
            return
        if not self.open[-1].shown:
            self.separate()
        last = self.open.pop()
        if self.in_code:  # EndNote hides long data in a field within the instruction
            self.open[-1].data = self.open[-1].data or last.data
            return
        words = joined(last.words)
        bracketed = written(last.citation, self.works) if last.citation else ""
        if not bracketed:
            if last.citing:
                self.unread.append((words, _unread(last.code)))
            yield words
            return
        start = words.places[0] if words else place
        narrative = written(last.citation, self.works, narrative=True) if last.citation else ""
        plain = bracketed if words.letters.lstrip()[:1] in ("(", "[") else narrative
        self.forms[start] = bracketed, plain, words
        if last.citation and last.citation.edited:
            self.edited.append(words)
        yield raw(bracketed, start)

    def take(self, text: Text) -> Iterator[Text]:
        """Text as it comes: kept back where it only shows a citation."""
        citing = next((one for one in self.open if one.citing), None)
        if citing:
            citing.words.append(text)
        else:
            yield text

    def close_paragraph(self) -> Iterator[Text]:
        """What was kept back for a citation that does not end with its paragraph."""
        for one in self.open:
            if one.citing:
                yield from one.words
                one.words, one.citing, one.citation = [], False, None


def raw(markdown: str, place: int) -> Text:
    """Markdown in the place of text."""
    return Text(markdown, (place,) * len(markdown), (RAW,) * len(markdown))


def _unread(code: str) -> str:
    """What is said of a citation that cannot be read."""
    known = (name for sign, name in PROGRAMS.items() if sign in code[:40].casefold())
    program = next(known, "a reference manager")
    return f"a citation of {program} whose work the draft does not describe stays as text"


PROGRAMS = {  # by what stands in the instruction
    "zotero": "Zotero",
    "en.cite": "EndNote",
    "mendeley": "Mendeley",
    "csl_citation": "Mendeley",
    "citavi": "Citavi",
    "paperpile": "Paperpile",
    "refmgr": "Reference Manager",
    "rw.cite": "RefWorks",
    "papers": "Papers",
    "citation": "Word",
}
