"""Keep a passage that stands twice once: what comes again is dropped, to the character.

What counts as standing twice is what `octavo.repeats` calls so, as in the check: an imported draft
has no repeat that the check would call an error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher

from octavo.diagnostics import Finding, Span
from octavo.importers import _headings, _language
from octavo.importers._draft import NOTE, RAW, Block, Draft, Dropped, Kind, Text, joined, notice
from octavo.repeats import Passage, Repeat, exact, find, is_copy
from octavo.repeats import Text as Words
from octavo.repeats import read as words_of

WORD = re.compile(r"[^\W_]")
CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
# In Markdown, what is none of the writer's own words.
MARKUP = re.compile(
    r"\[\^[^\]\s]+\](?!:)|\[[^\[\]]*@[^\[\]]*\]|(?<![\w@/.])@\w[\w:.-]*|(?<=\])\([^()\s]*\)"
    r"|\{[^{}\n]*\}|(`+)(?!`).+?(?<!`)\1(?!`)"
)
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
BEHIND = re.compile(rf"(?:[ ]?{MASK}|[^\w\s]|_)*")  # what belongs to the word before
OPENING = "([{\"'“‘„«¿¡*_"
LONG = 25  # words
TWICE = 2
EDGE = 3  # words at either end of a copy that may be the same by chance
LEAST = 8  # words of a copy that stands by itself
FEW, EDIT = 3, 6  # words of the shortest piece of a copy, and of the longest edit within it
MOVED = 0.5  # of the words in one order: where there are fewer, sentences were moved
SHOWN = 6  # words of a passage that a message quotes
PASSES = 20  # after which what is left stays; three were the most ever seen
RUNNING = (Kind.PROSE, Kind.ITEM, Kind.QUOTATION)  # in which the check looks

_Pair = tuple[tuple[int, int], tuple[int, int], float]  # words of both places, the share alike
Piece = tuple[int, int, int]  # a block's number, and offsets in it


@dataclass(frozen=True, slots=True)
class _Copy:
    """A passage that stands again: its pieces, the place where it stands first, how alike."""

    pieces: tuple[Piece, ...]
    first: Span
    words: int
    share: float


def drop(draft: Draft) -> Draft:
    """The draft without its second copies; each is named, and where it stands first.

    Copies are looked for with the headings, which may have been copied too, then without them, as
    the check does; and again, as one that goes may bring two others together.
    """
    kinds: tuple[Kind, ...] = (*RUNNING, Kind.HEADING)
    for _ in range(PASSES):
        copies = list(_copies(draft, kinds))
        if copies:
            draft = _dropped_from(draft, copies)
        elif kinds == RUNNING:
            break
        kinds = kinds if copies else RUNNING
    return _without_uncalled(draft)


def _dropped_from(draft: Draft, copies: Sequence[_Copy]) -> Draft:
    pieces = [copy.pieces for copy in copies]
    blocks, bare = _without_bare_headings(draft.blocks, list(_without(draft.blocks, pieces)))
    return replace(
        draft,
        blocks=tuple(blocks),
        dropped=(
            *draft.dropped,
            *(_dropped(draft, copy) for copy in copies),
            *(block.dropped(draft.source, "heading of what stands twice") for block in bare),
        ),
        findings=(*draft.findings, *(_said(draft, copy) for copy in copies)),
    )


# --- finding -----------------------------------------------------------------------------


def _copies(draft: Draft, kinds: Sequence[Kind]) -> Iterator[_Copy]:
    """Each passage that the check would call an error, where it stands again.

    None of them touches the first place of another: that one's copy goes in the next turn.
    """
    passages, numbers = _passages(draft.blocks, kinds)
    language = _language.of(" ".join(block.text.letters for block in draft.blocks))
    words = words_of(passages, language)
    repeats = list(_certain(words, find(passages, language))) or list(_long_copies(words))
    known = Counter(words.forms)
    gone: list[tuple[int, int]] = []
    for first, again, share in repeats:
        first, again = _grown(words, known, *_pared(words, first, again))
        torn = _with_torn_words(words, known, first, again)
        if not any(_touch(first, other) or _touch(torn, other) for other in gone):
            gone.append(torn)
            pieces = tuple(_pieces(draft.blocks, numbers, words, torn))
            span = _span(draft, numbers, words, first)
            yield _Copy(pieces, span, torn[1] - torn[0], share)


def _long_copies(words: Words) -> Iterator[_Pair]:
    """The same words in the same order, so many that no rewording around them matters."""
    for pair in exact.pairs(words):
        if pair.again_end - pair.again >= LONG:
            yield (pair.first, pair.first_end), (pair.again, pair.again_end), 1.0


def _certain(words: Words, repeats: Sequence[Repeat]) -> Iterator[_Pair]:
    """What the check would call an error: each further place with the first."""
    for repeat in filter(is_copy, repeats):
        for again in repeat.places[1:]:
            if repeat.in_order:
                yield repeat.places[0].words, again.words, 1.0
            else:
                yield from _alike(words, repeat.places[0].words, again.words)


def _alike(words: Words, first: tuple[int, int], again: tuple[int, int]) -> Iterator[_Pair]:
    """The stretches of two places that are the same but for a few words here and there.

    Whole sentences that moved have no stretches in one order: they are taken as they are.
    """
    one, two = words.forms[slice(*first)], words.forms[slice(*again)]
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    runs: list[list[Match]] = []
    for block in blocks:
        if block.size < FEW:
            continue
        last = runs[-1][-1] if runs else None
        if last and block.a - last.a - last.size <= EDIT and block.b - last.b - last.size <= EDIT:
            runs[-1].append(block)
        else:
            runs.append([block])
    if sum(block.size for run in runs for block in run) < MOVED * len(two):
        yield first, again, 0.99
        return
    for run in runs:
        if sum(block.size for block in run) < LEAST:
            continue
        size = run[-1].b + run[-1].size - run[0].b
        share = min(0.99, sum(block.size for block in run) / size) if len(run) > 1 else 1.0
        starts = first[0] + run[0].a, again[0] + run[0].b
        ends = first[0] + run[-1].a + run[-1].size, again[0] + run[-1].b + run[-1].size
        yield (starts[0], ends[0]), (starts[1], ends[1]), share


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _passages(blocks: Sequence[Block], kinds: Sequence[Kind]) -> tuple[list[Passage], list[int]]:
    """The blocks in which repeats count, as the check sees them, and their numbers."""
    passages: list[Passage] = []
    numbers: list[int] = []
    rows, listed, apart = 1, False, False
    for number, block in enumerate(blocks):
        if block.kind is Kind.HEADING:
            apart = _headings.apart(block.text.letters)
        rows += block.kind is Kind.ITEM and not listed
        listed = block.kind is Kind.ITEM
        if block.kind in kinds and not apart:
            quoted = block.kind is Kind.QUOTATION
            passages.append(Passage(_masked(block), 0, rows if listed else 0, quoted))
            numbers.append(number)
    return passages, numbers


def _masked(block: Block) -> str:
    """The block's letters, with a sign that is no word's in the place of what Octavo sets."""
    if block.markup:
        return MARKUP.sub(lambda match: MASK * len(match[0]), block.text.letters)
    pairs = zip(block.text.letters, block.text.styles, strict=True)
    return "".join(MASK if NOTE in style or style == RAW else letter for letter, style in pairs)


def _grown(
    words: Words, known: Counter[str], first: tuple[int, int], again: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both places with the words around them that are the same, as far as none else has these."""
    forms, behind, before = words.forms, 0, 0
    for step in range(1, min(again[0] - first[1], len(forms) - again[1]) + 1):
        one, two = first[1] + step - 1, again[1] + step - 1
        if forms[one] != forms[two] or not _joined_alike(words, one - 1, two - 1):
            break
        if known[forms[two]] == TWICE or two + 1 >= len(forms) - 1:  # there the draft breaks off
            behind = step
    for step in range(1, min(first[0], again[0] - first[1]) + 1):
        one, two = first[0] - step, again[0] - step
        if forms[one] != forms[two] or not _joined_alike(words, one, two):
            break
        before = step if known[forms[two]] == TWICE else before
    return (first[0] - before, first[1] + behind), (again[0] - before, again[1] + behind)


