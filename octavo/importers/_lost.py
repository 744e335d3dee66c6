"""Keep account of what a .docx holds and a manuscript has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from octavo.diagnostics import Finding, Source, Span
from octavo.importers._draft import Dropped, notice
from octavo.importers._package import Package, below, get, said

RULE = "not_carried_over"


@dataclass(frozen=True, slots=True)
class Lost:
    """One such thing, from `start` to `end` of the draft's text, if it has a place in it.

    `words` are those that were left out; "" where all were kept, but stand otherwise.
    """

    what: str
    start: int | None
    end: int
    words: str = ""


@dataclass(slots=True)
class Account:
    """All of them, in the order of the draft."""

    entries: list[Lost] = field(default_factory=list)

    def add(self, what: str, start: int | None = None, end: int = 0, words: str = "") -> None:
        """One more; where it goes on with the one before it, as runs of one look do, it is that."""
        last = self.entries[-1] if self.entries else None
        if last and start is not None and not words and (last.what, last.end) == (what, start):
            self.entries[-1] = replace(last, end=end)
        else:
            self.entries.append(Lost(what, start, max(end, start or 0), words))

    def dropped(self, source: Source) -> Iterator[Dropped]:
        """The words that were left out."""
        for one in self.entries:
            if one.words:
                yield Dropped(_span(one, source) or Span(source, 0, 0), one.words, one.what)

    def findings(self, source: Source) -> Iterator[Finding]:
        """One finding a kind, at the first place of it; the others are named."""
        kinds: dict[str, list[Lost]] = {}
        for one in self.entries:
            kinds.setdefault(one.what, []).append(one)
        for what, found in kinds.items():
            spans = [span for one in found if (span := _span(one, source))]
            hint = "dropped.txt has it" if found[0].words else "look at it in the draft"
            hint += f"; the others are in line {_lines(spans[1:])}" if spans[1:] else ""
            first = notice(RULE, f"{len(found)} × {what}", spans[0] if spans else None, hint)
            yield replace(first, related=tuple(spans[1:]))


def comments(package: Package) -> dict[str, tuple[str, str]]:
    """The comments of a document by their ids: who wrote each, and what it says."""
    root = package.xml(package.beside("comments"))
    return {get(one, "id"): (get(one, "author"), said(one)) for one in below(root, "comment")}


def _span(lost: Lost, source: Source) -> Span | None:
    if lost.start is None:
        return None
    end = len(source.text)
    return Span(source, min(lost.start, end), min(max(lost.end, lost.start + 1), end))


def _lines(spans: Sequence[Span]) -> str:
    numbers = dict.fromkeys(str(span.source.position(span.start)[0]) for span in spans)
    return ", ".join(numbers)
