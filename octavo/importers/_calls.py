"""Which notes a draft calls, and which it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.importers._draft import NOTE, Block, Draft, Kind

CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def calls(blocks: Sequence[Block]) -> set[str]:
    """The names of all notes that are called in the blocks."""
    names: set[str] = set()
    for block in blocks:
        if block.markup:
            names.update(match[1] for match in CALL.finditer(block.text.letters))
        for style in set(block.text.styles):
            names.update(w.removeprefix(NOTE) for w in style.split() if w.startswith(NOTE))
    return names


def without_uncalled(draft: Draft) -> Draft:
    """The draft without the notes that nothing calls, or nothing but a copy did."""
    called = calls(draft.blocks)
    kept = [b for b in draft.blocks if b.kind is not Kind.NOTE or b.name in called]
    gone = [b for b in draft.blocks if b.kind is Kind.NOTE and b.name not in called]
    dropped = [block.dropped(draft.source, f"note {block.name}, not called") for block in gone]
    return replace(draft, blocks=tuple(kept), dropped=(*draft.dropped, *dropped))
