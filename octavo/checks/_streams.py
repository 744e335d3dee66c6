"""What is wrong in one stream of a finished file: text, notes, figures at the heads of pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from octavo.checks._aligned import Alignment
from octavo.checks._printed import Passage, Print, common, letters
from octavo.checks._sheet import SAID, quoted
from octavo.diagnostics import Finding
from octavo.model import Kind, plain

AGAIN = 60  # letters of a passage that are no fewer than a second printing of it
SURE = 8  # letters: fewer may stand anywhere by chance
LETTERS = 60  # signs of a passage that a message quotes: in Chinese nothing parts the words
HINT = "shorten or divide it, or change the page a little: `checks lost_text` says more"
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


def in_stream(
    passages: Sequence[Passage], printed: Print, found: Alignment, others: Sequence[Passage]
) -> Iterator[Finding]:
    """What is wrong in one of the streams: the running text, the notes, the figures at heads.

    `others` are passages that stand in another stream, and must not stand in this one too.
    """
    for passage, place, expected in zip(passages, found.places, found.expected, strict=True):
        if not place:
            yield _lost(passage, printed, found, expected)
    for passage, at in _again(passages, printed, found, others):
        yield twice(passage, printed.page(at))


def _lost(passage: Passage, printed: Print, found: Alignment, expected: int) -> Finding:
    for start, end in found.gaps:
        at = printed.letters.find(passage.letters, start, end)
        if at >= 0 and len(passage.letters) >= min(SURE, end - start):
            return told(passage, "is printed out of order", printed.page(at))
    end = next((end for start, end in found.gaps if start <= expected < end), expected)
    at = printed.letters.find(passage.letters[:SURE], expected, end)
    if at < 0:
        return told(passage, "is not in the PDF", printed.page(expected))
    read = common(passage.letters, printed.letters[at:end])
    fault = f"is not whole in the PDF: it breaks off at {_rest(passage, read)}"
    return told(passage, fault, printed.page(at + read))


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


def twice(passage: Passage, page: int) -> Finding:
    return told(passage, "is printed a second time", page)


def told(passage: Passage, fault: str, page: int) -> Finding:
    name = f"note {passage.note}," if passage.note else NAMES[passage.block.kind or Kind.PROSE]
    said = plain(passage.block).split()
    calls = " and ".join(str(number) for number, _ in passage.calls)
    words = _quoted(said) if said else f"with the number of note {calls}"
    message = f"{name} {words} {fault}"
    return Finding("lost_text", message, passage.block.span, hint=HINT, page=page or None)


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
    return quoted(" ".join(words))
