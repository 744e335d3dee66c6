"""Where the blocks of lists stand in Markdown: how deep, with which mark, parted from what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.importers._draft import DEFINITION, LISTED, MORE, TERM, Block, Kind

BULLET = re.compile(r"[-*•–]\s+")
NUMBER = re.compile(r"(\d{1,3})[.)]\s+")
INDENT = 4  # columns of a level
NEXT, APART = "\n", "\n\n"  # what parts an item from the next, a paragraph from another
BORDER = "<!-- -->"  # ends a list where another of its kind would go on with it


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: what parts it from the one above, its indent, its mark, and how many of
    its letters the mark stands for."""

    gap: str = APART
    indent: int = 0
    mark: str = ""
    cut: int = 0


@dataclass(slots=True)
class _Open:
    """A list that may go on: its level in the draft, and its last number, None for bullets."""

    level: int
    number: int | None


def spots(blocks: Sequence[Block]) -> Iterator[Spot]:
    """The spot of each block."""
    lists: list[_Open] = []
    before: Block | None = None
    for block in blocks:
        if block.kind is not Kind.ITEM or block.markup:
            lists = []
            yield _outside(block, before)
        elif block.name == MORE:
            lists = [one for one in lists if one.level <= block.level]
            yield Spot(APART, INDENT * len(lists))
        else:
            yield _item(
                block, lists, close=bool(lists) and before is not None and before.name != MORE
            )
        before = block


def _outside(block: Block, before: Block | None) -> Spot:
    """What is no item: a quotation goes on with the one above, a definition with its term."""
    above = before.name if before else ""
    if block.name == DEFINITION and above == TERM:
        return Spot(NEXT, 0, ":   ")
    if block.name == DEFINITION and above == DEFINITION:
        return Spot(APART, INDENT)
    quoted = block.kind is Kind.QUOTATION and not block.markup
    goes_on = quoted and before is not None and before.kind is Kind.QUOTATION and not before.markup
    return Spot("\n>\n" if goes_on else APART)


def _item(block: Block, lists: list[_Open], *, close: bool) -> Spot:
    """An item below the lists that are open, which are brought up to it."""
    while lists and lists[-1].level > block.level:
        lists.pop()
    last = lists[-1] if lists and lists[-1].level == block.level else None
    bullet, number = BULLET.match(block.text.letters), NUMBER.match(block.text.letters)
    counted = int(number[1]) if number else None
    sure = bullet or block.name == LISTED or counted in (1, _next(last))
    match = bullet or number
    if match is None or not sure:
        lists.clear()
        return Spot()
    gap = _gap(last, counted, INDENT * (len(lists) - bool(last)))
    if last:
        last.number = counted
    else:
        lists.append(_Open(block.level, counted))
    mark = f"{counted}. " if number else "- "
    return Spot(
        gap if close or gap != NEXT else APART, INDENT * (len(lists) - 1), mark, match.end()
    )


def _next(last: _Open | None) -> int:
    return last.number + 1 if last and last.number is not None else 1


def _gap(last: _Open | None, counted: int | None, indent: int) -> str:
    """What parts an item from the last one of its level, be it of the same list or not."""
    if last is None:
        return NEXT
    if (last.number is None) != (counted is None):
        return APART
    goes_on = counted is None or counted == _next(last)
    return NEXT if goes_on else f"{APART}{' ' * indent}{BORDER}{APART}"
