"""Running text: what stands in a paragraph, as runs, links, fields, pictures and calls of notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from octavo.outputs._docx import fields
from octavo.outputs._docx.look import Look
from octavo.outputs._docx.xml import child, e, w
from octavo.outputs._page import SPACE, classes, is_block, name, nodes
from octavo.outputs._page import text as words

if TYPE_CHECKING:
    from octavo.outputs._docx.story import Story

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # no XML can hold them
QUOTES = ("“", "”")


@dataclass(slots=True)
class Line:
    """One paragraph's contents as they are gathered: white space is taken as HTML takes it.

    `verbatim` is code: there white space and line ends count.
    """

    story: Story
    verbatim: bool = False
    open: bool = True  # whether a space here would begin the line, or follow another

    def write(self, content: Iterable[str | Element], look: Look) -> list[Element]:
        """The contents as elements of a paragraph, adjoining runs of one look as one."""
        return _joined(_trimmed(list(self.nodes(content, look)), self.verbatim))

    def nodes(self, content: Iterable[str | Element], look: Look) -> Iterator[Element]:
        """The same, run by run."""
        for node in content:
            if isinstance(node, str):
                yield from self.text(node, look)
            else:
                yield from self.element(node, look)

    def text(self, said: str, look: Look) -> Iterator[Element]:
        """A text as runs."""
        said = UNSEEN.sub("", said)
        if self.verbatim:
            yield from self._lines(said, look)
            return
        said = SPACE.sub(" ", said)
        if self.open:
            said = said.removeprefix(" ")
        if said:
            self.open = said.endswith(" ")
            yield fields.run(said, look.write())

    def _lines(self, said: str, look: Look) -> Iterator[Element]:
        for number, line in enumerate(said.split("\n")):
            if number:
                yield w("r", *look.write(), w("br"))
            for at, part in enumerate(line.split("\t")):
                if at:
                    yield w("r", *look.write(), w("tab"))
                if part:
                    yield fields.run(part, look.write())

    def element(self, element: Element, look: Look) -> Iterator[Element]:
        """What an element in the line becomes."""
        tag, named = name(element), classes(element)
        if tag in ("wbr", "rp", "script", "style", "template"):
            return
        if tag == "br":
            self.open = True
            yield w("r", w("br"))
        elif "note" in named and "data-number" in element.attrib:
            yield from self._placed(self.story.notes.call(element, self.story, look))
        elif tag in ("img", "svg"):
            yield from self._placed(self.story.pictures.inline(element, self.story))
        elif tag == "a" and element.get("href"):
            yield from self._link(element, look.within(element))
        elif tag == "q":
            opening, closing = QUOTES
            inner = [opening, *nodes(element), closing]
            yield from self.nodes(inner, look.within(element))
        else:
            yield from self._plain(element, look.within(element), named)

    def _placed(self, found: Iterable[Element]) -> Iterator[Element]:
        for one in found:
            self.open = False
            yield one

    def _plain(self, element: Element, look: Look, named: frozenset[str]) -> Iterator[Element]:
        """An element that only says how its text looks, or moves it to a line of its own."""
        if {"display-block", "display-indent"} & named or (is_block(element) and not self.open):
            self.open = True
            yield w("r", w("br"))
        if self.verbatim:  # its paragraph is code already
            look = replace(look, code=False)
        if id := element.get("id", ""):
            inner = list(self.nodes(nodes(element), look))
            yield from self.story.marks.around(id, inner)
        else:
            yield from self.nodes(nodes(element), look)

    # --- links -----------------------------------------------------------------------------

    def _link(self, link: Element, look: Look) -> Iterator[Element]:
        address = link.get("href", "")
        if not address.startswith("#"):
            number = self.story.relations.add("hyperlink", address, outside=True)
            inner = list(self.nodes(nodes(link), replace(look, link=True)))
            yield e("w:hyperlink", {"r:id": number, "w:history": "1"}, *inner)
            return
        target = address[1:]
        reference = self.story.targets.get(target)
        said = words(link)
        if reference is not None and (parts := reference.split(said)):
            before, shown, after = parts
            yield from self.text(before, look)
            self.open = False
            note = reference.kind == "note"
            shape = (
                replace(look, style=self.story.notes.reference) if note and look.raised else look
            )
            instruction = reference.instruction + (r" \f" if shape.style else "")
            yield from fields.field(instruction, [fields.run(shown, shape.write())], shape.write())
            yield from self.text(after, look)
            return
        inner = list(self.nodes(nodes(link), look))
        anchor = self.story.marks.name(target)
        if anchor and target in self.story.present:
            yield e("w:hyperlink", {"w:anchor": anchor, "w:history": "1"}, *inner)
        else:
            yield from inner


# --- tidying -----------------------------------------------------------------------------


def _trimmed(runs: list[Element], verbatim: bool) -> list[Element]:
    """Without the white space at the paragraph's end."""
    if not verbatim and runs:
        last = runs[-1]
        while last.tag in ("w:hyperlink",) and len(last):
            last = last[-1]
        said = child(last, "w:t") if last.tag == "w:r" else None
        if said is not None and said.text:
            said.text = said.text.rstrip(" ")
    return runs


def _joined(runs: Sequence[Element]) -> list[Element]:
    """Adjoining runs of one look as one run."""
    joined: list[Element] = []
    for run in runs:
        if run.tag == "w:hyperlink":
            run[:] = _joined(list(run))
        before = joined[-1] if joined else None
        if before is not None and _same(before, run):
            said, more = child(before, "w:t"), child(run, "w:t")
            if said is not None and more is not None:
                said.text = (said.text or "") + (more.text or "")
                continue
        joined.append(run)
    return joined


def _same(one: Element, other: Element) -> bool:
    if one.tag != "w:r" or other.tag != "w:r":
        return False
    return _is_text(one) and _is_text(other) and _look(one) == _look(other)


def _is_text(run: Element) -> bool:
    return [child.tag for child in run if child.tag != "w:rPr"] == ["w:t"]


def _look(run: Element) -> list[tuple[str, list[tuple[str, str]]]]:
    found = child(run, "w:rPr")
    return [] if found is None else [(one.tag, sorted(one.attrib.items())) for one in found]
