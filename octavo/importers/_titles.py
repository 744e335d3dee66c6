"""Find the report's title and author, and make headings one ladder that begins at level 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.importers import _headings, _opening
from octavo.importers._draft import Block, Draft, Dropped, Kind, notice

NUMBERED = "number of a heading: Octavo numbers them"  # why it is left out
NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}\.)\s+(?=\S)")


def settle(draft: Draft) -> Draft:
    """The draft with its title, taken from the heading that heads the whole, and with levels."""
    return _unnumbered(_levelled(_named(_signed(_titled(_opening.read(draft))))))


def _titled(draft: Draft) -> Draft:
    if draft.title:
        return draft
    headings = [block for block in draft.blocks if block.kind is Kind.HEADING]
    if headings and headings[0] is draft.blocks[0] and _heads_all(draft.blocks, headings):
        below = 1 + _has_subtitle(draft.blocks)
        subtitle = _plain(headings[1]) if below > 1 else draft.subtitle
        return replace(
            draft, title=_plain(headings[0]), subtitle=subtitle, blocks=draft.blocks[below:]
        )
    name = re.sub(r"[\s_-]+", " ", draft.source.path.stem).strip() or "Untitled"
    said = notice(
        "missing_title", f"the draft has no title, so it is called “{name}” after its file"
    )
    said = replace(said, hint="write the title into report.toml")
    return replace(draft, title=name[:1].upper() + name[1:], findings=(*draft.findings, said))


def _has_subtitle(blocks: Sequence[Block]) -> bool:
    """Whether the second of three headings, one below the other, says more of the title."""
    heads = blocks[:3]
    if len(heads) < 3 or any(block.kind is not Kind.HEADING for block in heads):
        return False
    text, alike = heads[1].text.letters, heads[1].level == heads[2].level
    counted = NUMBER.match(text) or _headings.PART.match(text) or _headings.COUNTED.fullmatch(text)
    return alike and not counted and not _headings.named(text)


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
    below = next(
        block for block in blocks[1:] if not _headings.BYLINE.fullmatch(block.text.letters)
    )
    return deeper or numbered or below is headings[1] or _headings.named(others[0].text.letters)


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


def _named(draft: Draft) -> Draft:
    """The draft without headings that are but the number of the chapter that the next one names."""
    pairs = zip(draft.blocks, draft.blocks[1:], strict=False)
    numbers = [
        block
        for block, below in pairs
        if block.kind is Kind.HEADING is below.kind
        and _headings.COUNTED.fullmatch(block.text.letters)
    ]
    return replace(
        draft,
        blocks=tuple(block for block in draft.blocks if block not in numbers),
        dropped=(*draft.dropped, *(block.dropped(draft.source, NUMBERED) for block in numbers)),
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
            dropped.append(number.dropped(draft.source, NUMBERED))
            block = replace(block, text=block.text.cut(match.end()))
        blocks.append(block)
    return replace(draft, blocks=tuple(blocks), dropped=(*draft.dropped, *dropped))
