"""A passage stands in the report twice, copied or reworded.

It happens when a draft is pasted together, and a marker reads it as carelessness or as padding.
Wrapping, quotation marks, dashes, hyphens, emphasis and citations may differ; the copy may begin
and end within a sentence, and stand in a note. What repeats rightly is no finding: quotations,
headings, names and titles, references, rows of tables and lists, code. Keep the passage where it
belongs and delete the other; where you mean to come back to a thought, say it in new words.

Instead of

    Stalin welcomed the new ally, but the welcome had its price, and Mao paid it in ports.

    Nobody spoke of it. The welcome had its price, and Mao paid it in ports and railways.

write

    Stalin welcomed the new ally, but the welcome had its price, and Mao paid it in ports.

    Nobody spoke of it, then or later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.checks._settings import setting
from octavo.checks._written import LONGEST_SOURCE, Places, Written, written
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Kind
from octavo.repeats import Passage, Repeat, find, is_copy

TEXT = (Kind.PROSE, Kind.QUOTATION, Kind.NOTE, Kind.CAPTION)
CLOSING = re.compile(r"[.,;:!?…)\]\"'“”‘’«»*_]*")
SIGNS = str.maketrans("“”‘’«»", '""\'\'""', "*_")


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.repeated_text] may set."""

    words: int = setting(5, "of a passage that may not stand twice, at the least")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """No passage of the writer's own words stands twice."""
    blocks = [b for b in written(subject) if b.kind in TEXT and not _repeats_rightly(b)]
    places = Places(subject)
    passages = [Passage(b.text, b.region, b.rows, b.quoted) for b in blocks]
    for repeat in find(passages, subject.project.language):
        if repeat.words >= settings.words:
            yield _finding(repeat, _spans(repeat, blocks, places))


def _repeats_rightly(block: Written) -> bool:
    """Whether a block gives sources, or is a caption that is no text of its own."""
    is_short = len(block.text) < LONGEST_SOURCE
    return block.referring or (block.kind is Kind.CAPTION and is_short)


def _finding(repeat: Repeat, spans: Sequence[Span]) -> Finding:
    first, again, *others = spans
    which = "a second time" if not others else f"for the second of {len(spans)} times"
    share = "" if repeat.in_order else f", {_percent(repeat.share)} of them the same"
    return Finding(
        "repeated_text",
        f"{repeat.words} words stand here {which}{share}; they are at {first} already",
        again,
        Severity.ERROR if is_copy(repeat) else Severity.WARNING,
        f"delete {'all but one' if others else 'one of the two'}",
        related=(first, *others),
    )


def _percent(share: float) -> str:
    return "all" if share == 1 else f"{int(share * 100)} %"


def _spans(repeat: Repeat, blocks: Sequence[Written], places: Places) -> list[Span]:
    """The places, each from its first character to its last."""
    spans = [
        places.span(blocks[place.passage], place.start, blocks[place.last_passage], place.end)
        for place in repeat.places
    ]
    tails = [_tail(span) for span in spans]
    common = min(_common(tails[0], tail) for tail in tails)
    return [Span(s.source, s.start, s.end + _length(s, common)) for s in spans]


def _tail(span: Span) -> str:
    """The punctuation behind a passage, emphasis left out, all quotation marks alike."""
    found = CLOSING.match(span.source.text, span.end)
    return found[0].translate(SIGNS) if found else ""


def _common(one: str, two: str) -> int:
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))


def _length(span: Span, signs: int) -> int:
    """How many characters of the source so many signs of the tail take."""
    text, length = span.source.text, 0
    while signs:
        signs -= text[span.end + length] not in "*_"
        length += 1
    return length
