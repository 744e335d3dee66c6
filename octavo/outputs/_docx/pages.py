"""About which page a place will stand on: what the contents say until Word has counted for itself.

Word counts the pages of references anew whenever it prints or is asked to; a file that asks it to
at once makes it show a warning, which a marker should not meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.outputs._docx.story import Story
from octavo.outputs._docx.xml import child

LETTER = 0.44  # em: the breadth of a letter or space of Times New Roman in running text
WIDE = 1.0
SCALE = {  # of other styles than the text: size, leading in em of that size, space around in em
    "Quote": (0.94, 1.36, 0.5),
    "Bibliography": (0.9, 1.36, 0.28),
    "Caption": (0.84, 1.3, 1.1),
    "TableCaption": (0.84, 1.3, 1.1),
    "Heading1": (1.5, 1.25, 2.2),
    "Heading2": (1.18, 1.25, 1.8),
    "Heading3": (1.0, 1.25, 1.4),
    "SourceCode": (0.8, 1.25, 1.2),
    "Abstract": (0.94, 1.4, 0.3),
    "TOC1": (1.0, 1.4, 0.45),
    "TOC2": (1.0, 1.4, 0.0),
}
NOTE = (0.82, 1.25, 0.16)
ROW = (0.84, 1.3, 0.2)


@dataclass(slots=True)
class _Count:
    """Lines as they fill pages; lengths in twentieths of a point."""

    story: Story
    page: int = 1
    used: float = 0.0

    def take(self, height: float, *, whole: bool = False) -> None:
        """Fill the page with so much; what does not fit goes on overleaf, or all of it does."""
        depth = self.story.frame.depth
        if self.used + height > depth:
            self.page += 1
            self.used = height if whole else max(self.used + height - depth, 0)
            while self.used > depth:
                self.page += 1
                self.used -= depth
        else:
            self.used += height

    def height(self, element: Element, width: float, kind: tuple[float, float, float]) -> float:
        """How high a paragraph is."""
        size, leading, around = kind
        em = self.story.frame.size * 20 * size
        said = "".join(one.text or "" for one in element.iter("w:t"))
        ems = sum(WIDE if "\u2e80" <= letter <= "\uffef" else LETTER for letter in said)
        lines = max(1, -(-ems * em // width)) + sum(1 for _ in element.iter("w:br"))
        drawn = sum(int(one.get("cy", 0)) for one in element.iter("wp:extent")) / 635
        return max(lines * leading * em, drawn) + around * self.story.frame.size * 20


def count(blocks: Sequence[Element], story: Story, cover: int = 0) -> dict[str, int]:
    """The pages of all bookmarks, by name; `cover` is how many pages stand ahead."""
    counting, found = _Count(story, page=1 + cover), dict[str, int]()
    for block in blocks:
        paragraphs = [block] if block.tag in ("w:p", "w:tbl") else list(block.iter("w:p"))
        for one in paragraphs:
            _count(one, counting, found)
    return found


def _count(block: Element, counting: _Count, found: dict[str, int]) -> None:
    story = counting.story
    if child(block, "w:pPr", "w:pageBreakBefore") is not None and counting.used:
        counting.page, counting.used = counting.page + 1, 0
    if block.tag == "w:tbl":
        for row in block.iter("w:tr"):
            cells = list(row.iter("w:tc"))
            share = story.frame.measure / max(len(cells), 1)
            counting.take(max(counting.height(cell, share, ROW) for cell in cells), whole=True)
    else:
        style = _style(block)
        plain = (1.0, story.frame.leading, 0.0)
        kind = SCALE.get(style, plain)
        heading = style.startswith("Heading")
        height = counting.height(block, story.frame.measure, kind)
        if (
            heading
            and counting.used + height + 3 * plain[1] * story.frame.size * 20 > story.frame.depth
        ):
            counting.page, counting.used = counting.page + 1, 0
        counting.take(height, whole=heading)
    for mark in block.iter("w:bookmarkStart"):
        found[mark.get("w:name", "")] = counting.page
    if story.notes.where == "foot":
        for call in block.iter("w:footnoteReference"):
            note = story.notes.written[int(call.get("w:id", "1")) - 1]
            for paragraph in note.iter("w:p"):
                counting.take(counting.height(paragraph, story.frame.measure, NOTE))


def _style(paragraph: Element) -> str:
    style = child(paragraph, "w:pPr", "w:pStyle")
    return "" if style is None else style.get("w:val", "")
