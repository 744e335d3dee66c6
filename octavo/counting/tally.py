"""Count the words of every part of a report, section by section."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from octavo.model import Document, Element, Kind, Node, Note, notes, plain

Given = TypeVar("Given")
Value = TypeVar("Value")


class Part(StrEnum):
    """What a rule book can count or leave out. The values are the keys of its `[counts]`."""

    TEXT = "text"
    QUOTATIONS = "quotations"
    CITATIONS = "citations"  # in the text, in brackets; not those in notes
    HEADINGS = "headings"
    CAPTIONS = "captions"
    TABLES = "tables"
    GRAPHS = "graphs"  # drawn from data: the words in them
    FIGURES = "figures"  # all other drawings
    CODE = "code"
    CITATION_NOTES = "citation-notes"
    DISCURSIVE_NOTES = "discursive-notes"
    TITLE = "title"
    FRONT = "front"  # authors, course, institution, date
    ABSTRACT = "abstract"
    CONTENTS = "contents"
    BIBLIOGRAPHY = "bibliography"
    APPENDICES = "appendices"


NOTES = (Part.CITATION_NOTES, Part.DISCURSIVE_NOTES)
BLOCKS: Mapping[Kind, Part] = {
    Kind.PROSE: Part.TEXT,
    Kind.HEADING: Part.HEADINGS,
    Kind.QUOTATION: Part.QUOTATIONS,
    Kind.CAPTION: Part.CAPTIONS,
    Kind.CELL: Part.TABLES,
    Kind.CODE: Part.CODE,
    Kind.ENTRY: Part.BIBLIOGRAPHY,
}
UNCOUNTED = frozenset(("number", "call again"))  # what numbers itself: headings, notes

WORD = re.compile(r"[^\W_]\S*")  # from its first letter or digit up to the next space
# Written without spaces: each character is a word, as word processors count.
FIRST_IDEOGRAPH = "\u3040"
IDEOGRAPHS = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"


@dataclass(frozen=True, slots=True)
class NoteWords:
    """A note: words of the writer's own, and of formatted citations. `signs`: lone dashes."""

    own: int
    cited: int
    signs: int = 0


