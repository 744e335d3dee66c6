"""The values that pass between the stages. All are frozen; a stage returns new ones.

Path --config--> Project --sections--> Section* --compose--> Document --render--> html
     --outputs--> Output --readback--> Pdf
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from octavo.diagnostics import Finding, Source, Span

# --- what the writer gives ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """The page, from `[page]` of report.toml. Lengths are CSS lengths ("25mm", "12pt")."""

    size: str = "A4"
    margins: tuple[str, ...] = ()  # as in CSS: one to four lengths; none: the template's own
    font_size: str = "11pt"
    line_spacing: float = 1.0  # 1 is the template's single spacing, 1.5, 2 is double
    paragraphs: str = "indent"  # or "gap"
    notes: str = "footnotes"  # or "endnotes", ahead of the bibliography
    line_numbers: bool = False  # in the margin, in print and in the Word document
    font: str = ""  # the name of a house font, as a word processor has it; none: Octavo's own


@dataclass(frozen=True, slots=True)
class Typeface:
    """A house font: the `name` that was asked for and the `family` that is taken for it.

    `files` are the family's font files, four as a rule: regular, italic, bold, bold italic.
    """

    name: str
    family: str
    files: tuple[Path, ...]
    is_shipped: bool
    is_sans: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """A house's Word document, in which the report's is written: its parts by their names.

    `styles` are the names of its styles, in small letters; `values` what may be written on its
    cover, by the names that stand there in braces.
    """

    name: str
    parts: Mapping[str, bytes]
    styles: frozenset[str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Author:
    """Who hands the paper in, from `[author]`: for its file's name, and to search a copy that is
    to be anonymous for.

    `candidate` is the number that such a copy bears in place of the name, `also` are other words
    that give the author away, `works` the keys of the author's own works.
    """

    student_id: str = ""
    candidate: str = ""
    email: str = ""
    initials: str = ""
    supervisor: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the author signs, from `[declaration]`. The kinds' values are "usual", own words or "".

    `ai` may be "none" or "used" too, and `ai_use` says what for. Signed by the authors on the
    report's date unless `signed` and `date` say otherwise.
    """

    originality: str = ""
    ai: str = ""
    ai_use: str = ""
    signed: str = ""
    date: datetime.date | str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What is demanded of the paper as it is handed in, from `[submit]` and from a brief.

    `wants` are the values of report.toml's keys that the brief sets, `overridden` those that
    report.toml sets otherwise, as it does. Sizes are bytes; `pages` is the least and the most.
    """

    brief: str = ""  # its file, or a preset's name
    title: str = ""
    checksum: str = ""  # SHA-256 of the brief
    source: str = ""  # where the demands stand
    formats: tuple[str, ...] = ("pdf", "html")
    max_size: int | None = None
    pages: tuple[int, int] | None = None
    fonts: tuple[str, ...] = ()
    front: tuple[str, ...] = ()  # keys of report.toml that page one is to say
    file_name: str = ""
    anonymous: bool = False
    own_works: str = "keep"  # or "placeholder": how an anonymous copy cites the author's works
    declarations: tuple[str, ...] = ()
    deadline: datetime.datetime | datetime.date | None = None
    archive: str = ""  # the PDF's profile, such as "pdf/a-3u"
    sources: bool = True
    wants: Mapping[str, Any] = field(default_factory=dict)
    overridden: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PdfSettings:
    """Which standards the PDF keeps, from `[pdf]` or the command line.

    `profile` is "archive", PDF/UA-1 and PDF/A-2a or (with files) 3a, or "archive2", PDF/UA-2 and
    PDF/A-4 or (with files) 4f. Sources are attached if `attach_sources` says so; where it says
    nothing, to "archive2" alone.
    """

    profile: str = "archive"
    attach_sources: bool | None = None

    @property
    def attaches(self) -> bool:
        """Whether the sources go into the PDF."""
        if self.attach_sources is None:
            return self.profile == "archive2"
        return self.attach_sources


@dataclass(frozen=True, slots=True)
class Project:
    """A manuscript's folder and what its report.toml says."""

    root: Path
    source: Source
    name: str  # the outputs' file name, without ending
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    course: str = ""
    institution: str = ""
    instructor: str = ""
    date: datetime.date | str = ""
    language: str = "en-GB"
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    acknowledgements: str = ""
    template: str = "essay"
    docx_template: str = ""  # the house's Word document, in the manuscript
    style: str = "chicago-notes-bibliography"
    bibliography: tuple[str, ...] = ()
    nocite: tuple[str, ...] = ()  # keys that stand in the bibliography uncited; "*" is all
    sections: tuple[str, ...] = ()
    word_limit: int | None = None
    word_rule: str = "text"  # the rule book by which words are counted: octavo/counting
    contents: bool = True  # whether a list of contents is printed
    numbered: bool = True  # whether headings have numbers
    checks: Mapping[str, str] = field(default_factory=dict)  # rule: error, warning or off
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by rule and key
    layout: Layout = field(default_factory=Layout)
    author: Author = field(default_factory=Author)
    declaration: Declaration = field(default_factory=Declaration)
    submission: Submission = field(default_factory=Submission)
    pdf: PdfSettings = field(default_factory=PdfSettings)
    places: Mapping[str, Span] = field(default_factory=dict)  # where each key stands in report.toml
    trusted: bool = False  # whether the user, not the manuscript, lets its own HTML through

    def place_of(self, key: str, entry: str = "") -> Span:
        """Where `key` stands in report.toml, or the quoted `entry` of its list."""
        place = self.places.get(key, Span(self.source, 0, 0))
        for quote in ('"', "'"):
            start = self.source.text.find(f"{quote}{entry}{quote}", place.end) if entry else -1
            if start >= 0:
                return Span(self.source, start, start + len(entry) + 2)
        return place


