"""Join lists of numbered notes with the numbers that call them.

They stand at the end of a draft, at the end of each chapter, or at the foot of its pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from octavo.diagnostics import Finding, Span
from octavo.importers import _headings
from octavo.importers._draft import (
    LISTED,
    NOTE,
    TEXT,
    Block,
    Draft,
    Dropped,
    Kind,
    Text,
    joined,
    notice,
)
from octavo.importers._lines import ENDS
from octavo.importers._paragraphs import vocabulary, with_end

RAISED = "⁰¹²³⁴-⁹"
FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ENTRY = re.compile(
    rf"(?:(?:\((\d{{1,3}})\)|(\d{{1,3}})[.)]?)\s+|\[(\d{{1,3}})\]\s*|([{RAISED}]+)\s*)(?=\S)"
)
RULE = re.compile(r"[-_–—=*]{3,}")  # drawn above notes
REFERENCES = re.compile(
    r"\W*(?:references?|reference list|bibliography|works cited|sources|literature)\W*", re.I
)
BRACKETS, ROUND = r"(?P<call>\[{}\])", r"(?P<call>\({}\))"
# A plain figure behind a word, or behind the stop of a word, a year or a percentage.
PLAIN = (
    r"(?:[^\W\d_]{{2}}|(?:[^\W\d_]{{2}}|\d{{4}}|%)[.,;:!?\"'”’)\]]{{1,3}})"
    r"(?P<call>{})(?![\w%]|[.,]\d)"
)
KEPT, LEFT = "the references stay as text", "the numbered list at the end stays as text"
CITE = "to have Octavo cite them, describe them in a bibliography: see `new`"
UNCALLED = "the text does not call each number once and in order, so they are no footnotes"


@dataclass(frozen=True, slots=True)
class _List:
    """Entries that count up from `first`, each of one paragraph or several; `end` is behind them.

    `headed`: a heading or a rule stands above them.
    """

    first: int
    entries: tuple[tuple[Block, ...], ...]
    end: int
    headed: bool

    @property
    def last(self) -> int:
        """The number of its last entry."""
        return self.first + len(self.entries) - 1


@dataclass(slots=True)
class _Work:
    """What has been made of the draft so far.

    The text from `open` on has no notes yet; `last` is the number of the last note of the draft,
    `count` says how many there are. `seams`: before which blocks a list was taken out.
    """

    done: list[Block] = field(default_factory=list)
    open: int = 0
    last: int = 0
    count: int = 0
    seams: list[int] = field(default_factory=list)
    place: Span | None = None  # of the first list
    notes: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def call(draft: Draft) -> Draft:
    """The draft with its lists of notes made notes, if the text calls each of them once, in order.

    A list that the text does not call so, such as one of references, stays as it stands.
    """
    work, at = _Work(), 0
    while at < len(draft.blocks):
        listed = _listed(draft.blocks, at, work.last)
        if listed is None:
            work.done.append(draft.blocks[at])
            at += 1
        else:
            _settle(draft, listed, work)
            at = listed.end
    if work.seams:
        at_end = len(work.seams) == 1 and work.seams[0] == len(work.done)
        where = " at the end" * at_end or f" in {len(work.seams)} places" * (len(work.seams) > 1)
        work.findings.append(
            notice("listed_notes", f"the {work.count} notes{where} became footnotes", work.place)
        )
    return replace(
        draft,
        blocks=(*_whole(draft, work), *work.notes),
        dropped=(*draft.dropped, *work.dropped),
        findings=(*draft.findings, *work.findings),
    )


# --- lists -------------------------------------------------------------------------------


def _listed(blocks: Sequence[Block], at: int, last: int) -> _List | None:
    """The list that begins with a block, numbered from 1, or on from the `last` note."""
    first = _number(blocks[at])
    if not first or first not in (1, last + 1):
        return None
    headed = at > 0 and (_is_heading(blocks[at - 1]) or _is_rule(blocks[at - 1]))
    entries, end = [[blocks[at]]], at + 1
    while end < len(blocks):
        following = _next_entry(blocks, end, first + len(entries), headed=headed)
        if following is None:
            break
        entries[-1] += blocks[end:following]
        if following < len(blocks):
            entries.append([blocks[following]])
        end = following + 1
    return _List(first, tuple(map(tuple, entries)), min(end, len(blocks)), headed)


def _next_entry(blocks: Sequence[Block], at: int, number: int, *, headed: bool) -> int | None:
    """The index of the entry of that number, behind paragraphs of the one before it, if any.

    Those are set in; below a heading they may be like others, as there is no text between notes.
    """
    within = (Kind.QUOTATION, Kind.PROSE) if headed else (Kind.QUOTATION,)
    for end in range(at, len(blocks)):
        if _number(blocks[end]) == number:
            return end
        if blocks[end].kind not in within:
            return None
    return None


def _number(block: Block) -> int:
    """The number of an entry, 0 for what is none."""
    match = ENTRY.match(_shown(block)) if _may_be_entry(block) else None
    number = next(filter(None, match.groups()), "") if match else ""
    return int(unicodedata.normalize("NFKC", number) or 0)


def _may_be_entry(block: Block) -> bool:
    return block.kind in (Kind.ITEM, Kind.PROSE) and not block.markup


def _shown(block: Block) -> str:
    """The text of a block, its raised figures as such."""
    if not any("sup" in style for style in block.text.styles):
        return block.text.letters
    pairs = zip(block.text.letters, block.text.styles, strict=True)
    return "".join(
        letter.translate(FIGURES) if "sup" in style.split() else letter for letter, style in pairs
    )


def _is_rule(block: Block) -> bool:
    return bool(RULE.fullmatch(block.text.letters.replace(" ", "")))


def _settle(draft: Draft, listed: _List, work: _Work) -> None:
    """Make a list notes, or leave it as it stands and say why."""
    text = len(work.done)  # where the heading and the rule above the list begin
    for is_head in (_is_rule, _is_heading, _is_rule):
        if text > work.open and is_head(work.done[text - 1]):
            text -= 1
    heads = work.done[text:]
    named = any(_headings.apart(block.text.letters) for block in heads)
    refers = bool(heads) and bool(REFERENCES.fullmatch(heads[-1].text.letters))
    shift = work.count + 1 - listed.first
    called = None if refers else _called(work.done[work.open : text], listed, shift)
    place = listed.entries[0][0].text.span(draft.source)
    if called is None:
        work.done += (block for entry in listed.entries for block in entry)
        typed = listed.entries[0][0].kind is Kind.ITEM and listed.entries[0][0].name != LISTED
        if named or (typed and listed.end == len(draft.blocks)):
            left = notice("listed_notes", LEFT, place, UNCALLED)
            kept = notice("listed_references", KEPT, place, CITE)
            work.findings.append(kept if refers else left)
        return
    work.done[work.open :] = called
    work.open = len(work.done)
    work.seams.append(work.open)
    work.dropped += (head.dropped(draft.source, "heading of the notes") for head in heads)
    work.notes += (
        _note(block, str(work.count + at), first=block is entry[0])
        for at, entry in enumerate(listed.entries, 1)
        for block in entry
    )
    work.count += len(listed.entries)
    work.last = listed.last
    work.place = work.place or place


def _is_heading(block: Block) -> bool:
    return block.kind is Kind.HEADING


def _note(block: Block, name: str, *, first: bool) -> Block:
    match = ENTRY.match(_shown(block)) if first else None
    return Block(Kind.NOTE, block.text.cut(match.end() if match else 0), name=name)


def _whole(draft: Draft, work: _Work) -> list[Block]:
    """The blocks, those joined that are one paragraph with notes of the page in its midst."""
    blocks = list(work.done)
    for seam in reversed(work.seams):
        if not 0 < seam < len(blocks):
            continue
        before, behind = blocks[seam - 1], blocks[seam]
        prose = before.kind is Kind.PROSE is behind.kind
        if prose and not ENDS.search(before.text.letters) and behind.text.letters[:1].islower():
            end = with_end(before.text, behind.text.letters, vocabulary(draft.source.text))
            blocks[seam - 1 : seam + 1] = [replace(before, text=joined([end, behind.text]))]
    return blocks


# --- calls -------------------------------------------------------------------------------


def _called(blocks: Sequence[Block], listed: _List, shift: int) -> list[Block] | None:
    """The blocks with the numbers of the list made calls; None if one is missing or out of order.

    A way of writing calls that finds them all is taken: brackets, raised figures, or plain ones.
    """
    numbers = range(listed.first, listed.last + 1)
    for way in (BRACKETS, *[ROUND] * listed.headed, None, PLAIN):
        found = _found(blocks, numbers, way)
        if found is not None:
            return [_with_calls(block, found.get(at, []), shift) for at, block in enumerate(blocks)]
    return None


Call = tuple[int, int, int]  # start, end, number


def _found(
    blocks: Sequence[Block], numbers: Sequence[int], way: str | None
) -> dict[int, list[Call]] | None:
    found: dict[int, list[Call]] = {}
    block, at = 0, 0
    for number in numbers:
        pattern = re.compile(way.format(number) if way else _raised(number))
        while block < len(blocks):
            text = _shown(blocks[block]) if blocks[block].kind in TEXT else ""
            if match := pattern.search(text, at):
                break
            block, at = block + 1, 0
        else:
            return None
        found.setdefault(block, []).append((*match.span("call"), number))
        at = match.end()
    texts = " ".join(_shown(block) for block in blocks)
    twice = way and any(len(re.findall(way.format(number), texts)) > 1 for number in numbers)
    return None if twice else found


def _raised(number: int) -> str:
    return rf"(?P<call>{str(number).translate(FIGURES)})(?![{RAISED}])"


def _with_calls(block: Block, calls: Sequence[Call], shift: int) -> Block:
    """The block with calls, each right behind what it is about; `shift` is added to its number."""
    styles = list(block.text.styles)
    for start, end, number in calls:
        start = len(block.text.letters[:start].rstrip(" ")) or start
        styles[start:end] = [f"{NOTE}{number + shift}"] * (end - start)
    return replace(block, text=Text(block.text.letters, block.text.places, tuple(styles)))
