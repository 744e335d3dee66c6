"""Join captions with the pictures and tables that they stand beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.importers import _markdown
from octavo.importers._draft import Block, Kind, Text

CAPTION, PICTURE, TABLE = "caption", "picture", "table"  # the names of such blocks
LABEL = re.compile(
    r"(?:table|figure|fig\.|chart|tabelle|abbildung|abb\.|tableau|tabla|figura)\s*(?:\d[\d.]*)"
    r"\s*[:.–—-]*\s*",
    re.IGNORECASE,
)


def joined(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Text, str]]]:
    """The blocks with captions in place, and the typed numbers of figures that were left out."""
    done: list[Block] = []
    dropped: list[tuple[Text, str]] = []
    held: Block | None = None  # a caption that waits for the table or picture below it
    for at, block in enumerate(blocks):
        if block.name != CAPTION:
            done += _with_caption(block, held) if held else [block]
            held = None
            continue
        label = LABEL.match(block.text.letters)
        number = block.text.cut(0, label.end()) if label else Text()
        bare = replace(block, text=block.text.cut(len(number)))
        above = done[-1].name if done else ""
        below = blocks[at + 1].name if at + 1 < len(blocks) else ""
        if above == PICTURE or (above == TABLE and below != TABLE):
            done[-1:] = _with_caption(done[-1], bare)
        elif below in (PICTURE, TABLE):
            held = bare
        else:
            done.append(replace(block, name=""))
            continue
        if number:
            dropped.append((number.stripped(), "number of a figure or table: Octavo numbers them"))
    return done, dropped


def _with_caption(block: Block, caption: Block) -> list[Block]:
    words = _markdown.inline(caption.text)
    if block.name == TABLE:
        line = _as_markdown(f"Table: {words}", caption.text)
        return [Block(Kind.FIXED, line, markup=True), replace(block, name="")]
    text = block.text.letters.replace("![]", f"![{words}]", 1)
    return [replace(block, text=_as_markdown(text, block.text), name="")]


def _as_markdown(letters: str, origin: Text) -> Text:
    place = origin.places[0] if origin else 0
    return Text(letters, (place,) * len(letters), ("",) * len(letters))
