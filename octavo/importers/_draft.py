"""The values that pass between the stages of an import. All are frozen.

    Path --format--> Draft --stages--> Draft --manuscript--> files

A draft keeps, for each character, where in the source it stood: a passage can so be cut anywhere
and is still named with its line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from octavo.diagnostics import Finding, Severity, Source, Span


class DraftError(Exception):
    """A draft cannot be read; the text says which and why."""


NOTE = "note:"  # the style of a note's number where it is called, followed by the note's name
MORE = "more"  # the name of the second and further paragraphs of a list's item
LISTED = "listed"  # the name of an item of which it is sure that it is one, whatever its number
TERM, DEFINITION = "term", "definition"  # the names of what a list of definitions is made of
UNNUMBERED = "unnumbered"  # the name of a heading that has no number among those that have
RAW = "raw"  # the style of Markdown that stands in the place of the draft's words: a citation


@dataclass(frozen=True, slots=True)
class Text:
    """Running text; `places` has the offset in the source of each character, `styles` its look.

    A style is a word or several, parted by spaces: em, strong, sub, sup, del, smallcaps; or
    `note:NAME`, or `raw`.
    """

    letters: str = ""
    places: tuple[int, ...] = ()
    styles: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.letters)

    def cut(self, start: int, end: int | None = None) -> Text:
        """The characters from `start` to `end`, as a slice takes them."""
        stretch = slice(start, end)
        return Text(self.letters[stretch], self.places[stretch], self.styles[stretch])

    def stripped(self) -> Text:
        """Without white space at both ends."""
        start = len(self.letters) - len(self.letters.lstrip())
        return self.cut(start, max(start, len(self.letters.rstrip())))

    def span(self, source: Source) -> Span:
        """From the first to the last character, in the source."""
        if not self.places:
            return Span(source, len(source.text), len(source.text))
        return Span(source, self.places[0], self.places[-1] + 1)


def stretch(source: Source, start: int, end: int, style: str = "") -> Text:
    """A stretch of the source as it stands."""
    return Text(source.text[start:end], tuple(range(start, end)), (style,) * (end - start))


def joined(parts: Iterable[Text]) -> Text:
    """The parts behind one another."""
    parts = list(parts)
    return Text(
        "".join(part.letters for part in parts),
        tuple(chain.from_iterable(part.places for part in parts)),
        tuple(chain.from_iterable(part.styles for part in parts)),
    )


class Kind(StrEnum):
    """What a block of a draft is."""

    HEADING = "heading"
    PROSE = "prose"
    QUOTATION = "quotation"
    ITEM = "item"  # of a list; its mark is part of the text
    NOTE = "note"
    FIXED = "fixed"  # a table, a picture, code: Markdown that is neither read nor changed


TEXT = (Kind.HEADING, Kind.PROSE, Kind.ITEM, Kind.QUOTATION)  # in which a repeat is looked for


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a note.

    `level` is a heading's, from 1; `name` a note's (a note of several paragraphs has several
    blocks of one name). `markup`: the text is Markdown already. `proposed`: the heading was made
    up, it does not stand in the draft. `cut`: the text went on, but its rest was dropped.
    """

    kind: Kind
    text: Text
    level: int = 0
    name: str = ""
    markup: bool = False
    proposed: bool = False
    cut: bool = False

    def dropped(self, source: Source, why: str) -> Dropped:
        """The block as one that is left out."""
        return Dropped(self.text.span(source), self.text.letters, why)


@dataclass(frozen=True, slots=True)
class Dropped:
    """What stands in the draft but not in the sections, and why: it goes to dropped.txt."""

    span: Span
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A raw text on its way to a manuscript.

    `files` are pictures, by their names in the manuscript. `findings` say what was done and what
    the writer should look at.
    """

    source: Source
    blocks: tuple[Block, ...]
    title: str = ""
    subtitle: str = ""
    style: str = ""  # of its citations, where it says so
    authors: tuple[str, ...] = ()
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""  # its tag, where the draft says it
    files: Mapping[str, bytes] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()


def notice(rule: str, message: str, span: Span | None = None, hint: str = "") -> Finding:
    """A finding of the import: none forbids anything, all are worth a look."""
    return Finding(rule, message, span, Severity.WARNING, hint)
