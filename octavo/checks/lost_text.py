"""Something that was written is not printed once, in full and in its place.

The finished PDF or Word document is read back, and every heading, paragraph, quotation, caption,
table cell, piece of code, note and entry of the bibliography is looked for in it: the text in the
order of the sections, the notes in the order of their numbers. In a PDF each note begins at the
foot of the page that its number stands on, and a figure may stand at the head of a later page than
the text around it; in Word each note is called at its place. Letters, digits and symbols are
compared, so that what holds none of them (a dash in a table) is not looked for, and which signs
stand between the words is not either.

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

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from octavo.checks._printed import Alignment, Passage, Place, Print, align, common, letters
from octavo.diagnostics import Finding
from octavo.model import Built, BuiltDocx, Document, Element, Kind, Note, notes, plain

AGAIN = 60  # letters of a passage that are no fewer than a second printing of it
SURE = 8  # letters: fewer may stand anywhere by chance
SAID = 6  # words of a passage that a message quotes,
LETTERS = 60  # and signs of them: in Chinese nothing parts the words
HINT = "shorten or divide it, or change the page a little: `checks lost_text` says more"
DOCX_HINT = "this is a fault of Octavo's: tell us; the PDF is not touched by it"
NAMES = {
    Kind.PROSE: "the paragraph",
    Kind.HEADING: "the heading",
    Kind.QUOTATION: "the quotation",
    Kind.CAPTION: "the caption",
    Kind.CELL: "the table cell",
    Kind.CODE: "the code",
    Kind.ENTRY: "the bibliography's entry",
    Kind.PLACEHOLDER: "the placeholder",
}


def check(subject: Built | BuiltDocx) -> Iterator[Finding]:
    """Every block is printed once, in order, and every note begins on its number's page."""
    if isinstance(subject, BuiltDocx):
        yield from _in_docx(subject)
        return
    written, foot = _in_print(subject.document)
    text, area, heads = map(Print.of, (subject.pdf.text, subject.pdf.notes, subject.pdf.floats))
    running, floated = _apart(written, heads)
    found, below, above = align(running, text, front=True), align(foot, area), align(floated, heads)
    yield from _in_stream(running, text, found, floated)
    yield from _in_stream(floated, heads, above, running)
    yield from _in_front(running, text, found, letters(subject.document.project.abstract))
    yield from _in_stream(foot, area, below, ())
    yield from _strayed(_marks(running, text, found), foot, area, below)


def _in_print(document: Document) -> tuple[list[Passage], list[Passage]]:
    """The running text and the notes as the PDF has them: endnotes stand in the running text."""
    running, foot = passages(document)
    if document.project.layout.notes == "footnotes":
        return running, foot
    end = len(running) - len(document.bibliography)
    return [*running[:end], *foot, *running[end:]], []


def _in_docx(subject: BuiltDocx) -> Iterator[Finding]:
    """What is wrong in a Word document, which has no pages before Word makes them.

    The calls of notes are part of the text that calls them.
    """
    running, foot = passages(subject.document)
    text, area = Print.of([subject.docx.text]), Print.of(subject.docx.notes)
    found, below = align(running, text, front=True), align(foot, area)
    for finding in (*_in_stream(running, text, found, ()), *_in_stream(foot, area, below, ())):
        said = finding.message.replace("in the PDF", "in the Word document")
        yield replace(finding, message=said, hint=DOCX_HINT, page=None)


# --- what must be printed ----------------------------------------------------------------


def _apart(written: Sequence[Passage], heads: Print) -> tuple[list[Passage], list[Passage]]:
    """What must stand in the text, and what at the heads of pages: figures printed there whole."""
    running: list[Passage] = []
    floated: list[Passage] = []
    at = 0
    for figure, passages in groupby(written, key=lambda passage: passage.figure):
        together = list(passages)
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


# --- lost, cut off, out of order ---------------------------------------------------------