def _joined_alike(words: Words, one: int, two: int) -> bool:
    """Whether a word and the next are of one sentence in both places, or in neither."""
    number = words.sentence
    return (number[one] == number[one + 1]) == (number[two] == number[two + 1])


def _pared(
    words: Words, first: tuple[int, int], again: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both places without words at their edges that are of another sentence in one of them."""
    (one, one_end), (two, two_end) = first, again
    for step in range(min(EDGE, again[1] - again[0] - EDGE)):
        if not _joined_alike(words, first[0] + step, again[0] + step):
            one, two = first[0] + step + 1, again[0] + step + 1
        if not _joined_alike(words, first[1] - step - 2, again[1] - step - 2):
            one_end, two_end = first[1] - step - 1, again[1] - step - 1
    return (one, one_end), (two, two_end)


def _with_torn_words(
    words: Words, known: Counter[str], first: tuple[int, int], again: tuple[int, int]
) -> tuple[int, int]:
    """The copy with the torn word at either end: a piece of the twin's word, and no word itself."""
    (start, end), forms = again, words.forms
    before, behind = first[0] - 1, first[1]
    if before >= 0 and start - 1 > before:
        torn = forms[start - 1]
        if len(torn) > 2 and known[torn] == 1 and forms[before].endswith(torn):
            start -= 1
    if end < len(forms) and behind < start:
        torn, last = forms[end], end + 1 == len(forms)
        if forms[behind].startswith(torn) and (last or known[torn] == 1):
            end += 1
    return start, end


# --- cutting -----------------------------------------------------------------------------


def _pieces(
    blocks: Sequence[Block], numbers: Sequence[int], words: Words, place: tuple[int, int]
) -> Iterator[Piece]:
    """What a stretch of words takes of each block, with the marks that belong to its words.

    An opening mark belongs to the word behind it, a closing one and a call to the word before.
    """
    first, last = place[0], place[1] - 1
    for passage in range(words.passage[first], words.passage[last] + 1):
        number = numbers[passage]
        block = blocks[number]
        opens, ends = passage == words.passage[first], passage == words.passage[last]
        start = _start(block, words.starts[first]) if opens else 0
        yield number, start, _end(block, words.ends[last]) if ends else len(block.text)


def _start(block: Block, at: int) -> int:
    before = block.text.letters[:at]
    start = len(before.rstrip(OPENING))
    return start if not start or before[start - 1].isspace() else at


def _end(block: Block, at: int) -> int:
    found = BEHIND.match(_masked(block), at)
    return found.end() if found else at


def _apart(holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The holes in order, those that overlap made one."""
    done: list[tuple[int, int]] = []
    for start, end in holes:
        if done and start <= done[-1][1]:
            done[-1] = done[-1][0], max(end, done[-1][1])
        else:
            done.append((start, end))
    return done


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
    holes = _apart(sorted(holes))
    edges = [0, *(edge for hole in holes for edge in hole), len(block.text)]
    parts = [block.text.cut(*pair).stripped() for pair in zip(edges[::2], edges[1::2], strict=True)]
    parts = [part for part in parts if WORD.search(part.letters)]
    if parts:
        text = parts[0]
        for part in parts[1:]:
            text = joined([text, Text(" ", (text.places[-1],), ("",)), part])
        yield replace(block, text=text, cut=holes[-1][1] >= len(block.text))


def _without_bare_headings(
    before: Sequence[Block], after: Sequence[Block]
) -> tuple[list[Block], list[Block]]:
    """The blocks, and those headings below which nothing is left, though there was something."""
    empty = _bare(before)
    bare = [block for block in _bare(after) if block not in empty]
    return [block for block in after if block not in bare], bare


def _bare(blocks: Sequence[Block]) -> list[Block]:
    """The headings right before another of their level or a higher one, or the end."""
    text = [block for block in blocks if block.kind is not Kind.NOTE]
    ends = [*text[1:], None]
    return [
        block
        for block, behind in zip(text, ends, strict=True)
        if block.kind is Kind.HEADING
        and (behind is None or (behind.kind is Kind.HEADING and behind.level <= block.level))
    ]


# --- what is said ------------------------------------------------------------------------


def _dropped(draft: Draft, copy: _Copy) -> Dropped:
    texts = [draft.blocks[number].text.cut(start, end) for number, start, end in copy.pieces]
    span = joined(texts).span(draft.source)
    return Dropped(span, "\n\n".join(text.letters for text in texts), "stands twice")


def _said(draft: Draft, copy: _Copy) -> Finding:
    again = _dropped(draft, copy)
    alike = "" if copy.share == 1 else f" ({int(copy.share * 100)} % of them the same)"
    message = (
        f"{copy.words} words stand here a second time{alike} and were dropped; "
        f"they are at {copy.first}"
    )
    hint = f"dropped.txt has them: “{_opening(again.text)} …”"
    return replace(notice("repeated_text", message, again.span, hint), related=(copy.first,))


def _span(draft: Draft, numbers: Sequence[int], words: Words, place: tuple[int, int]) -> Span:
    """Where a stretch of words stands in the source."""
    first, last = place[0], place[1] - 1
    opening = draft.blocks[numbers[words.passage[first]]].text
    closing = draft.blocks[numbers[words.passage[last]]].text
    start = opening.places[words.starts[first]]
    return Span(draft.source, start, closing.places[words.ends[last] - 1] + 1)


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
