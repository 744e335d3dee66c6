"""Cut copies out of a draft's blocks, to the character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from octavo.importers._draft import Block, Kind, Text, joined
from octavo.importers._repeats._seen import MASK, masked
from octavo.repeats import Text as Words

WORD = re.compile(r"[^\W_]")
BEHIND = re.compile(rf"(?:[ ]?{MASK}|[^\w\s]|_)*")  # what belongs to the word before
OPENING = "([{\"'“‘„«¿¡*_"

Piece = tuple[int, int, int]  # a block's number, and offsets in it


def pieces(
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
    found = BEHIND.match(masked(block), at)
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


def without(blocks: Sequence[Block], copies: Sequence[Sequence[Piece]]) -> Iterator[Block]:
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


def without_bare_headings(
    before: Sequence[Block], after: Sequence[Block]
) -> tuple[list[Block], list[Block]]:
    """The blocks, and those headings below which nothing is left, though there was something."""
    empty = set(map(id, _bare(before)))
    bare = [block for block in _bare(after) if id(block) not in empty]
    gone = set(map(id, bare))
    return [block for block in after if id(block) not in gone], bare


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
