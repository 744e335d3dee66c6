"""Lines of a justified paragraph end where that is best for the whole of it.

WeasyPrint fills each line as far as it goes and stretches its spaces. Here a paragraph is planned
first (`best`), on its text as one long line (`flat`), and the engine is given for each line the
room that makes it end as planned; where spaces are to shrink that is more than the measure, and
they do. A line that ends otherwise all the same is the beginning of a new plan. Paragraphs that
hold other things than text, and those beside floats, are left to the engine. The mends
`whole_paragraphs` and `tight_lines` put the calls to it in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from octavo.engine.paragraphs import best
from octavo.engine.paragraphs.best import BEGINNING, SHRINK, Break, Line, Measure
from octavo.engine.paragraphs.flat import COLLAPSING, SPACES, Flat, flattened
from octavo.engine.paragraphs.widths import width

SLACK = 0.75  # CSS pixels that a line gets beyond its planned length: less than any letter
REACH = 1.2  # of the room: whatever the spaces give, a line ends before
SHORT = 2  # ems that the last line should have at the least


@dataclass(slots=True)
class Paragraph:
    """A paragraph's text and what was planned for it.

    A plan says which line begins at a place, in a room of some width (the first line's indent
    taken off). One that must end with a whole word is planned apart: `whole` is the place that it
    must end before, None where a word may be parted.
    """

    flat: Flat
    planned: dict[tuple[int, float, int | None], Line | None] = field(default_factory=dict)

    def line(self, at: int, measure: Measure, indent: float, whole: int | None) -> Line | None:
        """The line that begins at a place; None where the engine is to find its end."""
        key = at, measure.width - indent, whole
        if key not in self.planned:
            self.planned[key] = None
            self._plan(at, measure, indent, whole)
        return self.planned[key]

    def _plan(self, at: int, measure: Measure, indent: float, whole: int | None) -> None:
        begin = self._beginning(at)
        if begin is None:
            return  # the engine broke a line where we know of no break
        room, first = measure.width - indent, begin._replace(start=begin.start - indent)

        def ahead(breaks: Iterable[Break]) -> list[Break]:
            rest = [place for place in breaks if place.at > at]
            if whole is None:
                return rest
            reach = begin.start + REACH * room  # breaks behind it are those of later lines
            fit = (p for p in rest[:-1] if p.end > reach or not (p.parted or p.at >= whole))
            return [*fit, *rest[-1:]]

        early = ahead(self.flat.breaks)
        ways = best.lines(first, early, lambda: ahead(self.flat.all_breaks), measure)
        if not ways and whole is not None:
            ways = _fullest(first, early, measure)
        for number, line in enumerate(ways):
            width = measure.width if number else room
            self.planned[line.start, width, None if number else whole] = line

    def _beginning(self, at: int) -> Break | None:
        """The break behind which a line begins; None for a place that is none."""
        if at == 0:
            return BEGINNING
        found = next((place for place in self.flat.breaks if place.at == at), None)
        return found or next((place for place in self.flat.all_breaks if place.at == at), None)


def _fullest(first: Break, breaks: Iterable[Break], measure: Measure) -> tuple[Line, ...]:
    """The longest line that fits, however loose; none where even the first word does not."""
    lines = (Line(first.at, place.at, place.end - first.start) for place in breaks)
    return tuple(line for line in lines if line.length <= measure.width)[-1:]


def octavo_room(
    context: Any, line: Any, skip_stack: Any, first_letter_style: Any, end: float, width: float
) -> float:
    """Where the text of a line is to end at the latest, instead of at `end`."""
    if line.style["text_align_all"] != "justify" or context.excluded_shapes or first_letter_style:
        return end
    paragraph = _paragraph(context, line)
    if paragraph is None:
        return end
    measure = Measure(width, short=SHORT * line.style["font_size"])
    at = paragraph.flat.place(skip_stack)
    planned = paragraph.line(at, measure, line.text_indent, _whole(context, paragraph.flat))
    if planned is None or (planned.end == len(paragraph.flat.text) and planned.length <= width):
        return end
    return end - width + planned.length + SLACK


def _whole(context: Any, text: Flat) -> int | None:
    """What the mends `ladders` and `whole_words` ask of a line: `whole` of `Paragraph.line`."""
    if not getattr(context, "octavo_unparted", False):
        return None
    before = getattr(context, "octavo_before", None)
    return text.place(before) if before else len(text.text)


def _paragraph(context: Any, line: Any) -> Paragraph | None:
    """What is known of the paragraph of a line box, which the engine lays out again and again."""
    known: dict[Any, Paragraph | None] = context.__dict__.setdefault("octavo_paragraphs", {})
    if line not in known:
        text = flattened(line, context)
        known[line] = Paragraph(text) if text else None
    return known[line]


def octavo_tighten(context: Any, line: Any, room: float) -> bool:
    """Whether a line that is longer than its room was brought to it by narrower spaces."""
    from weasyprint.layout.inline import justify_line

    over, style = line.width - room, line.style
    if over <= 0 or style["text_align_all"] != "justify" or style["white_space"] not in COLLAPSING:
        return False
    if over > SHRINK * _spaces(line, context) + SLACK:
        return False
    justify_line(context, line, -over)
    return True


def _spaces(box: Any, context: Any) -> float:
    """How wide the spaces of a line are that the engine stretches."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return sum(width(space, box.style, context) for space in SPACES.findall(box.text))
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(_spaces(child, context) for child in box.children)
    return 0.0
