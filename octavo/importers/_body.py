"""The blocks of a .docx: paragraphs by their styles, lists, tables, pictures, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from xml.etree.ElementTree import Element

from octavo.importers import _captions, _citations, _items, _looks, _pictures, _properties, _tables
from octavo.importers._code import CODE
from octavo.importers._draft import DEFINITION, TERM, UNNUMBERED, Block, Kind, Text, joined
from octavo.importers._fields import CONTENT
from octavo.importers._package import EMPTY, Package, below, child, get, said, tag, value
from octavo.importers._runs import Writer
from octavo.importers._styles import Styles

HOLDERS = ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")  # of blocks
CONTENTS = re.compile(r"(?:contents|toc) heading|toc \d|table of figures|index \d|contents \d")
NAMED = {  # kinds of paragraphs that only their style tells, as Word, LibreOffice, Pandoc call it
    **dict.fromkeys(("definition term", "list heading"), TERM),
    **dict.fromkeys(("definition", "list contents"), DEFINITION),
    **dict.fromkeys(
        ("caption", "table caption", "image caption", "illustration", "table", "figure caption"),
        _captions.CAPTION,
    ),
}
RULE = "rule"  # the name of a line across the page
FRONT = ("front heading", "abstract title")  # as Octavo and Pandoc call them
BREAK = re.compile(r"\n\s*\n")


@dataclass(slots=True)
class Reader:
    """Goes through a document once, from its beginning to its end."""

    package: Package
    writer: Writer
    targets: Mapping[str, str]
    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)  # its paragraphs
    keywords: list[str] = field(default_factory=list)
    heading: Text = field(default_factory=Text)  # that may be the abstract's
    files: dict[str, bytes] = field(default_factory=dict)
    dropped: list[tuple[Text, str]] = field(default_factory=list)
    looks: dict[int, _looks.Look] = field(default_factory=dict)  # by where a paragraph begins
    held: Text = field(default_factory=Text)  # of paragraphs whose ends were deleted
    items: _items.Items = field(init=False)

    def __post_init__(self) -> None:
        self.items = _items.Items(self.writer)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element."""
        for element, following in zip_longest(parent, islice(parent, 1, None), fillvalue=EMPTY):
            if tag(element) == "p" and _runs_on(element, following):
                self.held = joined([self.held, self.writer.paragraph(element, self.targets)])
            elif tag(element) == "p":
                yield from self.paragraph(element)
            elif tag(element) == "tbl":
                yield from self.table(element)
            elif tag(element) in HOLDERS:
                yield from self._control(element)
            elif tag(element) == "altChunk":
                self.writer.lost.add("embedded document", self.writer.length)

    def _control(self, element: Element) -> Iterator[Block]:
        """What a content control holds; its tag may say that it is the list of works."""
        listed = _citations.is_bibliography(value(element, "sdtPr", "tag"))
        if listed:
            self.writer.fields.begin(value(element, "sdtPr", "tag"))
            self.writer.fields.separate()
        yield from self.blocks(element)
        if listed:
            list(self.writer.fields.end(self.writer.length))

    def paragraph(self, element: Element) -> Iterator[Block]:
        """A paragraph, then the pictures and text boxes that hang on it."""
        text = joined([self.held, self.writer.paragraph(element, self.targets)])
        self.held = Text()
        if self.writer.styles.is_code(element):
            text = text or self.writer.text(" ")  # an empty line of it
            yield Block(Kind.FIXED, text, name=CODE)
        elif text.letters.strip():
            yield from self._written(element, text.stripped())
        elif _is_rule(element, self.writer.styles):
            yield _fixed(self.writer, "* * *", RULE)
        yield from self._beside()

    def _beside(self) -> Iterator[Block]:
        """The pictures and text boxes that hang on what was just written."""
        pictures, boxes = self.writer.pictures, self.writer.boxes
        self.writer.pictures, self.writer.boxes = [], []
        for drawing, place in pictures:
            yield from self._picture(drawing, place)
        for box in boxes:
            yield from self.blocks(box)

    def _written(self, element: Element, text: Text) -> Iterator[Block]:
        """A paragraph with words in it, as what its style or its list says it is."""
        styles = self.writer.styles
        name = styles.name(value(element, "pPr", "pStyle"))
        yield from self._front(name)
        if CONTENTS.fullmatch(name) or all(CONTENT in style.split() for style in text.styles):
            self.dropped.append((text, "table of contents: Octavo makes its own"))
        elif self._heads(name, text):
            pass
        elif level := styles.level(element):
            bare = value(element, "pPr", "numPr", "numId") == "0"
            yield Block(Kind.HEADING, _looks.plain(text), level, UNNUMBERED if bare else "")
        elif name in NAMED:
            yield Block(Kind.PROSE, text, name=NAMED[name])
        elif item := self.items.block(element, text):
            yield item
            return
        else:
            yield from self._prose(element, text)
        self.items.end()

    def _heads(self, name: str, text: Text) -> bool:
        """Whether the paragraph is of the report's head, and has been taken for it."""
        if name == "title" and not self.title:
            self.title = _line(text)
        elif name == "subtitle" and not self.subtitle:
            self.subtitle = _line(text)
        elif name in ("author", "authors"):
            self.authors.append(_line(text))
            self.dropped.append((text, "the author, now in report.toml"))
        elif name in FRONT:
            self.heading = text
        elif name == "abstract":
            self.abstract.append(_line(text))
            self.dropped.append((text, "the abstract, now in report.toml"))
        elif name == "keywords":
            self.keywords += _keywords(text)
            self.dropped.append((text, "the keywords, now in report.toml"))
        elif name == "imprint":
            said = "of the title page, which Octavo makes of report.toml: write there what is so"
            self.dropped.append((text, said))
        else:
            return False
        return True

    def _front(self, name: str) -> Iterator[Block]:
        """The heading that waits: the abstract's goes with it, any other is one of the report."""
        heading, self.heading = self.heading, Text()
        if heading and name == "abstract":
            self.dropped.append((heading, "heading of the abstract"))
        elif heading:
            yield Block(Kind.HEADING, _looks.plain(heading), 1)

    def _prose(self, element: Element, text: Text) -> Iterator[Block]:
        kind = Kind.QUOTATION if self.writer.styles.is_quotation(element) else Kind.PROSE
        for part in _parts(text):
            if kind is Kind.PROSE:
                self.looks[part.places[0]] = _looks.look(element, part, self.writer.styles)
            yield Block(kind, part)

    def _picture(self, drawing: Element, place: int) -> Iterator[Block]:
        found = _pictures.pictures(drawing, self.package, self.targets, len(self.files))
        for picture in found:
            if picture.name:
                self.files[picture.name] = picture.data
            if picture.lost:
                self.writer.lost.add(picture.lost, place)
            if picture.markdown:
                yield _fixed(self.writer, picture.markdown, _captions.PICTURE)

    def table(self, element: Element) -> Iterator[Block]:
        """A table as a pipe table; a frame of one column is only its paragraphs."""
        rows = _tables.cells(element)
        if max(map(len, rows), default=0) < 2:
            for cell in chain.from_iterable(rows):
                yield from self.blocks(cell)
            return
        start = self.writer.length
        markdown = _tables.markdown(element, self.blocks)
        for what in _tables.lost(element):
            self.writer.lost.add(what, start)
        yield _fixed(self.writer, markdown, _captions.TABLE, start)

    def notes(self) -> Iterator[Block]:
        """Footnotes and endnotes in the order of their calls, each of its paragraphs a block."""
        kinds = ("footnote", "endnote")
        parts = {kind: self.package.beside(f"{kind}s") for kind in kinds}
        written = {
            (kind, get(one, "id")): one for kind in kinds for one in self.package.xml(parts[kind])
        }
        for (kind, number), name in list(self.writer.notes.items()):
            found, targets = written.get((kind, number), EMPTY), self.package.targets(parts[kind])
            texts = [self.writer.paragraph(p, targets).stripped() for p in below(found, "p")]
            texts = [text for text in texts if text] or [self.writer.text("—\n").stripped()]
            yield from (Block(Kind.NOTE, text, name=name) for text in texts)
        for key, note in written.items():
            if key not in self.writer.notes and get(note, "type") in ("", "normal"):
                self.writer.lost.add(f"{key[0]} that nothing calls", words=said(note))


