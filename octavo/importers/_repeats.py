"""Keep a passage that stands twice once: what comes again is dropped, to the character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from octavo.diagnostics import Finding, Span
from octavo.importers._draft import (
    NOTE,
    RAW,
    TEXT,
    Block,
    Draft,
    Dropped,
    Kind,
    Text,
    joined,
    notice,
)

LEAST = 25  # words of a passage; fewer may stand twice on purpose
WORD = re.compile(r"[^\W_]+(?:['’\-‐‑\xad][^\W_]+)*")
CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
BEHIND = re.compile(rf"(?:[ ]?{MASK}|[^\w\s]|_)*")  # what belongs to the word before
OPENING = "([{\"'“‘„«¿¡*_"
SHOWN = 6  # words of a passage that a message quotes


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as compared, and where it stands in which block."""

    form: str
    block: int
    start: int
    end: int


Piece = tuple[int, int, int]  # a block's number, and offsets in it


@dataclass(frozen=True, slots=True)
class _Run:
    """`length` words from `again` on are those from `first` on."""

    first: int
    again: int
    length: int


def drop(draft: Draft) -> Draft:
    """The draft without its second copies; each is named, and where it stands first."""
    words = list(_words(draft.blocks))
    runs = [_with_fragments(words, run) for run in _runs([word.form for word in words])]
    runs = [run for run in runs if not _is_quoted(draft.blocks, words, run)]
    copies = [tuple(_pieces(draft.blocks, words, run)) for run in runs]
    found = replace(
        draft,
        blocks=tuple(_without(draft.blocks, copies)),
        dropped=(*draft.dropped, *(_dropped(draft, copy) for copy in copies)),
        findings=(
            *draft.findings,
            *(_said(draft, words, run, copy) for run, copy in zip(runs, copies, strict=True)),
        ),
    )
    return _without_uncalled(found)


def _words(blocks: Sequence[Block]) -> Iterator[_Word]:
    for number, block in enumerate(blocks):
        if block.kind in TEXT:
            for match in WORD.finditer(_masked(block)):
                form = re.sub(r"[\W_]", "", match[0]).casefold()
                yield _Word(form, number, match.start(), match.end())


def _masked(block: Block) -> str:
    """The block's letters, with a sign that is no word's in the place of each note's call."""
    if block.markup:
        return CALL.sub(lambda match: MASK * len(match[0]), block.text.letters)
    pairs = zip(block.text.letters, block.text.styles, strict=True)
    return "".join(MASK if NOTE in style or style == RAW else letter for letter, style in pairs)


def _runs(forms: Sequence[str]) -> Iterator[_Run]:
    """Runs of words that stand earlier already, from left to right, as long as they are."""
    seen: dict[tuple[str, ...], int] = {}
    at = 0
    while at + LEAST <= len(forms):
        first = seen.setdefault(tuple(forms[at : at + LEAST]), at)
        if first + LEAST > at:  # new, or a phrase that runs into itself
            at += 1
            continue
        length = LEAST
        while (
            at + length < len(forms)
            and first + length < at
            and forms[first + length] == forms[at + length]
        ):
            length += 1
        yield _Run(first, at, length)
        at += length


def _with_fragments(words: Sequence[_Word], run: _Run) -> _Run:
    """The run with the torn word at either end: a piece of the twin's word, and no word itself."""
    known = Counter(word.form for word in words)
    before, behind = run.again - 1, run.again + run.length
    if before > run.first > 0:
        torn = words[before].form
        if len(torn) > 2 and known[torn] == 1 and words[run.first - 1].form.endswith(torn):
            run = _Run(run.first - 1, before, run.length + 1)
    if behind < len(words) and run.first + run.length + 1 < run.again:
        torn, last = words[behind].form, behind + 1 == len(words)
        twin = words[run.first + run.length].form
        if twin.startswith(torn) and (last or known[torn] == 1):
            run = _Run(run.first, run.again, run.length + 1)
    return run


def _is_quoted(blocks: Sequence[Block], words: Sequence[_Word], run: _Run) -> bool:
    """Whether the run is no more than a quotation, which may be repeated on purpose."""
    inside = {words[at].block for at in range(run.again, run.again + run.length)}
    return all(blocks[number].kind is Kind.QUOTATION for number in inside)