def _in_stream(
    passages: Sequence[Passage], printed: Print, found: Alignment, others: Sequence[Passage]
) -> Iterator[Finding]:
    """What is wrong in one of the streams: the running text, the notes, the figures at heads.

    `others` are passages that stand in another stream, and must not stand in this one too.
    """
    for passage, place, expected in zip(passages, found.places, found.expected, strict=True):
        if not place:
            yield _lost(passage, printed, found, expected)
    for passage, at in _again(passages, printed, found, others):
        yield _twice(passage, printed.page(at))


def _lost(passage: Passage, printed: Print, found: Alignment, expected: int) -> Finding:
    for start, end in found.gaps:
        at = printed.letters.find(passage.letters, start, end)
        if at >= 0 and len(passage.letters) >= min(SURE, end - start):
            return _finding(passage, "is printed out of order", printed.page(at))
    end = next((end for start, end in found.gaps if start <= expected < end), expected)
    at = printed.letters.find(passage.letters[:SURE], expected, end)
    if at < 0:
        return _finding(passage, "is not in the PDF", printed.page(expected))
    read = common(passage.letters, printed.letters[at:end])
    fault = f"is not whole in the PDF: it breaks off at {_rest(passage, read)}"
    return _finding(passage, fault, printed.page(at + read))


# --- printed again -----------------------------------------------------------------------


def _again(
    passages: Sequence[Passage], printed: Print, found: Alignment, others: Sequence[Passage]
) -> Iterator[tuple[Passage, int]]:
    """Passages of which a part stands where no passage is to stand; and where that is.

    Column heads may: a table that goes on overleaf repeats them.
    """
    pairs = [*zip(passages, found.places, strict=True), *((other, ((0, 0),)) for other in others)]
    once = [p.letters if place and p.block.tag != "th" else "\0" for p, place in pairs]
    short = {p.letters: p for p, place in pairs if place and p.block.kind is not Kind.CELL}
    text, ends = "".join(once), list(accumulate(map(len, once)))
    torn = "\0".join(p.letters for p, place in pairs if not place)  # its rest is no copy
    for start, end in found.gaps:
        gap = printed.letters[start:end]
        if len(gap) >= SURE and gap in short:
            yield short[gap], start
            continue
        copied: dict[int, int] = {}
        for at in range(0, len(gap) - AGAIN + 1, AGAIN // 2):
            where = text.find(gap[at : at + AGAIN])
            if where >= 0 and gap[at : at + AGAIN] not in torn:
                copied.setdefault(bisect_right(ends, where), start + at)
        yield from ((pairs[number][0], at) for number, at in copied.items())


def _in_front(
    passages: Sequence[Passage], printed: Print, found: Alignment, abstract: str
) -> Iterator[Finding]:
    """Passages that stand in the front matter too, where only headings and the abstract may."""
    front = printed.letters[: found.start].replace(abstract, "") if found.start else ""
    for passage in passages:
        if passage.block.kind is Kind.HEADING or len(passage.letters) < AGAIN:
            continue
        if passage.letters in front:
            yield _twice(passage, printed.page(printed.letters.find(passage.letters)))


def _twice(passage: Passage, page: int) -> Finding:
    return _finding(passage, "is printed a second time", page)


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
            yield _finding(passages[index], said, page)


# --- saying so ---------------------------------------------------------------------------


def _finding(passage: Passage, fault: str, page: int) -> Finding:
    name = f"note {passage.note}," if passage.note else NAMES[passage.block.kind or Kind.PROSE]
    message = f"{name} {_quoted(plain(passage.block).split())} {fault}"
    return Finding("lost_text", message, passage.block.span, hint=HINT, page=page)


def _rest(passage: Passage, read: int) -> str:
    """The words of a passage behind so many of its letters, or from the word in which they end."""
    words = plain(passage.block, lambda note: str(note.number)).split()
    at = len(passage.letters) - len(letters(" ".join(words)))  # a note's number is printed first
    for count, word in enumerate(words):
        at += len(letters(word))
        if at > read:
            return _quoted(words[count:])
    return _quoted(words[-1:])


def _quoted(words: Sequence[str]) -> str:
    said = " ".join(words[:SAID])
    if len(said) > LETTERS:
        return f"“{said[:LETTERS].rstrip()}…”"
    return f"“{said} …”" if len(words) > SAID else f"“{said}”"
