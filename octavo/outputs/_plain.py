"""A page as plain text: the walk over its blocks that the text and the Markdown share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from xml.etree.ElementTree import Element

from octavo.numerals import whole
from octavo.outputs._page import SPACE, classes, holds_blocks, is_block, name, nodes, note_blocks

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BREAK = "\N{LINE SEPARATOR}"  # a line's end that is meant, until white space is settled
LEFT_OUT = ("script", "style", "template", "wbr", "rp")


@dataclass(slots=True)
class Plain:
    """Writes a page as lines; a form of text says in its own methods how it marks what it has.

    `notes` are the notes met, by number, to be written behind the text.
    """

    notes: dict[str, Element] = field(default_factory=dict)

    # --- what a form of text may say otherwise ---------------------------------------------

    def words(self, text: str) -> str:
        """A text as it stands in a line."""
        return text

    def marked(self, element: Element, inner: str) -> str:
        """What stands in an inline element."""
        return inner

    def call(self, number: str) -> str:
        """A note's number where it is called."""
        return f"[{number}]"

    def heading(self, level: int, said: str) -> str:
        """A heading."""
        return said

    def item(self, mark: str, lines: str) -> str:
        """A list's item."""
        return f"{mark} " + lines.replace("\n", "\n" + " " * (len(mark) + 1))

    def quotation(self, said: str) -> str:
        """A quotation that stands apart."""
        return said

    def code(self, said: str) -> str:
        """A block of code."""
        return said

    def picture(self, element: Element, caption: str) -> str:
        """A picture, and its caption."""
        return caption

    def rule(self) -> str:
        """A line across."""
        return "* * *"

    def table(self, rows: list[list[str]], sides: list[str]) -> str:
        """A table."""
        return "\n".join("\t".join(row) for row in rows)

    # --- the walk --------------------------------------------------------------------------

    def blocks(self, content: Iterable[str | Element]) -> Iterator[str]:
        """The blocks, each as text without a line's end behind it."""
        for loose, group in groupby(content, lambda node: not _opens(node)):
            run = list(group)
            if loose:
                yield from filter(None, [self.line(run)])
            else:
                for node in run:
                    if not isinstance(node, str):
                        yield from filter(None, self.block(node))

    def block(self, element: Element) -> Iterator[str]:
        """What a block becomes."""
        tag, named = name(element), classes(element)
        if "contents" in named or tag in LEFT_OUT:
            return
        if tag in HEADINGS:
            yield self.heading(1 if "title" in named else int(tag[1]), self.line(nodes(element)))
        elif tag in ("ul", "ol"):
            yield "\n".join(self._items(element))
        elif tag == "blockquote":
            yield self.quotation("\n\n".join(self.blocks(nodes(element))))
        elif tag == "pre":
            yield self.code("".join(element.itertext()).rstrip("\n"))
        elif tag == "table":
            yield from self._table(element)
        elif tag == "figure":
            yield from self._figure(element)
        elif tag == "hr":
            yield self.rule()
        elif "aligned" in named:
            yield " ".join(self.line(nodes(part)) for part in element)
        elif holds_blocks(element):
            yield from self.blocks(nodes(element))
        else:
            yield self.line(nodes(element))

    def line(self, content: Iterable[str | Element]) -> str:
        """Running text."""
        said = SPACE.sub(" ", "".join(map(self._inline, content)))
        return re.sub(f" ?{BREAK} ?", "\n", said).strip()

    def _inline(self, node: str | Element) -> str:
        if isinstance(node, str):
            return self.words(node)
        tag, named = name(node), classes(node)
        if tag in LEFT_OUT or tag == "svg":
            return ""
        if tag == "br":
            return BREAK
        if "data-number" in node.attrib:
            self.notes[node.get("data-number", "")] = node
            return self.call(node.get("data-number", ""))
        if "between" in named:  # the comma that keeps two raised numbers apart
            return ""
        if {"call", "again"} <= named:
            return self.call("".join(node.itertext()))
        if tag == "img":
            return self.picture(node, "")
        inner = "".join(map(self._inline, nodes(node)))
        if {"display-block", "display-indent"} & named:
            inner = f"{BREAK}{inner}"
        return self.marked(node, inner)

    def _items(self, element: Element) -> Iterator[str]:
        number = whole(element.get("start", ""), 1)
        for item in element:
            mark = "-" if name(element) == "ul" else f"{number}."
            yield self.item(mark, "\n".join(self.blocks(nodes(item))))
            number += 1

    def _figure(self, element: Element) -> Iterator[str]:
        drawn = [one for one in element if name(one) in ("img", "svg")]
        captions = [one for one in element if name(one) == "figcaption"]
        caption = "\n\n".join(text for one in captions for text in self.block(one))
        if drawn:
            yield self.picture(drawn[0], caption)
        else:
            yield from self.blocks(nodes(element))

    def _table(self, table: Element) -> Iterator[str]:
        yield from (self.line(nodes(one)) for one in table if name(one) == "caption")
        found = [[one for one in row if name(one) in ("td", "th")] for row in _rows(table)]
        rows = [[" ".join(self.blocks(nodes(cell))) for cell in row] for row in found]
        sides = [next(iter(classes(cell)), "") for cell in max(found, key=len, default=[])]
        yield self.table(rows, sides)

    def noted(self, number: str) -> list[str]:
        """A note's blocks."""
        return list(self.blocks(nodes(note_blocks(self.notes[number]))))


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in table.iter() if isinstance(row.tag, str) and name(row) == "tr")


def _opens(node: str | Element) -> bool:
    if isinstance(node, str):
        return False
    return is_block(node) or ("data-number" not in node.attrib and holds_blocks(node))