# --- cutting -----------------------------------------------------------------------------


def _pieces(blocks: Sequence[Block], words: Sequence[_Word], run: _Run) -> Iterator[Piece]:
    """What the run takes of each block, with the marks that belong to its words.

    An opening mark belongs to the word behind it, a closing one and a call to the word before.
    """
    first, last = words[run.again], words[run.again + run.length - 1]
    for number in range(first.block, last.block + 1):
        if blocks[number].kind in TEXT:
            start = _start(blocks[number], first.start) if number == first.block else 0
            whole = len(blocks[number].text)
            yield number, start, _end(blocks[number], last.end) if number == last.block else whole


def _start(block: Block, at: int) -> int:
    before = block.text.letters[:at]
    start = len(before.rstrip(OPENING))
    return start if not start or before[start - 1].isspace() else at


def _end(block: Block, at: int) -> int:
    found = BEHIND.match(_masked(block), at)
    return found.end() if found else at


def _without(blocks: Sequence[Block], copies: Sequence[Sequence[Piece]]) -> Iterator[Block]:
    """The blocks without the copies; a block of which no word is left goes."""
    holes: dict[int, list[tuple[int, int]]] = {}
    for number, start, end in (piece for copy in copies for piece in copy):
        holes.setdefault(number, []).append((start, end))
    for number, block in enumerate(blocks):
        if number in holes:
            yield from _left(block, holes[number])
        else:
            yield block


def _left(block: Block, holes: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """What is left, as one paragraph; `cut` if its own end is gone."""
    edges = [0, *(edge for hole in holes for edge in hole), len(block.text)]
    parts = [block.text.cut(*pair).stripped() for pair in zip(edges[::2], edges[1::2], strict=True)]
    parts = [part for part in parts if WORD.search(part.letters)]
    if parts:
        text = parts[0]
        for part in parts[1:]:
            text = joined([text, Text(" ", (text.places[-1],), ("",)), part])
        yield replace(block, text=text, cut=holes[-1][1] >= len(block.text))


# --- what is said ------------------------------------------------------------------------


def _dropped(draft: Draft, copy: Sequence[Piece]) -> Dropped:
    texts = [draft.blocks[number].text.cut(start, end) for number, start, end in copy]
    span = joined(texts).span(draft.source)
    return Dropped(span, "\n\n".join(text.letters for text in texts), "stands twice")


def _said(draft: Draft, words: Sequence[_Word], run: _Run, copy: Sequence[Piece]) -> Finding:
    first, last = words[run.first], words[run.first + run.length - 1]
    start = draft.blocks[first.block].text.places[first.start]
    end = draft.blocks[last.block].text.places[last.end - 1] + 1
    twin = Span(draft.source, start, end)
    again = _dropped(draft, copy)
    message = f"{run.length} words stand here a second time and were dropped; they are at {twin}"
    hint = f"dropped.txt has them: “{_opening(again.text)} …”"
    return replace(notice("repeated_text", message, again.span, hint), related=(twin,))


def _opening(text: str) -> str:
    return " ".join(text.split()[:SHOWN])


# --- notes -------------------------------------------------------------------------------


def calls(blocks: Sequence[Block]) -> set[str]:
    """The names of all notes that are called in the blocks."""
    names: set[str] = set()
    for block in blocks:
        if block.markup:
            names.update(match[1] for match in CALL.finditer(block.text.letters))
        for style in set(block.text.styles):
            names.update(w.removeprefix(NOTE) for w in style.split() if w.startswith(NOTE))
    return names


def _without_uncalled(draft: Draft) -> Draft:
    """The draft without the notes that nothing calls, or nothing but a copy did."""
    called = calls(draft.blocks)
    gone = [b for b in draft.blocks if b.kind is Kind.NOTE and b.name not in called]
    dropped = [block.dropped(draft.source, f"note {block.name}, not called") for block in gone]
    kept = tuple(block for block in draft.blocks if block not in gone)
    return replace(draft, blocks=kept, dropped=(*draft.dropped, *dropped))
