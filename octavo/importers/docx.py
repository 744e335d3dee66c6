"""Read a draft written with Word or a program like it (.docx)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from octavo.diagnostics import Source
from octavo.importers import _captions, _looks, _pictures, _styles, _tables
from octavo.importers._draft import Block, Draft, Dropped, Kind, Text, joined, notice
from octavo.importers._package import EMPTY, Package, below, child, get, open_package, tag, value
from octavo.importers._runs import Writer

ENDINGS = (".docx",)

HOLDERS = ("sdt", "sdtContent", "ins", "customXml", "smartTag")  # of paragraphs and tables
CONTENTS = re.compile(r"(?:contents|toc) heading|toc \d|table of figures|index \d")


def read(path: Path) -> Draft:
    """The draft with headings, notes, tables and pictures. Raises OSError or DraftError."""
    package = open_package(path)
    reader = _Reader(package, Writer(_styles.read(package)), package.targets(package.main))
    body = child(package.xml(package.main), "body")
    blocks = list(reader.blocks(body if body is not None else EMPTY))
    notes = list(reader.notes())
    source = Source(path, "".join(reader.writer.parts))
    blocks, labels = _captions.joined(blocks)
    aside = [*reader.dropped, *labels]
    return Draft(
        source,
        (*_looks.with_headings(blocks, reader.looks), *notes),
        title=reader.title,
        files=reader.files,
        dropped=tuple(Dropped(text.span(source), text.letters, why) for text, why in aside),
        findings=tuple(
            notice("not_carried_over", f"{count} × {what}", hint="look at it in the draft")
            for what, count in (reader.writer.lost + package.lost()).items()
        ),
    )


@dataclass(slots=True)
class _Reader:
    """Goes through a document once, from its beginning to its end."""

    package: Package
    writer: Writer
    targets: Mapping[str, str]
    title: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    dropped: list[tuple[Text, str]] = field(default_factory=list)
    looks: dict[int, _looks.Look] = field(default_factory=dict)  # by where a paragraph begins
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element."""
        for element in parent:
            if tag(element) == "p":
                yield from self.paragraph(element)
            elif tag(element) == "tbl":
                yield from self.table(element)
            elif tag(element) in HOLDERS:
                yield from self.blocks(element)
            elif tag(element) == "altChunk":
                self.writer.lost["embedded document"] += 1

    def paragraph(self, element: Element) -> Iterator[Block]:
        """A paragraph, then the pictures and text boxes that hang on it."""
        text = self.writer.paragraph(element, self.targets).stripped()
        pictures, boxes = self.writer.pictures, self.writer.boxes
        self.writer.pictures, self.writer.boxes = [], []
        if text:
            yield from self._written(element, text)
        for drawing in pictures:
            yield from self._picture(drawing)
        for box in boxes:
            yield from self.blocks(box)

    def _written(self, element: Element, text: Text) -> Iterator[Block]:
        styles = self.writer.styles
        name = styles.name(value(element, "pPr", "pStyle"))
        item = styles.item(element)
        if CONTENTS.fullmatch(name):
            self.dropped.append((text, "table of contents: Octavo makes its own"))
        elif name == "title" and not self.title:
            self.title = text.letters
        elif level := styles.level(element):
            yield Block(Kind.HEADING, _looks.plain(text), level)
        elif name == "caption":
            yield Block(Kind.PROSE, text, name=_captions.CAPTION)
        elif item:
            yield Block(Kind.ITEM, joined([self._mark(*item, text), text]), item[1])
        elif styles.is_quotation(element):
            yield Block(Kind.QUOTATION, text)
        else:
            self.looks[text.places[0]] = _looks.look(element, text, styles)
            yield Block(Kind.PROSE, text)

    def _mark(self, number: str, level: int, numbered: bool, text: Text) -> Text:
        """The sign before an item; Word counts the items, they do not hold their numbers."""
        self.counts = {key: n for key, n in self.counts.items() if key[1] <= level}
        count = self.counts[number, level] = self.counts.get((number, level), 0) + 1
        mark = f"{count}. " if numbered else "- "
        return Text(mark, (text.places[0],) * len(mark), ("",) * len(mark))

    def _picture(self, drawing: Element) -> Iterator[Block]:
        for name, data, markdown in _pictures.pictures(
            drawing, self.package, self.targets, len(self.files)
        ):
            self.files[name] = data
            if markdown:
                yield _fixed(self.writer, markdown, _captions.PICTURE)
            else:
                self.writer.lost[f"picture ({name}): of a kind that no page can show"] += 1

    def table(self, element: Element) -> Iterator[Block]:
        """A table as a pipe table; a frame of one cell is only its paragraphs."""
        cells = list(below(element, "tc"))
        if len(cells) == 1:
            yield from self.blocks(cells[0])
            return
        start = self.writer.length
        markdown = _tables.markdown(element, self.writer, self.targets)
        yield _fixed(self.writer, markdown, _captions.TABLE, start)
        for drawing in self.writer.pictures:
            yield from self._picture(drawing)
        self.writer.pictures, self.writer.boxes = [], []

    def notes(self) -> Iterator[Block]:
        """Footnotes and endnotes in the order of their calls, each of its paragraphs a block."""
        for (kind, number), name in list(self.writer.notes.items()):
            part = self.package.beside(f"{kind}s")
            root, targets = self.package.xml(part), self.package.targets(part)
            found = next((one for one in root if get(one, "id") == number), EMPTY)
            texts = [self.writer.paragraph(p, targets).stripped() for p in below(found, "p")]
            texts = [text for text in texts if text] or [self.writer.text("—\n").stripped()]
            yield from (Block(Kind.NOTE, text, name=name) for text in texts)


def _fixed(writer: Writer, markdown: str, name: str, start: int | None = None) -> Block:
    """Markdown that is set as it stands, placed where the draft has it."""
    place = min(writer.length if start is None else start, max(0, writer.length - 1))
    text = Text(markdown, (place,) * len(markdown), ("",) * len(markdown))
    return Block(Kind.FIXED, text, name=name, markup=True)
