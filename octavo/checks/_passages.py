"""What of a document must be printed: its blocks as passages, in order."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.checks._printed import Passage, letters
from octavo.model import Document, Element, Note, notes, plain


def in_print(document: Document) -> tuple[list[Passage], list[Passage]]:
    """The running text and the notes as the PDF has them: endnotes stand in the running text."""
    running, foot = passages(document)
    if document.project.layout.notes == "footnotes":
        return running, foot
    end = len(running) - len(document.bibliography)
    return [*running[:end], *foot, *running[end:]], []


def passages(document: Document) -> tuple[list[Passage], list[Passage]]:
    """All blocks of the running text, and all blocks of notes, in order."""
    blocks = [b for root in (*document.body, *document.bibliography) for b in _blocks(root)]
    called = [note for block, _ in blocks for note in notes(block)]
    return [_passage(*block) for block in blocks], [p for note in called for p in _note(note)]


def _blocks(
    element: Element, figure: Element | None = None
) -> Iterator[tuple[Element, Element | None]]:
    """The blocks below an element, each with the figure that it is a part of."""
    if element.kind is not None:
        yield element, figure
        return
    inner = element if element.tag == "figure" else figure
    for child in element.children:
        if isinstance(child, Element):
            yield from _blocks(child, inner)


def _passage(block: Element, figure: Element | None) -> Passage:
    """A block with the numbers of the notes that it calls, as they stand in its text."""
    parts = plain(block, lambda note: f"\0{note.number}\0").split("\0")
    text, calls = "", []
    for at, part in enumerate(parts):
        if at % 2:
            calls.append((int(part), len(text)))
        text += letters(part)
    return Passage(block, text, tuple(calls), figure=None if figure is None else id(figure))


def _note(note: Note) -> Iterator[Passage]:
    """A note's blocks, its number ahead of the first."""
    number = str(note.number)
    for block in (b for child in note.children for b, _ in _blocks(child)):
        yield Passage(block, number + letters(plain(block)), note=note.number)
        number = ""
