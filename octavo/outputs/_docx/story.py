"""A part that holds text (the body, the notes), and what its writing shares with the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from octavo.outputs._docx.manner import Manner
from octavo.outputs._docx.marks import Marks
from octavo.outputs._docx.measure import Frame
from octavo.outputs._docx.numbering import Lists
from octavo.outputs._docx.package import Relations
from octavo.outputs._docx.targets import Survey, Target

if TYPE_CHECKING:
    from octavo.outputs._docx.notes import Notes
    from octavo.outputs._docx.pictures import Pictures


@dataclass(slots=True)
class Story:
    """What is known while a part is written. `relations` are the part's own."""

    relations: Relations
    frame: Frame
    survey: Survey
    notes: Notes
    pictures: Pictures
    lists: Lists
    language: str = ""
    numbered: bool = True  # whether the styles of headings number them
    manner: Manner = field(default_factory=Manner)
    notes_title: str = ""  # where they stand at the end
    counts: dict[str, int] = field(default_factory=dict)  # of captions, by their first word

    @property
    def marks(self) -> Marks:
        """The bookmarks."""
        return self.survey.marks

    @property
    def targets(self) -> dict[str, Target]:
        """What is referred to by number or title."""
        return self.survey.targets

    @property
    def present(self) -> set[str]:
        """The ids that there are."""
        return self.survey.present
