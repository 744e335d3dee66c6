"""The table of contents: a field that Word can make anew, with its lines already in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from octavo.outputs._docx import fields
from octavo.outputs._docx.front import CONTENTS_LEVELS
from octavo.outputs._docx.look import Look
from octavo.outputs._docx.xml import e, w
from octavo.outputs._page import classes, name, nodes, text

if TYPE_CHECKING:
    from octavo.outputs._docx.blocks import Writer

FORM = rf'TOC \o "1-{CONTENTS_LEVELS}" \h \z \u'
UNKNOWN = "0"  # a page number before the pages are counted


def write(nav: Element, writer: Writer) -> Iterator[Element]:
    """The contents with their heading, as a block that Word offers to bring up to date."""
    blocks = [*_heading(nav, writer), *_lines(nav, writer)]
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    yield w("sdt", w("sdtPr", gallery), w("sdtContent", *blocks))


def _heading(nav: Element, writer: Writer) -> Iterator[Element]:
    for one in nav.iter():
        if "front-heading" in classes(one):
            yield writer.paragraph("TOCHeading", writer.line(nodes(one), Look()))


def _lines(nav: Element, writer: Writer) -> list[Element]:
    lines = [_line(item, writer) for item in nav.iter() if name(item) == "li"]
    if lines:
        at = 1 if lines[0][0].tag == "w:pPr" else 0
        for run in reversed(fields.begin(FORM)):
            lines[0].insert(at, run)
        lines[-1].append(fields.end())
    return lines


def _line(item: Element, writer: Writer) -> Element:
    """A heading, with its number before it and its page behind it; all of it leads there."""
    link = next((one for one in item.iter() if name(one) == "a"), item)
    number = next((text(one) for one in item if "number" in classes(one)), "")
    level = next((int(c[-1]) for c in classes(item) if c.startswith("level-")), 1)
    runs = [fields.run(number), w("r", w("tab"))] if number else []
    runs += writer.line(nodes(link), Look())
    target = writer.story.marks.name(link.get("href", "#")[1:])
    if target:
        page = fields.field(rf"PAGEREF {target} \h", [fields.run(UNKNOWN)])
        runs += [w("r", w("tab")), *page]
        runs = [e("w:hyperlink", {"w:anchor": target, "w:history": "1"}, *runs)]
    return writer.paragraph(f"TOC{min(level, CONTENTS_LEVELS)}", runs)


def number_pages(blocks: Iterable[Element], pages: dict[str, int]) -> None:
    """Put the pages of bookmarks into the contents' lines."""
    for link in (link for block in blocks for link in block.iter("w:hyperlink")):
        name = link.get("w:anchor", "")
        instructions = "".join(one.text or "" for one in link.iter("w:instrText"))
        if name and f"PAGEREF {name} " in instructions:
            last = list(link.iter("w:t"))[-1]
            last.text = str(pages.get(name, 1))
