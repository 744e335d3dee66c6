"""Tell headings of a .docx without heading styles by their look, or by what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from octavo.importers import _headings
from octavo.importers._draft import NOTE, Block, Kind, Text
from octavo.importers._package import value
from octavo.importers._runs import size
from octavo.importers._styles import Styles


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """How a paragraph is set: what is greater heads more. `size` is in half points."""

    size: int = 0
    capitals: bool = False
    bold: bool = False
    centred: bool = False
    italic: bool = False


def look(paragraph: Element, text: Text, styles: Styles) -> Look:
    """The look of a paragraph, as far as all of it has one."""
    words = [set(style.split()) for style in text.styles if not style.startswith(NOTE)]
    return Look(
        size(paragraph, styles),
        text.letters.isupper(),
        all("strong" in one for one in words),
        value(paragraph, "pPr", "jc") == "center",
        all("em" in one for one in words),
    )


def with_headings(blocks: Sequence[Block], looks: Mapping[int, Look]) -> list[Block]:
    """The blocks; where none is a heading by its style, by look; where none stands out, by text."""
    if any(block.kind is Kind.HEADING for block in blocks):
        return list(blocks)
    usual = _usual(blocks, looks)
    last = max((at for at, block in enumerate(blocks) if block.kind is not Kind.HEADING), default=0)
    standing = {at for at in range(last) if _stands_out(blocks[at], looks, usual)}
    ladder = sorted({_look(blocks[at], looks) for at in standing}, reverse=True)
    done: list[Block] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1].text.letters if at + 1 < len(blocks) else ""
        level = ladder.index(_look(block, looks)) + 1 if at in standing else 0
        if not standing and _is_prose(block):
            level = _headings.level(block.text.letters, following, first=at == 0)
        heading = replace(block, kind=Kind.HEADING, text=plain(block.text), level=level)
        done.append(heading if level else block)
    return done


def _look(block: Block, looks: Mapping[int, Look]) -> Look:
    return looks.get(block.text.places[0], Look()) if block.text else Look()


def _usual(blocks: Sequence[Block], looks: Mapping[int, Look]) -> Look:
    """The look of most letters."""
    counts: dict[Look, int] = {}
    for block in blocks:
        if _is_prose(block):
            seen = _look(block, looks)
            counts[seen] = counts.get(seen, 0) + len(block.text)
    return max(counts, key=lambda one: counts[one], default=Look())


def _stands_out(block: Block, looks: Mapping[int, Look], usual: Look) -> bool:
    """Whether a short paragraph without a full stop is larger or bolder than the text is."""
    seen = _look(block, looks)
    short = len(block.text) <= _headings.LONGEST and not block.text.letters.endswith(".")
    louder = seen.size > usual.size or (seen.bold and not usual.bold) or seen.capitals
    return _is_prose(block) and short and louder


def _is_prose(block: Block) -> bool:
    """Whether a block is a plain paragraph: no caption, no term that is defined."""
    return block.kind is Kind.PROSE and not block.name


def plain(text: Text) -> Text:
    """A heading's text without what is bold, or italic throughout."""
    drop = {"strong"}
    if all("em" in style.split() for style in text.styles):
        drop.add("em")
    styles = (" ".join(w for w in style.split() if w not in drop) for style in text.styles)
    return Text(text.letters, text.places, tuple(styles))
