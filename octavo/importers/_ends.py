"""Name the places where a draft breaks off in the middle of a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from octavo.diagnostics import Finding
from octavo.importers import _headings
from octavo.importers._draft import NOTE, RAW, Block, Draft, Kind, notice

# A sentence's end: a stop, then what may stand behind one (quotes, brackets, notes, markup).
ENDED = re.compile(r"[.!?…。！？:;]['\"”’»)\[\]*_\d⁰¹²³⁴-⁹]*(?:\[\^[^\]]+\])*$|\S+://\S+$|[}>|`]$")
LONGEST = 300  # letters of an end: an address with what closes behind it
SHOWN = 5  # words that are quoted


def name_broken(draft: Draft) -> Draft:
    """The draft with a finding for its own end, and for each end that a dropped copy left.

    Ask before copies are dropped, as the draft's own end may be a copy's, and again afterwards.
    """
    last = next((b for b in reversed(draft.blocks) if b.kind is not Kind.NOTE), None)
    headings = [b.text.letters for b in draft.blocks if b.kind is Kind.HEADING]
    if headings and _headings.apart(headings[-1]):
        last = None  # a list of references has no sentences
    broken = [b for b in draft.blocks if (b.cut or b is last) and _breaks_off(b)]
    known = dict.fromkeys([*draft.findings, *(_finding(draft, block) for block in broken)])
    return replace(draft, findings=tuple(known))


def _breaks_off(block: Block) -> bool:
    running = block.kind in (Kind.PROSE, Kind.QUOTATION)
    pairs = zip(block.text.letters, block.text.styles, strict=True)
    said = "".join(letter for letter, style in pairs if style != RAW and NOTE not in style)
    return running and not ENDED.search(said.rstrip()[-LONGEST:])


def _finding(draft: Draft, block: Block) -> Finding:
    words = list(re.finditer(r"\S+", block.text.letters))[-SHOWN:]
    end = block.text.cut(words[-1].start()).span(draft.source)
    said = block.text.letters[words[0].start() :].rstrip()
    message = f"the text breaks off in the middle of a sentence: “… {said}”"
    return notice("broken_end", message, end, "finish the sentence")
