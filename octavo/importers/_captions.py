"""Join captions with the pictures and tables that they stand beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from octavo.importers import _markdown
from octavo.importers._draft import Block, Kind, Text

CAPTION, PICTURE, TABLE = "caption", "picture", "table"  # the names of such blocks
LABEL = re.compile(
    r"(?:(?P<table>table|tabelle|tableau|tabla|tabella|tab\.)"
    r"|figure|fig\.|chart|map|plate|abbildung|abb\.|illustration|figura)"
    r"\s*(?P<number>\d+(?:[.-]\d+)*)(?P<sign>\s*[:.–—-]|$)?\s*",
    re.IGNORECASE,
)
LONGEST = 300  # letters of a paragraph that is a caption though its style does not say so
NONE = Block(Kind.FIXED, Text())
OWN = "number of a figure or table: Octavo numbers them"


@dataclass(slots=True)
class Captioned:
    """The blocks with captions in place; the typed numbers that were left out, and why; those that
    are not the numbers that Octavo gives, with what it gives."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[tuple[Text, str]] = field(default_factory=list)
    renumbered: list[tuple[Text, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def number(self, kind: str, label: Text, typed: str) -> None:
        """Count a figure or table that has a caption."""
        self.counts[kind] += 1
        if label:
            self.dropped.append((label, OWN))
        if typed and typed != str(self.counts[kind]):
            self.renumbered.append((label, f"{kind} {typed} is {kind} {self.counts[kind]} now"))


def joined(blocks: Sequence[Block]) -> Captioned:
    """The blocks with captions in place."""
    done = Captioned()
    held: Block | None = None  # a caption that waits for the table or picture below it
    for at, block in enumerate(blocks):
        above = done.blocks[-1].name if done.blocks else ""
        below, behind = (block.name for block in (*blocks[at + 1 : at + 3], NONE, NONE)[:2])
        if below == PICTURE and behind == CAPTION:  # its own
            below = ""
        kind = _kind(block, above, below)
        if not kind:
            plain = replace(block, name="") if block.name == CAPTION else block
            done.blocks += _with_caption(block, held) if held else [plain]
            held = None
            continue
        label = LABEL.match(block.text.letters)
        number = block.text.cut(0, label.end()) if label else Text()
        bare = replace(block, text=block.text.cut(len(number)))
        if above == kind and not (kind == TABLE and below == TABLE):
            done.blocks[-1:] = _with_caption(done.blocks[-1], bare)
        else:
            held = bare
        shown = TABLE if kind == TABLE else "figure"
        done.number(shown, number.stripped(), label["number"] if label else "")
    return done


def _kind(block: Block, above: str, below: str) -> str:
    """What a block is the caption of, "" if of nothing.

    By its style; or by a typed number and its place beside a picture or a table.
    """
    label = LABEL.match(block.text.letters) if block.kind is Kind.PROSE else None
    meant = (TABLE if label["table"] else PICTURE) if label else ""
    beside = [name for name in (above, below) if name in (PICTURE, TABLE)]
    if block.name == CAPTION and beside:
        return meant if meant in beside else beside[0]
    typed = block.kind is Kind.PROSE and not block.name and len(block.text) <= LONGEST
    return meant if typed and label and label["sign"] is not None and meant in beside else ""


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
