"""Read a finished Word document back from its bytes: what Word will show, in order.

It goes by the standard alone (ECMA-376) and knows nothing of what wrote the file: numbers of
headings and notes are counted here as Word counts them.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from octavo.model import Docx, Output

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
NOTES = ("footnote", "endnote")
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}


def read(output: Output) -> Docx:
    """The running text and the notes of a document, and the styles that it names but has not."""
    with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    reader = _Reader(_Styles.of(parts), {kind: _notes(parts, kind) for kind in NOTES})
    body = ElementTree.fromstring(parts[MAIN])
    text = "".join(reader.blocks(body))
    known = reader.styles.known
    names = (_value(reader.styles.elements[id], "name") for id in reader.named & known)
    unknown = tuple(sorted(reader.named - known))
    return Docx(text, tuple(reader.said), unknown, tuple(sorted(names)))


def _notes(parts: dict[str, bytes], kind: str) -> dict[str, Element]:
    data = parts.get(f"word/{kind}s.xml")
    return {_get(one, "id"): one for one in ElementTree.fromstring(data)} if data else {}


@dataclass(slots=True)
class _Reader:
    """Goes through the document once, counting headings and notes."""

    styles: _Styles
    notes: dict[str, dict[str, Element]]
    said: list[str] = field(default_factory=list)  # the notes, in the order of their calls
    named: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # of notes, by kind
    number: str = ""  # of the note being read

    def blocks(self, parent: Element) -> Iterator[str]:
        """The texts of all paragraphs below an element, each with its line's end."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._name(element, "tblPr", "tblStyle")
                yield from self.blocks(element)
            else:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        self._name(paragraph, "pPr", "pStyle")
        yield self.styles.number(paragraph)
        yield from self._runs(paragraph)
        yield "\n"

    def _name(self, element: Element, *path: str) -> None:
        if name := _value(element, *path):
            self.named.add(name)

    def _runs(self, parent: Element) -> Iterator[str]:
        for element in parent:
            tag = element.tag.removeprefix(W)
            if tag == "r":
                yield from self._run(element)
            elif tag == "p":  # in a text box
                yield from self._paragraph(element)
            elif tag not in ("pPr", "del", "moveFrom"):
                yield from self._runs(element)

    def _run(self, run: Element) -> Iterator[str]:
        self._name(run, "rPr", "rStyle")
        for part in run:
            tag = part.tag.removeprefix(W)
            if tag == "t":
                yield part.text or ""
            elif tag in SIGNS:
                yield SIGNS[tag]
            elif tag in ("footnoteReference", "endnoteReference"):
                yield self._called(part, tag.removesuffix("Reference"))
            elif tag in ("footnoteRef", "endnoteRef"):
                yield self.number

    def _called(self, call: Element, kind: str) -> str:
        """The number of a note, whose text is read at once; one that is typed stands behind it."""
        typed = _get(call, "customMarkFollows") in ("1", "true", "on")
        self.counts[kind] += not typed
        number = "" if typed else str(self.counts[kind])
        inner = _Reader(self.styles, {}, named=self.named, number=number)
        note = self.notes[kind].get(_get(call, "id"))
        self.said.append("" if note is None else "".join(inner.blocks(note)))
        return number


@dataclass(slots=True)
class _Styles:
    """The styles, and the lists that number paragraphs."""

    known: set[str]
    elements: dict[str, Element]
    levels: dict[tuple[str, str], Element]  # by abstract list and level
    lists: dict[str, str]  # the abstract list of each list
    counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: dict[str, bytes]) -> _Styles:
        """Those of a document."""
        root = ElementTree.fromstring(parts["word/styles.xml"])
        elements = {_get(one, "styleId"): one for one in root.iter(f"{W}style")}
        data = parts.get("word/numbering.xml")
        numbering = ElementTree.fromstring(data) if data else Element("none")
        levels = {
            (_get(abstract, "abstractNumId"), _get(level, "ilvl")): level
            for abstract in numbering.iter(f"{W}abstractNum")
            for level in abstract.iter(f"{W}lvl")
        }
        lists = {
            _get(one, "numId"): _value(one, "abstractNumId") for one in numbering.iter(f"{W}num")
        }
        return cls(set(elements), elements, levels, lists)

    def number(self, paragraph: Element) -> str:
        """A heading's number, by its list, and a space; lists of items are not read."""
        style = _value(paragraph, "pPr", "pStyle")
        found = [_child(one, "pPr", "numPr") for one in (paragraph, *self._chain(style))]
        numbered = [one for one in found if one is not None]
        if not numbered or not self._is_heading(style):
            return ""
        number = next((v for one in numbered if (v := _value(one, "numId"))), "")
        level = next((v for one in numbered if (v := _value(one, "ilvl"))), "0")
        abstract = self.lists.get(number, "")
        if (abstract, level) not in self.levels:  # list 0 is none
            return ""
        return self._counted(abstract, int(level)) + " "

    def _counted(self, abstract: str, level: int) -> str:
        counts = self.counts.setdefault(abstract, [0] * 9)
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        said = _value(self.levels[abstract, str(level)], "lvlText")
        for at, count in enumerate(counts, 1):
            said = said.replace(f"%{at}", str(count))
        return said

    def _is_heading(self, style: str) -> bool:
        return any(_child(one, "pPr", "outlineLvl") is not None for one in self._chain(style))

    def _chain(self, style: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style in self.elements and style not in seen:
            seen.add(style)
            yield self.elements[style]
            style = _value(self.elements[style], "basedOn")


def _get(element: Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _child(element: Element, *path: str) -> Element | None:
    return element.find("/".join(f"{W}{name}" for name in path))


def _value(element: Element, *path: str) -> str:
    found = _child(element, *path)
    return "" if found is None else _get(found, "val")
