"""The running text of a document, block by block, and where each letter of it was typed.

A block's text leaves out what Octavo or others wrote into it: citations, references to figures,
notes' numbers, code. To point at a passage, its letters are walked along those that the writer
typed, markup left out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from octavo.checks._shared import shared
from octavo.diagnostics import Span
from octavo.model import Document, Element, Kind, Mark, Node

LEFT_OUT = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for what a text leaves out
FOREIGN_TAGS = frozenset(("code", "kbd", "samp", "img", "mark"))
FOREIGN_CLASSES = frozenset(("citation", "crossref", "crossrefs", "number", "label", "call again"))
LISTS = frozenset(("ul", "ol", "dl"))
REFERENCES = re.compile(
    r"(?:references|bibliography|works cited|sources|further reading|notes)", re.IGNORECASE
)
SOURCE_LINE = re.compile(r"(?:Sources?:|Notes?:|Figure \d+[.:]|Table \d+[.:])")
REFERENCE_NOTE = re.compile(r"\b(?:ibid|op\. ?cit|pp?\. ?\d|vol\. ?\d|no\. ?\d)", re.IGNORECASE)
LONGEST_SOURCE, LONGEST_REFERENCE = 400, 320  # characters


@dataclass(frozen=True, slots=True)
class Written:
    """A block's text and where the writer typed it.

    `region` is the section, or the note: passages of one follow each other in the file. `rows`
    numbers the list that the block is in, captions being one (0: none). `referring`: the block
    gives sources, it is no text. `lines` are the block's, or what stands in an inline note.
    """

    text: str
    kind: Kind
    lines: Span
    region: int
    rows: int = 0
    quoted: bool = False
    referring: bool = False
    nodes: tuple[Node, ...] = ()  # what the text was made from


@shared
def written(document: Document) -> tuple[Written, ...]:
    """All blocks that have a place, the sections first, then the notes in order."""
    walk = _Walk()
    found = [block for n, root in enumerate(document.body) for block in walk.section(root, n)]
    called = [note for note in document.notes if not note.citation_only]
    for region, note in enumerate(called, len(document.body)):
        for child in note.children:
            found += [_of_note(block) for block in walk.blocks(child, region)]
    return tuple(found)


def _of_note(block: Written) -> Written:
    short = len(block.text) < LONGEST_REFERENCE and REFERENCE_NOTE.search(block.text)
    return replace(block, referring=block.referring or bool(short))


class _Walk:
    """Goes through the tree once, numbering lists."""

    def __init__(self) -> None:
        self.lists = 1  # 1 is the captions'
        self.in_references = False

    def section(self, root: Element, region: int) -> Iterator[Written]:
        """The blocks of a section."""
        self.in_references = False
        return self.blocks(root, region)

    def blocks(
        self, element: Element, region: int, rows: int = 0, quoted: bool = False
    ) -> Iterator[Written]:
        """The blocks at and below an element, with what they stand in."""
        quoted = quoted or element.tag == "blockquote"
        if element.tag in LISTS and not rows:
            self.lists += 1
            rows = self.lists
        if element.kind is None:
            for child in element.children:
                if isinstance(child, Element):
                    yield from self.blocks(child, region, rows, quoted)
            return
        text = text_of(element)
        if element.kind is Kind.HEADING:
            self.in_references = bool(REFERENCES.fullmatch(text.strip(f" {LEFT_OUT}")))
        lines = element.span
        if lines is not None:
            rows = 1 if element.kind is Kind.CAPTION else rows
            source = len(text) < LONGEST_SOURCE and SOURCE_LINE.match(text)
            referring = self.in_references or bool(source)
            nodes = element.children
            yield Written(text, element.kind, lines, region, rows, quoted, referring, nodes)


def text_of(node: Node, foreign: frozenset[str] = FOREIGN_TAGS) -> str:
    """The writer's own words in a block; `foreign` are elements whose words are none.

    Words that are left out beside the usual ones have blanks in their place.
    """
    if isinstance(node, str):
        return node
    if not isinstance(node, Element) or node.attributes.get("class") in FOREIGN_CLASSES:
        return LEFT_OUT
    if node.tag in FOREIGN_TAGS:
        return LEFT_OUT
    if node.tag == "br":
        return "\n"
    text = "".join(text_of(child, foreign) for child in node.children)
    return " " * len(text) if node.tag in foreign else text


# --- where it was typed ------------------------------------------------------------------

MARKUP = re.compile(
    r"(?P<label>^ {0,3}\[\^[^\]\n]+\]:)|(?P<caption>^Table:)|(?P<code>(`++).{1,2000}?(?<!`)\4(?!`))"
    r"|(?P<target>(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)|(?<=\])\[[^\[\]]*\])"
    r"|(?P<list>\{[:#.]?[^{}\n]*[#.=-][^{}\n]*\})|(?P<number>^[ \t>]*\d+[.)](?=\s))"
    r"|(?P<tag></?[a-zA-Z!][^<>]*>)|(?P<entity>&(?:\w+|\#\d+);)",
    re.MULTILINE | re.DOTALL,
)
MARKS = "\"'“”„«»‘’‚‹›"  # all ways to type one: a language's outer marks are another's inner
PIECE = 12  # letters by which the walk finds its way back


class Places:
    """Turns offsets in the texts of blocks into offsets in the files."""

    def __init__(self, document: Document) -> None:
        self.marks = document.marks
        self.known: dict[int, tuple[list[int], list[int]]] = {}

    def span(self, first: Written, start: int, last: Written, end: int) -> Span:
        """From a letter of one block to just behind one of the same or a later block."""
        return Span(first.lines.source, self._typed(first, start), self._typed(last, end - 1) + 1)

    def stretch(self, block: Written, start: int, end: int) -> Span:
        """A stretch of a block's text that may begin or end with signs that are no letters."""
        text, source = block.text[start:end], block.lines.source
        if text[:1].isalnum() and text[-1:].isalnum():
            return self.span(block, start, block, end)
        before, after = self._between(block, start, end)
        at = source.text.find(text, before, after)
        return Span(source, at, at + len(text)) if at >= 0 else Span(source, before, after)

    def _between(self, block: Written, start: int, end: int) -> tuple[int, int]:
        """In the file: from behind the last letter before `start` to the first from `end` on."""
        text = block.text
        before = next((n for n in range(start - 1, -1, -1) if text[n].isalnum()), None)
        after = next((n for n in range(end, len(text)) if text[n].isalnum()), None)
        first = block.lines.start if before is None else self._typed(block, before) + 1
        return first, block.lines.end if after is None else self._typed(block, after)

    def sign(self, block: Written, offset: int) -> Span:
        """A sign that is no letter: between the letters beside it, however it was typed."""
        text, source = block.text, block.lines.source
        forms = MARKS if text[offset] in MARKS else text[offset]
        start, end = self._between(block, offset, offset)
        first = offset
        while first and not text[first - 1].isalnum():
            first -= 1
        number = sum(sign in forms for sign in text[first:offset])
        places = [n for n in range(start, end) if source.text[n] in forms]
        at = places[min(number, len(places) - 1)] if places else start
        return Span(source, at, at + 1)

    def _typed(self, block: Written, offset: int) -> int:
        """Where the letter at `offset` was typed."""
        if id(block) not in self.known:
            self.known[id(block)] = _walked(block, self.marks)
        offsets, typed = self.known[id(block)]
        return typed[bisect_left(offsets, offset)]


