"""What of a house's document stands around the report: its cover, and what is written on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.outputs._docx.xml import child, w

PLACE = "{report}"  # a paragraph that says this is where the report goes
FIELD = re.compile(r"\{([a-z_]+)\}")
GALLERY = "Cover Pages"  # Word's own cover pages, Insert > Cover Page
TITLE = "title"  # where it is written on the cover, the report's own title stays away


@dataclass(frozen=True, slots=True)
class Around:
    """The blocks ahead of the report and behind it; `left_out` is text that is neither."""

    ahead: tuple[Element, ...] = ()
    behind: tuple[Element, ...] = ()
    left_out: str = ""

    @property
    def blocks(self) -> tuple[Element, ...]:
        """All that stays."""
        return (*self.ahead, *self.behind)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names in braces that are to be filled in."""
        return tuple(name for block in self.blocks for name in fields(block))

    @property
    def pages(self) -> int:
        """About how many pages stand ahead."""
        ends = sum(1 for block in self.ahead for _ in block.iter("w:sectPr"))
        breaks = (br for block in self.ahead for br in block.iter("w:br"))
        return max(ends + sum(br.get("w:type") == "page" for br in breaks), bool(self.ahead))

    @property
    def ends_page(self) -> bool:
        """Whether the report begins on a new page without being told so."""
        last = self.ahead[-1] if self.ahead else None
        return last is None or next(last.iter("w:sectPr"), None) is not None


def split(body: Element) -> Around:
    """Part a document's body at the place of the report.

    It is where a paragraph says {report}. Without one it is behind the cover: Word's own, or all
    up to the last section break; what comes below is taken for a sample and left out.
    """
    blocks = [one for one in body if one.tag != "w:sectPr"]
    for at, block in enumerate(blocks):
        if block.tag == "w:p" and said(block).strip() == PLACE:
            section = child(block, "w:pPr", "w:sectPr")
            broken = [w("p", w("pPr", section))] if section is not None else []
            return Around(tuple(blocks[:at]), (*broken, *blocks[at + 1 :]))
    ends = [at for at, block in enumerate(blocks, 1) if _ends_cover(block)]
    end = ends[-1] if ends else 0
    return Around(tuple(blocks[:end]), (), " ".join(" ".join(map(said, blocks[end:])).split()))


def _ends_cover(block: Element) -> bool:
    if block.tag == "w:p":
        return child(block, "w:pPr", "w:sectPr") is not None
    galleries = (one.get("w:val") for one in block.iter("w:docPartGallery"))
    return GALLERY in galleries


def said(block: Element) -> str:
    """A block's text; what a text box holds twice, for old programs, only once."""
    return "".join(one.text or "" for one in _texts(block))


def _texts(block: Element) -> Iterator[Element]:
    for one in block:
        if one.tag == "w:t":
            yield one
        elif one.tag != "mc:Fallback":
            yield from _texts(one)


def fields(block: Element) -> tuple[str, ...]:
    """The names in braces that a part of the document holds."""
    return tuple(name for one in _paragraphs(block) for name in FIELD.findall(_own(one)))


def fill(block: Element, values: Mapping[str, str]) -> None:
    """Write the values in the places of their names; Word may have cut a name into several runs."""
    for paragraph in _paragraphs(block):
        texts = list(_runs(paragraph))
        for found in reversed(list(FIELD.finditer(_own(paragraph)))):
            if found[1] in values:
                _put(texts, found.start(), found.end(), values[found[1]])


def _put(texts: Sequence[Element], start: int, end: int, value: str) -> None:
    """Put a value in the place of some letters of a paragraph; its first run has it."""
    at = 0
    for text in texts:
        own = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(own))
        if first < last or (first == last == len(own) == 0 and start == at):
            text.text = own[:first] + value + own[last:]
            text.set("xml:space", "preserve")
            value = ""
        at += len(own)


def _paragraphs(block: Element) -> Iterator[Element]:
    if block.tag == "w:p":
        yield block
    for one in block:
        if one.tag != "mc:Fallback":
            yield from _paragraphs(one)


def _own(paragraph: Element) -> str:
    return "".join(one.text or "" for one in _runs(paragraph))


def _runs(paragraph: Element) -> Iterator[Element]:
    """The texts of a paragraph itself; not those of a text box that is anchored in it."""
    for one in paragraph:
        if one.tag == "w:t":
            yield one
        elif one.tag not in ("w:p", "mc:AlternateContent", "w:drawing", "w:pict"):
            yield from _runs(one)
