"""The Word document says what the PDF says: the same words, in the same order, note by note."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from test_docx import libreoffice

from octavo import pipeline, readback, readback_docx
from octavo.checks._printed import letters
from octavo.engine import libraries
from octavo.model import Document, Docx, Element, Kind, Output, Pdf, plain

ROOT = Path(__file__).parent.parent
PARTED = (
    "\x02\r\n",
    "\x02\n",
    "\x02",
    "\ufffe",
)  # pdfium's signs for a word parted at a line's end


@pytest.fixture(scope="module", params=["sections", "tests/tour"])
def both(request: pytest.FixtureRequest) -> tuple[Document, Output, Pdf, Docx]:
    if libraries.missing():
        pytest.skip("Pango is missing")
    made = pipeline.build(ROOT / request.param, ("pdf", "docx"))
    assert made.document is not None
    pdf, docx = made.outputs
    return made.document, docx, readback.read(pdf), readback_docx.read(docx)


def words(texts: Sequence[str]) -> list[str]:
    text = " ".join(texts)
    for sign in PARTED:
        text = text.replace(sign, "")
    return [found for word in text.split() if (found := letters(word))]


def differences(one: list[str], other: list[str]) -> Iterator[tuple[str, str]]:
    """The stretches that differ; not those that only part words otherwise, as at a line's end."""
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        ours, theirs = "".join(one[start:end]), "".join(other[begin:stop])
        if tag != "equal" and ours != theirs:
            yield ours, theirs


def drawn(document: Document) -> list[Counter[str]]:
    """The letters of each drawing, which is a picture in Word, and of each head of a table, which
    the PDF says again overleaf."""
    return [Counter(letters(text)) for root in document.body for text in _apart(root)]


def is_drawn(said: str, apart: Sequence[Counter[str]]) -> bool:
    """Whether a stretch is what one drawing, or several in a row, say."""
    for start in range(len(apart)):
        total = Counter[str]()
        for one in apart[start:]:
            total += one
            if total == Counter(said):
                return True
    return False


def _apart(element: Element) -> Iterator[str]:
    if element.tag == "svg":
        yield " ".join(_texts(element))
    elif element.tag == "thead":
        yield plain(element)
    for child in element.children:
        if isinstance(child, Element) and child.tag != "template":  # of screens only
            yield from _apart(child)


def _texts(svg: Element) -> Iterator[str]:
    for child in svg.children:
        if isinstance(child, Element):
            if child.tag == "text":
                yield plain(child)
            elif child.tag != "title":
                yield from _texts(child)


def stretches(found: Sequence[str]) -> Counter[str]:
    """How often each stands, without numbers of pages, which join their neighbours."""
    return Counter(said for one in found if (said := re.sub(r"\d+$|^\d+", "", one)))


def test_the_text_is_that_of_the_pdf(both: tuple[Document, Output, Pdf, Docx]) -> None:
    """But for pages in the contents, which Word counts, and numbers of lists, which it draws.

    A paragraph that a table or figure at the head of a page parts stands whole ahead of it in Word.
    """
    document, _, pdf, docx = both
    printed = words([*(text for pair in zip(pdf.floats, pdf.text, strict=True) for text in pair)])
    found = list(differences(printed, words([docx.text])))
    numbers = [pair for pair in found if all(one.isdigit() or not one for one in pair)]
    others = [pair for pair in found if pair not in numbers]
    apart = drawn(document)
    unexplained = [pair for pair in others if pair[1] or not is_drawn(pair[0], apart)]
    ours = stretches([one for one, _ in unexplained])
    assert ours == stretches([other for _, other in unexplained])
    assert len(ours) <= 2 * sum(map(bool, pdf.floats))
    headings = sum(heading.level < 3 for heading in document.headings)
    items = sum(block.tag == "li" for root in document.body for block in _all(root))
    assert len(numbers) <= headings + 1 + items


def _all(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from _all(child)


def test_the_notes_are_those_of_the_pdf(both: tuple[Document, Output, Pdf, Docx]) -> None:
    document, _, pdf, docx = both
    assert len(docx.notes) == len(document.notes)
    assert list(differences(words(pdf.notes), words(docx.notes))) == []


def test_libreoffice_shows_every_note_to_its_end(
    both: tuple[Document, Output, Pdf, Docx], tmp_path: Path
) -> None:
    document, output, _, _ = both
    shown = letters(libreoffice(output, tmp_path))
    notes = [letters(" ".join(map(plain, note.children))) for note in document.notes]
    assert notes
    lost = [note for note in notes if note[:30] not in shown or not ends(note, shown)]
    assert lost == []


def ends(note: str, shown: str) -> bool:
    """Whether the last 30 letters of a note are shown; a page may end within them."""
    cuts = range(len(note) - 8, max(len(note) - 30, 10), -1)
    return note[-30:] in shown or any(
        note[cut - 10 : cut] in shown and note[cut:] in shown for cut in cuts
    )


def test_the_comparison_sees_what_differs(both: tuple[Document, Output, Pdf, Docx]) -> None:
    document, _, _, docx = both
    said = words([docx.text])
    prose = [b for b in document.blocks() if b.kind is Kind.PROSE and len(plain(b)) > 200]
    first = words([plain(prose[0])])[3]
    at = said.index(first)
    assert list(differences(said, [*said[:at], *said[at + 1 :]])) == [(first, "")]
    assert list(differences(said, [*said[:at], "other", *said[at + 1 :]])) == [(first, "other")]