@dataclass(frozen=True, slots=True)
class SectionWords:
    """The words of a section by part. `signs` are lone signs, such as a dash between spaces.

    `objects` is how many tables, graphs and figures there are: some rule books price them so.
    """

    title: str
    words: Mapping[Part, int]
    notes: tuple[NoteWords, ...] = ()
    objects: Mapping[Part, int] = field(default_factory=dict)
    signs: Mapping[Part, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """All words of a report: its sections in order, then what stands around them."""

    sections: tuple[SectionWords, ...]
    around: SectionWords

    def __iter__(self) -> Iterator[SectionWords]:
        yield from self.sections
        yield self.around


class Each(Protocol):
    """Makes a value of each item; it may know those of items that have not changed."""

    def __call__(
        self, name: str, items: Sequence[Given], given: Any, make: Callable[[Given], Value], /
    ) -> tuple[Value, ...]:
        """`given` is all else that a value depends on; `name` tells what the values are."""


def anew(
    name: str, items: Sequence[Given], given: Any, make: Callable[[Given], Value]
) -> tuple[Value, ...]:
    """Make every value."""
    return tuple(map(make, items))


def tally(document: Document, date: str | None = None, each: Each = anew) -> Tally:
    """Count a report. `date` is its date as printed; if left out, day, month and year are three.

    `each` is the `each` of an `octavo.memory.Memory`, or makes everything anew.
    """
    appendix = document.words.get("appendix", "Appendix").casefold()
    roots = list(zip(_titles(document), document.body, strict=True))
    sections = each("words", roots, appendix, lambda root: _Section(appendix, *root).counted())
    return Tally(sections, _around(document, date, each))


def _titles(document: Document) -> Iterator[str]:
    firsts = {heading.section: heading for heading in reversed(document.headings)}
    for number in range(len(document.body)):
        yield "".join(map(plain, firsts[number].title)) if number in firsts else ""


def words(text: str) -> int:
    """The words of a text: what stands between spaces and holds a letter or a digit.

    So "co-operation" is one word and a dash between two spaces none; of Chinese and Japanese
    each character is one.
    """
    ideographs = 0
    if max(text, default="") >= FIRST_IDEOGRAPH:
        text, ideographs = re.subn(IDEOGRAPHS, " ", text)
    return ideographs + len(WORD.findall(text))


def signs(text: str) -> int:
    """The lone signs of a text, which word processors count as words and people do not."""
    return len(text.split()) - len(WORD.findall(text))


# --- a section ---------------------------------------------------------------------------


class _Section:
    """Goes through one section and adds up."""

    def __init__(self, appendix: str, title: str, root: Element) -> None:
        self.title, self.root = title, root
        self.is_appendix = title.casefold().startswith(appendix)
        self.words: Counter[Part] = Counter()
        self.signs: Counter[Part] = Counter()
        self.objects: Counter[Part] = Counter()
        self.notes: list[NoteWords] = []

    def counted(self) -> SectionWords:
        """The section's words."""
        self._walk(self.root)
        return SectionWords(self.title, self.words, tuple(self.notes), self.objects, self.signs)

    def _walk(self, element: Element) -> None:
        if element.kind is not None:
            self._block(element, element.kind)
        elif element.tag == "svg":
            self._drawing(element)
        elif element.tag != "template":  # a figure drawn again, for narrow screens
            self.objects[Part.TABLES] += element.tag == "table"
            for child in element.children:
                if isinstance(child, Element):
                    self._walk(child)

    def _block(self, block: Element, kind: Kind) -> None:
        if part := BLOCKS.get(kind):
            whole, own = _text(block), _text(block, citations=False)
            self._add(part, own)
            self.words[self._or_appendix(Part.CITATIONS)] += words(whole) - words(own)
        self.notes += [_note(note) for note in notes(block)]

    def _drawing(self, svg: Element) -> None:
        is_graph = "chart" in svg.attributes.get("class", "").split()
        part = Part.GRAPHS if is_graph else Part.FIGURES
        self.objects[part] += 1
        for text in _texts(svg):
            self._add(part, text)

    def _add(self, part: Part, text: str) -> None:
        part = self._or_appendix(part)
        self.words[part] += words(text)
        self.signs[part] += signs(text)

    def _or_appendix(self, part: Part) -> Part:
        is_counted_apart = part is Part.BIBLIOGRAPHY or not self.is_appendix
        return part if is_counted_apart else Part.APPENDICES


def _note(note: Note) -> NoteWords:
    whole = " ".join(map(_text, note.children))
    if note.citation_only:
        return NoteWords(0, words(whole), signs(whole))
    own = words(" ".join(_text(block, citations=False) for block in note.children))
    return NoteWords(own, words(whole) - own, signs(whole))


def _text(node: Node, citations: bool = True) -> str:
    """The text of a block as printed, without its notes and what numbers itself."""
    if isinstance(node, str):
        return node
    if not isinstance(node, Element):
        return ""
    name = node.attributes.get("class", "")
    if name in UNCOUNTED or (name == "citation" and not citations):
        return ""
    if node.tag == "br":
        return "\n"
    gap = " " if node.kind is None and node.tag in ("li", "p", "tr", "td", "th") else ""
    return gap + "".join(_text(child, citations) for child in node.children)


def _texts(svg: Element) -> Iterator[str]:
    """The texts drawn in a figure; not its description, which is only read aloud."""
    for child in svg.children:
        if isinstance(child, Element):
            if child.tag == "text":
                yield plain(child)
            elif child.tag != "title":
                yield from _texts(child)


# --- what stands around the sections -----------------------------------------------------


def _around(document: Document, date: str | None, each: Each) -> SectionWords:
    project = document.project
    parts = {
        Part.TITLE: [project.title, project.subtitle],
        Part.FRONT: [*project.authors, project.course, project.institution, _date(document, date)],
        Part.ABSTRACT: [*_abstract(document)],
        Part.CONTENTS: [*_contents(document)],
        Part.BIBLIOGRAPHY: [document.bibliography_title] if document.bibliography else [],
    }
    entries = each("entries' words", document.bibliography, None, _entry)
    counted = Counter({part: sum(map(words, texts)) for part, texts in parts.items()})
    lone = Counter({part: sum(map(signs, texts)) for part, texts in parts.items()})
    counted[Part.BIBLIOGRAPHY] += sum(counts for counts, _ in entries)
    lone[Part.BIBLIOGRAPHY] += sum(counts for _, counts in entries)
    return SectionWords("", counted, signs=lone)


def _entry(entry: Element) -> tuple[int, int]:
    text = _text(entry)
    return words(text), signs(text)


def _date(document: Document, date: str | None) -> str:
    written = document.project.date
    if date is not None:
        return date
    return "day month year" if isinstance(written, datetime.date) else written


def _abstract(document: Document) -> Iterable[str]:
    if document.project.abstract:
        yield document.words.get("abstract", "")
        yield document.project.abstract
    if document.project.keywords:
        yield document.words.get("keywords", "")
        yield from document.project.keywords


def _contents(document: Document) -> Iterable[str]:
    """The lines of the contents, as the shipped templates print them; without page numbers."""
    if not document.project.contents or len(document.headings) < 2:
        return
    yield document.words.get("contents", "")
    for heading in document.headings:
        if heading.level < 3:
            yield "".join(map(plain, heading.title))
    if document.bibliography:
        yield document.bibliography_title
