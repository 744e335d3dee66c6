"""Find the report's title and author, and make headings one ladder that begins at level 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.importers import _headings
from octavo.importers._draft import Block, Draft, Dropped, Kind, notice

NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}\.)\s+(?=\S)")


def settle(draft: Draft) -> Draft:
    """The draft with its title, taken from the heading that heads the whole, and with levels."""
    return _unnumbered(_levelled(_signed(_titled(draft))))


def _titled(draft: Draft) -> Draft:
    if draft.title:
        return draft
    headings = [block for block in draft.blocks if block.kind is Kind.HEADING]
    if headings and headings[0] is draft.blocks[0] and _heads_all(draft.blocks, headings):
        return replace(draft, title=_plain(headings[0]), blocks=draft.blocks[1:])
    name = re.sub(r"[\s_-]+", " ", draft.source.path.stem).strip() or "Untitled"
    said = notice(
        "missing_title", f"the draft has no title, so it is called “{name}” after its file"
    )
    said = replace(said, hint="write the title into report.toml")
    return replace(draft, title=name[:1].upper() + name[1:], findings=(*draft.findings, said))


def _plain(heading: Block) -> str:
    """A title's words; report.toml takes no attributes."""
    text = heading.text.letters
    return re.sub(r"\s*\{[^{}]*\}\s*$", "", text) if heading.markup else text


def _heads_all(blocks: Sequence[Block], headings: Sequence[Block]) -> bool:
    """Whether the first heading heads the draft, and not only its first section."""
    first, others = headings[0], headings[1:]
    if _headings.named(first.text.letters) or NUMBER.match(first.text.letters):
        return False
    deeper = all(heading.level > first.level for heading in others)
    numbered = all(NUMBER.match(heading.text.letters) for heading in others)
    return deeper or numbered or blocks[1] is headings[1] or _headings.named(others[0].text.letters)


def _signed(draft: Draft) -> Draft:
    """The draft with the author that the line below the title names."""
    first = draft.blocks[0] if draft.blocks else None
    match = _headings.BYLINE.fullmatch(first.text.letters) if first else None
    if first is None or match is None or draft.authors:
        return draft
    dropped = first.dropped(draft.source, "the author, now in report.toml")
    return replace(
        draft,
        blocks=draft.blocks[1:],
        authors=(match["name"],),
        dropped=(*draft.dropped, dropped),
    )


def _levelled(draft: Draft) -> Draft:
    """The draft with levels from 1 on, none skipped."""
    used = sorted({block.level for block in draft.blocks if block.kind is Kind.HEADING})
    blocks: list[Block] = []
    last = 0
    for block in draft.blocks:
        if block.kind is Kind.HEADING:
            last = min(used.index(block.level) + 1, last + 1)
            block = replace(block, level=last)
        blocks.append(block)
    return replace(draft, blocks=tuple(blocks))


def _unnumbered(draft: Draft) -> Draft:
    """The draft without typed numbers of headings, where they count from 1: Octavo numbers them."""
    headings = [block for block in draft.blocks if block.kind is Kind.HEADING]
    numbers = [match for block in headings if (match := NUMBER.match(block.text.letters))]
    if len(numbers) < 2 or not re.match(r"(?:1|I)\b", numbers[0][0]):
        return draft
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for block in draft.blocks:
        match = NUMBER.match(block.text.letters)
        if block.kind is Kind.HEADING and match:
            number = replace(block, text=block.text.cut(0, match.end()).stripped())
            dropped.append(number.dropped(draft.source, "number of a heading: Octavo numbers them"))
            block = replace(block, text=block.text.cut(match.end()))
        blocks.append(block)
    return replace(draft, blocks=tuple(blocks), dropped=(*draft.dropped, *dropped))
