"""Notes: each in a part of its own, called in the text by a number that Word counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from octavo.outputs._docx import fields
from octavo.outputs._docx.look import Look
from octavo.outputs._docx.package import Relations
from octavo.outputs._docx.story import Story
from octavo.outputs._docx.xml import part, w
from octavo.outputs._page import note_blocks

SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


@dataclass(slots=True)
class Notes:
    """The notes of a report: all at the foot of their pages ("foot"), or at its end ("end")."""

    where: str = "foot"
    relations: Relations = field(default_factory=Relations)
    written: list[Element] = field(default_factory=list)
    counted: int = 0

    @property
    def name(self) -> str:
        """What WordprocessingML calls them: footnote or endnote."""
        return f"{self.where}note"

    @property
    def reference(self) -> str:
        """The style of letters of a note's number."""
        return f"{self.name.capitalize()}Reference"

    def call(self, note: Element, story: Story, look: Look) -> Iterator[Element]:
        """The note's number in the text; its text goes to the notes."""
        number = note.get("data-number", "")
        counted = number == str(self.counted + 1)
        self.counted += counted
        mine = len(self.written) + 1
        self.written.append(w(self.name, id=mine))  # its place, should a note call a note
        self.written[mine - 1].extend(self._blocks(note, story, number, counted))
        call = w(f"{self.name}Reference", id=mine)
        shape = Look(style=self.reference).write()
        if counted:
            runs = [w("r", *shape, call)]
        else:  # the report counts otherwise than Word: the number is typed
            call = w(f"{self.name}Reference", customMarkFollows=1, id=mine)
            runs = [w("r", *shape, call), fields.run(number, shape)]
        yield from story.marks.around(note.get("id", ""), runs)

    def _blocks(self, note: Element, story: Story, number: str, counted: bool) -> Iterator[Element]:
        from octavo.outputs._docx.blocks import Place, Writer

        shape = Look(style=self.reference).write()
        mark = w("r", *shape, w(f"{self.name}Ref")) if counted else fields.run(number, shape)
        place = Place(style=f"{self.name.capitalize()}Text", plain=True, width=story.frame.measure)
        writer = Writer(replace(story, relations=self.relations))
        blocks = writer.container(note_blocks(note), place) or [writer.paragraph(place.style, [])]
        first = next((block for block in blocks if block.tag == "w:p"), None)
        if first is None:
            first = writer.paragraph(place.style, [])
            blocks.insert(0, first)
        at = 1 if len(first) and first[0].tag == "w:pPr" else 0
        first.insert(at, fields.run(" "))
        first.insert(at, mark)
        yield from blocks

    def write(self) -> Element:
        """The part: two lines that part notes from text, then the notes."""
        lines = [
            w(self.name, w("p", w("r", w(kind))), type=kind, id=number)
            for kind, number in SEPARATORS
        ]
        return part(f"w:{self.name}s", *lines, *self.written)
