"""Make fenced blocks of the paragraphs of a .docx that hold code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from octavo.importers._draft import Block, Kind, Text

CODE = "code"  # the name of such a block


def fenced(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; those of code that follow each other are one, in a fence."""
    done: list[Block] = []
    for is_code, run in groupby(blocks, lambda block: block.name == CODE):
        group = list(run)
        written = [at for at, block in enumerate(group) if block.text.letters.strip()]
        if not is_code:
            done += group
        elif written:
            done.append(_fence(group[written[0] : written[-1] + 1]))
    return done


def _fence(blocks: Iterable[Block]) -> Block:
    pairs = list(_lines(blocks))
    body = "".join(letter for letter, _ in pairs)
    longest = max(map(len, re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    first, last = pairs[0][1], pairs[-1][1]
    letters = f"{fence}\n{body}\n{fence}"
    edge = len(fence) + 1
    places = (first,) * edge + tuple(place for _, place in pairs) + (last,) * edge
    return Block(Kind.FIXED, Text(letters, places, ("",) * len(letters)), markup=True)


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """The letters with their places, a line break between two paragraphs."""
    last = -1
    for block in blocks:
        if last >= 0:
            yield "\n", last
        end = len(block.text.letters.rstrip())
        yield from zip(block.text.letters[:end], block.text.places, strict=False)
        last = block.text.places[-1]