@dataclass(frozen=True, slots=True)
class Section:
    """One Markdown file. `body` is the offset where the text starts, after the front matter."""

    source: Source
    body: int
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)


# --- what is found in the text -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One cited work. Prefix and suffix are Markdown (emphasis only); label is CSL's term.

    `suppress_author` is `[-@key]`: the author is named in the sentence already.
    """

    key: str
    span: Span
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation as written: `[see @a, 3; @b]`, or narrative `@a [3]`."""

    span: Span
    items: tuple[CitationItem, ...]
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class CrossReference:
    """`@fig:x` or `[@fig:x; @tbl:y]`; `bare` is `[-@fig:x]`, the number alone."""

    span: Span
    labels: tuple[str, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class NoteReference:
    """`[^name]` or `^[text]`, whose name is made up and whose text is the span's."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class BibliographyPlace:
    """`{bibliography}`, alone in its paragraph: where the bibliography is to stand."""

    span: Span


Mark = Citation | CrossReference | NoteReference | BibliographyPlace


@dataclass(frozen=True, slots=True)
class Label:
    """Something that can be referred to. `kind` is sec, fig, tbl or fn; `id` its HTML anchor.

    `number` is as printed ("2.1", "3"), empty for an unnumbered section; `title` the
    section's heading or the caption, without notes.
    """

    name: str
    kind: str
    number: str
    id: str
    span: Span
    title: str = ""


# --- the document ------------------------------------------------------------------------


class Kind(StrEnum):
    """What a block of text is: what checks, counts and the read-back go by."""

    PROSE = "prose"
    HEADING = "heading"
    QUOTATION = "quotation"
    NOTE = "note"
    CAPTION = "caption"
    CELL = "cell"
    CODE = "code"
    ENTRY = "entry"  # of the bibliography
    PLACEHOLDER = "placeholder"  # says in a draft that something is missing


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the document's tree.

    Elements that hold running text directly are blocks: they have a `kind`, and a `span` that
    runs over the lines of the source they were made from (None for what Octavo wrote itself).
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    kind: Kind | None = None
    span: Span | None = None

    def holding(self, children: tuple[Node, ...]) -> Element:
        """The same element with other children; itself where these are equal to its own."""
        if children == self.children:
            return self
        return Element(self.tag, self.attributes, children, self.kind, self.span)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, standing in the tree where its number is called.

    `children` are its block elements, of kind note. `citation_only`: it was made from a citation
    in the text, the writer wrote no prose.
    """

    number: int
    id: str
    children: tuple[Element, ...]
    span: Span
    citation_only: bool = False

    def holding(self, children: tuple[Element, ...]) -> Note:
        """The same note with other blocks; itself where these are equal to its own."""
        return self if children == self.children else replace(self, children=children)


Node = str | Element | Note | Mark


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that can be cited: `fields` has CSL-JSON's names and values, `id` and `type` too."""

    key: str
    type: str
    fields: Mapping[str, Any]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report, before any output format: a tree, and lists of what stands in it.

    `body` has one `section` element a section file, in order. `marks` are all notations in
    reading order, notes where they are called; `notes` all notes by number. `headings` is the
    outline, in order (level from 1). `bibliography` are the formatted entries, in order.
    `findings` came up while composing; checks add theirs elsewhere.
    """

    project: Project
    sections: tuple[Section, ...]
    body: tuple[Element, ...]
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    labels: Mapping[str, Label] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)
    bibliography: tuple[Element, ...] = ()
    findings: tuple[Finding, ...] = ()
    note_style: bool = False  # whether citations in the text are set as notes
    words: Mapping[str, str] = field(
        default_factory=dict
    )  # built-in words in the report's language
    glyphs: frozenset[str] = frozenset()  # the characters that the fonts of the page have
    typeface: Typeface | None = None  # None: Octavo's own faces
    house: House | None = None  # None: the Word document is Octavo's own
    attached: Mapping[str, bytes] = field(default_factory=dict)  # the sources that go into the PDF

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in reading order."""
        return tuple(mark for mark in self.marks if isinstance(mark, Citation))

    @property
    def bibliography_title(self) -> str:
        """What stands above the entries, by the custom of the citation style."""
        works_cited = self.project.style.startswith(("mla", "modern-language-association"))
        usual = "works-cited" if works_cited else "references"
        return self.words.get("bibliography" if self.note_style else usual, "")

    def blocks(self) -> Iterator[Element]:
        """All blocks in reading order; a note's follow the block that calls it."""
        for root in (*self.body, *self.bibliography):
            yield from blocks(root)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents. `section` is the index of its section file."""

    level: int
    number: str
    id: str
    title: tuple[Node, ...]  # without notes
    section: int


def blocks(node: Node) -> Iterator[Element]:
    """All blocks at and below `node`; a note's blocks follow the block that calls it."""
    if isinstance(node, Element):
        if node.kind is not None:
            yield node
            for note in notes(node):
                yield from blocks(note)
        else:
            for child in node.children:
                yield from blocks(child)
    elif isinstance(node, Note):
        for block in node.children:
            yield from blocks(block)


def notes(node: Node) -> Iterator[Note]:
    """All notes called below `node`, in order."""
    if isinstance(node, Note):
        yield node
    elif isinstance(node, Element):
        for child in node.children:
            yield from notes(child)


def plain(node: Node, note: Callable[[Note], str] = lambda _: "") -> str:
    """The text of `node` as read, without markup; `note` says what stands for a note's call."""
    if isinstance(node, str):
        return node
    if isinstance(node, Note):
        return note(node)
    if isinstance(node, Element):
        return "".join(plain(child, note) for child in node.children)
    return node.span.text


# --- what comes out ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page, in CSS pixels (1/96 inch) from the page's top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type on a page, as laid out.

    `area` reaches from the top of its capitals to below its baseline; `room` is what the block that
    it belongs to has for its lines; `seen` the part of the page where nothing hides it. `size` is
    that of its type in pixels, `stretch` by how many ems each of its spaces was widened to justify
    it, `contrast` the least of its texts, from 1 to 21 (WCAG 2.2).
    """

    text: str
    area: Area
    room: Area
    seen: Area
    size: float
    stretch: float = 0.0
    contrast: float = 21.0


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines that one page has of a block; `begins`, `ends`: the block does so on this page.

    `tag` is the HTML element's, `place` where it stands in the source, "" if Octavo wrote it.
    """

    tag: str
    place: str
    lines: tuple[Line, ...]
    in_notes: bool = False
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a table on a page. `kind` says which.

    `dots` are a picture's pixels to the inch of paper; None if it is drawn in lines.
    """

    kind: str
    place: str
    area: Area
    dots: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A laid-out page: our own copy of what checks need of the engine's boxes.

    `text` is where the running text stands, `notes` the footnotes' area or None, `floats` the area
    above the text where figures stand that did not fit where they are written. `blocks` are the
    places on the page of blocks that say where they stand in the source (`data-at`); `pieces` is
    the text, `pictures` are pictures and tables, `margins` the lines in the margins: running heads,
    numbers. Left of `left` stand numbers of lines, if any. `ended` says that it is no full page, as
    what comes behind it is to begin another one.
    """

    number: int
    width: float
    height: float
    text: Area
    notes: Area | None = None
    blocks: tuple[tuple[str, Area], ...] = ()
    floats: Area | None = None
    pieces: tuple[Piece, ...] = ()
    pictures: tuple[Picture, ...] = ()
    margins: tuple[Line, ...] = ()
    left: float = 0.0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file: its name in the output folder and its bytes.

    `pages` is the engine's account of its pages, where it has any.
    """

    name: str
    data: bytes
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF as read back from its bytes: the text of each page's areas, in file order.

    `spoken` and `spoken_notes` are what programs that read it aloud make of it: running text and
    notes in pieces, each with its page's number; empty if the file has no structure.
    """

    text: tuple[str, ...]
    notes: tuple[str, ...]
    floats: tuple[str, ...] = ()
    title: str = ""
    fonts: tuple[str, ...] = ()
    spoken: tuple[tuple[int, str], ...] = ()
    spoken_notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A finished PDF beside the document it was made from."""

    document: Document
    pages: tuple[Page, ...]
    pdf: Pdf


@dataclass(frozen=True, slots=True)
class Docx:
    """A Word document as read back from its bytes: its running text, and its notes as called.

    `unknown` are the styles that it names and does not have, `styles` the names of those it has.
    """

    text: str
    notes: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltDocx:
    """A finished Word document beside the document it was made from."""

    document: Document
    docx: Docx


@dataclass(frozen=True, slots=True)
class Build:
    """All that a build gives. `document` is None where not even a draft could be made.

    `silenced` are the findings that comments in the text silence, each with its reason.
    """

    document: Document | None
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[tuple[Finding, str], ...] = ()
