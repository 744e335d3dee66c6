"""A draft as the check for repeats sees it: passages of words, without what Octavo sets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.importers import _headings
from octavo.importers._draft import NOTE, RAW, Block, Kind
from octavo.repeats import Passage

# In Markdown, what is none of the writer's own words.
MARKUP = re.compile(
    r"\[\^[^\]\s]+\](?!:)|\[[^\[\]]*@[^\[\]]*\]|(?<![\w@/.])@\w[\w:.-]*|(?<=\])\([^()\s]*\)"
    r"|\{[^{}\n]*\}|(`+)(?!`).+?(?<!`)\1(?!`)"
)
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
RUNNING = (Kind.PROSE, Kind.ITEM, Kind.QUOTATION)  # in which the check looks


def passages(blocks: Sequence[Block], kinds: Sequence[Kind]) -> tuple[list[Passage], list[int]]:
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
            passages.append(Passage(masked(block), 0, rows if listed else 0, quoted))
            numbers.append(number)
    return passages, numbers


def masked(block: Block) -> str:
    """The block's letters, with a sign that is no word's in the place of what Octavo sets."""
    if block.markup:
        return MARKUP.sub(lambda match: MASK * len(match[0]), block.text.letters)
    pairs = zip(block.text.letters, block.text.styles, strict=True)
    return "".join(MASK if NOTE in style or style == RAW else letter for letter, style in pairs)
