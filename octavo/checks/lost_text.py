"""Something that was written is not printed once, in full and in its place.

The finished PDF or Word document is read back, and every heading, paragraph, quotation, caption,
table cell, piece of code, note and entry of the bibliography is looked for in it: the text in the
order of the sections, the notes in the order of their numbers. In a PDF each note begins at the
foot of the page that its number stands on, and a figure may stand at the head of a later page than
the text around it; in Word each note is called at its place. Letters, digits and symbols are
compared, so that what holds none of them (a dash in a table) is not looked for, and which signs
stand between the words is not either. The structure of the PDF, by which it is read aloud, is held
against the sections in the same way.

Such a fault is one of the layout, not of the writing. In a PDF, shorten or divide the note or
paragraph, or change the page's size or line spacing a little, and build again. If a style sheet of
your own is in use, look whether it hides, moves or floats this text.

Instead of

    assets/styles/own.css:
    main p { display: none }

    01-first.md:
    The treaty was to run for thirty years and was never renewed.

write

    assets/styles/own.css:
    main p { color: #222 }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from octavo.checks._aligned import Alignment, Place, align
from octavo.checks._passages import in_print, passages
from octavo.checks._printed import Passage, Print, letters
from octavo.checks._streams import AGAIN, in_stream, told, twice
from octavo.diagnostics import Finding, Severity
from octavo.model import Built, BuiltDocx, Kind

UNSAID = "in the PDF's structure"
ALOUD_HINT = "it is printed, but programs that read a PDF aloud go by its structure: tell us"
DOCX_HINT = "this is a fault of Octavo's: tell us; the PDF is not touched by it"


def check(subject: Built | BuiltDocx) -> Iterator[Finding]:
    """Every block is printed once, in order, and every note begins on its number's page."""
    if isinstance(subject, BuiltDocx):
        yield from _in_docx(subject)
        return
    printed = list(_on_pages(subject))
    yield from printed
    lost = {finding.span for finding in printed}
    yield from (finding for finding in _aloud(subject) if finding.span not in lost)


def _on_pages(subject: Built) -> Iterator[Finding]:
    """What is wrong on the pages, as the eye sees them."""
    written, foot = in_print(subject.document)
    text, area, heads = map(Print.of, (subject.pdf.text, subject.pdf.notes, subject.pdf.floats))
    running, floated = _apart(written, heads)
    found, below, above = align(running, text, front=True), align(foot, area), align(floated, heads)
    yield from in_stream(running, text, found, floated)
    yield from in_stream(floated, heads, above, running)
    yield from _in_front(running, text, found, letters(subject.document.project.abstract))
    yield from in_stream(foot, area, below, ())
    yield from _strayed(_marks(running, text, found), foot, area, below)


def _aloud(subject: Built) -> Iterator[Finding]:
    """What is wrong in the structure, which programs read aloud: a second view of the file."""
    if not subject.pdf.spoken:
        return
    of_print = passages if subject.pdf.spoken_notes else in_print  # notes at the end are notes too
    running, foot = of_print(subject.document)
    text, notes = map(Print.said, (subject.pdf.spoken, subject.pdf.spoken_notes))
    for finding in _both(running, foot, text, notes):
        said = finding.message.replace("in the PDF", UNSAID).replace("is printed", f"is {UNSAID}")
        yield replace(finding, message=said, hint=ALOUD_HINT, severity=Severity.WARNING)


def _in_docx(subject: BuiltDocx) -> Iterator[Finding]:
    """What is wrong in a Word document, which has no pages before Word makes them.

    The calls of notes are part of the text that calls them.
    """
    running, foot = passages(subject.document)
    text, notes = Print.of([subject.docx.text]), Print.of(subject.docx.notes)
    for finding in _both(running, foot, text, notes):
        said = finding.message.replace("in the PDF", "in the Word document")
        yield replace(finding, message=said, hint=DOCX_HINT, page=None)


def _both(
    running: Sequence[Passage], foot: Sequence[Passage], text: Print, notes: Print
) -> Iterator[Finding]:
    """What is wrong in the running text, front matter ahead of it, and in the notes."""
    yield from in_stream(running, text, align(running, text, front=True), ())
    yield from in_stream(foot, notes, align(foot, notes), ())


def _apart(written: Sequence[Passage], heads: Print) -> tuple[list[Passage], list[Passage]]:
    """What must stand in the text, and what at the heads of pages: figures printed there whole."""
    running: list[Passage] = []
    floated: list[Passage] = []
    at = 0
    for figure, group in groupby(written, key=lambda passage: passage.figure):
        together = list(group)
        found = _behind(together, heads.letters, at) if figure is not None else None
        (running if found is None else floated).extend(together)
        at = at if found is None else found
    return running, floated


def _behind(together: Sequence[Passage], letters: str, at: int) -> int | None:
    """Where all passages of a figure have been read, one after the other; None if they are not."""
    if not any(passage.letters for passage in together):
        return None
    for passage in together:
        found = letters.find(passage.letters, at)
        if found < 0:
            return None
        at = found + len(passage.letters)
    return at


def _in_front(
    passages: Sequence[Passage], printed: Print, found: Alignment, abstract: str
) -> Iterator[Finding]:
    """Passages that stand in the front matter too, where only headings and the abstract may."""
    front = printed.letters[: found.start].replace(abstract, "") if found.start else ""
    for passage in passages:
        if passage.block.kind is Kind.HEADING or len(passage.letters) < AGAIN:
            continue
        if passage.letters in front:
            yield twice(passage, printed.page(printed.letters.find(passage.letters)))


# --- notes on the wrong page -------------------------------------------------------------


def _marks(passages: Sequence[Passage], printed: Print, found: Alignment) -> dict[int, int]:
    """The page that each note's number stands on in the text."""
    return {
        number: printed.page(_letter(place, offset))
        for passage, place in zip(passages, found.places, strict=True)
        for number, offset in passage.calls
        if place
    }


def _letter(place: Place, offset: int) -> int:
    """Where a letter of a passage stands, the passage being in one or more pieces."""
    for start, end in place:
        if offset < end - start:
            return start + offset
        offset -= end - start
    return place[-1][1]


def _strayed(
    marks: Mapping[int, int], passages: Sequence[Passage], printed: Print, found: Alignment
) -> Iterator[Finding]:
    """Notes that do not begin at the foot of the page that calls them."""
    first = {p.note: n for n, p in reversed(list(enumerate(passages)))}
    for number, mark in marks.items():
        index = first.get(number)
        if index is None or not found.places[index]:
            continue
        page = printed.page(found.places[index][0][0])
        if page != mark:
            said = f"begins on page {page}, but its number stands on page {mark}"
            yield told(passages[index], said, page)
