"""Bring a tally and a rule book together: how long the paper is for its marker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from octavo.counting.rulebooks import PRICED, Penalty, RuleBook, load
from octavo.counting.tally import (
    NOTES,
    Each,
    NoteWords,
    Part,
    SectionWords,
    Tally,
    anew,
    tally,
)
from octavo.model import Document


@dataclass(frozen=True, slots=True)
class Count:
    """A paper's length by one rule book.

    `parts` says of each part how many words of it count and how many do not; `sections` are the
    sections' titles with their words, `around` is what counts outside of them.
    """

    book: RuleBook
    total: int
    sections: tuple[tuple[str, int], ...]
    around: int
    parts: Mapping[Part, tuple[int, int]]

    def over(self, limit: int) -> int:
        """How many words it is longer than the limit; below 0: how many are left."""
        return self.total - limit

    def penalty(self, limit: int) -> str:
        """What the present length costs, in words; "" where it costs nothing."""
        hit = [one for one in self.book.penalties if _applies(one, self.over(limit), limit)]
        return _cost(hit[-1], self.over(limit), limit) if hit else ""

    def room(self, limit: int) -> int:
        """The longest that the paper may be at no cost."""
        least = next(iter(self.book.penalties), None)
        if least is None:
            return limit
        room = limit * (100 + least.above) // 100
        return room - 1 if least.inclusive and room * 100 == limit * (100 + least.above) else room


def length(document: Document, each: Each = anew) -> Count:
    """How long a report is by its own rule book. Raises RuleBookError. `each`: see `tally`."""
    project = document.project
    return count(tally(document, each=each), load(project.word_rule, project.root))


def count(tally: Tally, book: RuleBook) -> Count:
    """The length of a paper by a rule book."""
    made = [_section(section, book) for section in tally]
    totals = [sum(counted for counted, _ in parts.values()) for parts in made]
    titles = [section.title for section in tally.sections]
    parts = {
        part: (sum(one[part][0] for one in made), sum(one[part][1] for one in made))
        for part in Part
    }
    by_section = tuple(zip(titles, totals[:-1], strict=True))
    return Count(book, sum(totals), by_section, totals[-1], parts)


def _section(section: SectionWords, book: RuleBook) -> dict[Part, tuple[int, int]]:
    """Of each part, the words that count and those that do not."""
    parts = {part: _part(part, section, book) for part in Part if part not in NOTES}
    for part in NOTES:
        kind = [n for n in section.notes if _is_discursive(n, book) is (part is NOTES[1])]
        parts[part] = _notes(kind, book) if book.counts[part] else (0, _all(kind))
    return parts


def _notes(notes: list[NoteWords], book: RuleBook) -> tuple[int, int]:
    """The words of notes that count, and of their citations where those do not."""
    lone = sum(note.signs for note in notes) if book.lone_signs else 0
    if book.note_citations:
        return _all(notes) + lone, 0
    return sum(note.own for note in notes) + lone, sum(note.cited for note in notes)


def _all(notes: list[NoteWords]) -> int:
    return sum(note.own + note.cited for note in notes)


def _part(part: Part, section: SectionWords, book: RuleBook) -> tuple[int, int]:
    there = section.words.get(part, 0)
    if part in PRICED and (each := book.of_each(part)) is not None:
        return section.objects.get(part, 0) * each, there
    if not book.counts[part]:
        return 0, there
    return there + (section.signs.get(part, 0) if book.lone_signs else 0), 0


def _is_discursive(note: NoteWords, book: RuleBook) -> bool:
    return note.own >= book.discursive_from


def _applies(penalty: Penalty, over: int, limit: int) -> bool:
    if over <= 0:
        return False
    beyond = over * 100 - penalty.above * limit
    return beyond >= 0 if penalty.inclusive else beyond > 0


def _cost(penalty: Penalty, over: int, limit: int) -> str:
    if not penalty.marks:
        return penalty.says
    beyond, step = over * 100 - penalty.above * limit, penalty.each * limit
    steps = -(-beyond // step) if penalty.started else beyond // step
    marks = steps * penalty.marks
    if marks >= 100:
        return "all marks taken off"
    return f"{marks} mark{'s' * (marks != 1)} taken off" if marks else ""