def _walked(block: Written, marks: Sequence[Mark]) -> tuple[list[int], list[int]]:
    """For each letter of a block its offset in the block, and in the file."""
    source, start, end = block.lines.source, block.lines.start, block.lines.end
    foreign = [
        (m.start() + start, m.end() + start) for m in MARKUP.finditer(source.text[start:end])
    ]
    foreign += [
        (mark.span.start, mark.span.end)
        for mark in marks
        if mark.span.source is source
        and mark.span != block.lines
        and start <= mark.span.start < end
    ]
    read, offsets = _letters(block.text, 0, len(block.text), ())
    typed, places = _letters(source.text, start, end, foreign)
    return offsets, _along(read, typed, places or [start])  # all of it may be marks


def _letters(
    text: str, start: int, end: int, foreign: Iterable[tuple[int, int]]
) -> tuple[str, list[int]]:
    """The letters and digits of a stretch, as they are compared, and the offset of each."""
    letters: list[str] = []
    offsets: list[int] = []
    holes = sorted(foreign)
    for first, last in zip(
        [start, *(hole[1] for hole in holes)], [*(hole[0] for hole in holes), end], strict=True
    ):
        for at in range(max(first, start), last):
            for letter in unicodedata.normalize("NFKD", text[at]).casefold():
                if letter.isalnum():
                    letters.append(letter)
                    offsets.append(at)
        start = max(start, last)
    return "".join(letters), offsets


def _along(read: str, typed: str, places: Sequence[int]) -> list[int]:
    """The place of each letter read. Where the two part, the walk goes on at the next piece."""
    found: list[int] = []
    at = max(0, typed.find(read[:PIECE]))  # a cell begins behind those before it
    for number, letter in enumerate(read):
        if typed[at : at + 1] != letter:
            again = typed.find(read[number : number + PIECE], at)
            at = again if again >= 0 else at
        found.append(places[min(at, len(places) - 1)])
        at += typed[at : at + 1] == letter
    return found