def _is_rule(paragraph: Element, styles: Styles) -> bool:
    """Whether an empty paragraph is a line across the page, as HTML's `<hr>` becomes one."""
    drawn = any(get(one, "hr") in ("t", "true", "1") for one in below(paragraph, "rect"))
    return drawn or styles.name(value(paragraph, "pPr", "pStyle")) == "horizontal line"


def _runs_on(paragraph: Element, following: Element) -> bool:
    """Whether a paragraph's end was deleted while changes were tracked."""
    gone = child(paragraph, "pPr", "rPr", "del") is not None
    return gone and tag(following) == "p"


def _line(text: Text) -> str:
    return " ".join(text.letters.split())


def _keywords(text: Text) -> list[str]:
    """The keywords of a line, without the word ahead of them."""
    labels = "|".join(map(re.escape, _properties.words("keywords")))
    line = re.sub(rf"^(?:{labels})\W*", "", _line(text), flags=re.IGNORECASE)
    return [word.strip(" .") for word in re.split("[,;]", line) if word.strip(" .")]


def _parts(text: Text) -> Iterator[Text]:
    """The paragraphs that a paragraph is, where two line breaks in a row part them."""
    start = 0
    for match in BREAK.finditer(text.letters):
        if part := text.cut(start, match.start()).stripped():
            yield part
        start = match.end()
    if part := text.cut(start).stripped():
        yield part


def _fixed(writer: Writer, markdown: str, name: str, start: int | None = None) -> Block:
    """Markdown that is set as it stands, placed where the draft has it."""
    place = min(writer.length if start is None else start, max(0, writer.length - 1))
    text = Text(markdown, (place,) * len(markdown), ("",) * len(markdown))
    return Block(Kind.FIXED, text, name=name, markup=True)
