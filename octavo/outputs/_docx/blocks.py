"""Blocks: headings, paragraphs, lists, quotations, captions, each in its style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from xml.etree.ElementTree import Element

from octavo.numerals import whole
from octavo.outputs._docx import contents, fields, tables
from octavo.outputs._docx.line import Line
from octavo.outputs._docx.look import Look
from octavo.outputs._docx.looks import LIST_LEVELS
from octavo.outputs._docx.numbering import BULLETS
from octavo.outputs._docx.story import Story
from octavo.outputs._docx.targets import HEADINGS, LABEL, id_of, number_of
from octavo.outputs._docx.xml import properties, w
from octavo.outputs._page import classes, holds_blocks, is_block, name, nodes

STYLES = {  # the style of a block by its class
    "title": "Title",
    "subtitle": "Subtitle",
    "authors": "Author",
    "draft": "DraftNotice",
    "front-heading": "FrontHeading",
    "keywords": "Keywords",
    "again": "TitleAgain",
}
AREAS = {"title-block": "Imprint", "imprint": "Imprint", "abstract": "Abstract"}
BIBLIOGRAPHY, NOTES = "_bibliography", "_notes"  # ids of the headings behind the text
LEAVES = ("p", "dt", "address", "summary", *HEADINGS)


@dataclass(frozen=True, slots=True)
class Item:
    """The list item that a paragraph opens."""

    list: int
    level: int
    style: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: what it takes from the blocks around it.

    `style` is that of its paragraphs, "" in the running text; `plain`: theirs whatever they hold.
    `depth` counts the lists around it; `width` is what a table or picture may take.
    """

    width: int
    style: str = ""
    plain: bool = False
    depth: int = 0
    look: Look = field(default_factory=Look)
    cell: bool = False


class Writer:
    """Writes the blocks of one part."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.new_page = False  # whether the next paragraph begins one

    # --- paragraphs ------------------------------------------------------------------------

    def paragraph(
        self, style: str, runs: Sequence[Element], *more: Element, look: Look | None = None
    ) -> Element:
        """A paragraph in a style; `more` are further properties."""
        found = [w("pStyle", val=style), *more]
        if self.new_page:
            found.append(w("pageBreakBefore"))
            self.new_page = False
        if look is not None and look.leftward:
            found.append(w("bidi"))
        return w("p", *properties("pPr", found), *runs)

    def line(
        self, content: Iterable[str | Element], look: Look, *, verbatim: bool = False
    ) -> list[Element]:
        """Running text."""
        return Line(self.story, verbatim).write(content, look)

    # --- blocks ----------------------------------------------------------------------------

    def container(self, element: Element, place: Place) -> list[Element]:
        """All that stands in an element that may hold blocks."""
        look = place.look.within(element) if name(element) not in ("body", "main") else place.look
        return list(
            self._flow(nodes(element), replace(place, look=look), self._item(element, place))
        )

    def _item(self, element: Element, place: Place) -> Item | None:
        """The item that a list's element opens."""
        number = element.get("data-list")
        if number is None:
            return None
        level = place.depth - 1
        style = "ListBullet" if element.get("data-sign") else "ListNumber"
        shown = min(level + 1, LIST_LEVELS)
        return Item(int(number), min(level, 8), style if shown == 1 else f"{style}{shown}")

    def _flow(
        self, content: Iterable[str | Element], place: Place, item: Item | None
    ) -> Iterator[Element]:
        """Blocks, and paragraphs made of what stands loose between them."""
        before: Element | None = None
        for loose, group in groupby(content, lambda node: not _opens(node)):
            run = list(group)
            if loose:
                if any(not isinstance(one, str) or one.strip(" \t\n\r\f") for one in run):
                    yield self._text(run, place, before=None, item=item)
                    item = None
                continue
            for node in run:
                if isinstance(node, str):
                    continue
                if item is not None and name(node) not in LEAVES:
                    yield self._text([], place, before=None, item=item)
                    item = None
                yield from self._block(node, place, before, item)
                item, before = None, node

    def _block(
        self, element: Element, place: Place, before: Element | None, item: Item | None
    ) -> Iterator[Element]:
        tag, named = name(element), classes(element)
        make = MAKERS.get(tag)
        if "bibliography" in named and self.story.manner.is_manuscript:
            self.new_page = True
        if tag == "nav" and "contents" in named:
            yield from contents.write(element, self)
        elif special := next((STYLES[one] for one in STYLES if one in named), ""):
            runs = self.line(nodes(element), place.look.within(element))
            yield self.paragraph(special, self._marked(element, runs))
        elif "entry" in named:
            yield self._entry(element, place)
        elif place.plain and tag in HEADINGS:
            yield self._text(nodes(element), place, before, item, element)
        elif make is not None:
            yield from make(self, element, place)
        elif tag in LEAVES or not holds_blocks(element):
            yield self._text(nodes(element), place, before, item, element)
        else:
            area = next((AREAS[one] for one in AREAS if one in named), place.style)
            yield from self.container(element, replace(place, style=area))
        if not self.story.manner.sheets.isdisjoint(named):
            self.new_page = True

    def _text(
        self,
        content: Iterable[str | Element],
        place: Place,
        before: Element | None,
        item: Item | None,
        element: Element | None = None,
    ) -> Element:
        """A paragraph of running text."""
        look = place.look if element is None else place.look.within(element)
        runs = self.line(content, look)
        if element is not None:
            runs = self._marked(element, runs)
        if item is not None:
            number = w("numPr", w("ilvl", val=item.level), w("numId", val=item.list))
            style = place.style if place.plain else item.style
            return self.paragraph(style, runs, number, look=look)
        return self.paragraph(self._style(place, before, element), runs, look=look)

    def _style(self, place: Place, before: Element | None, element: Element | None) -> str:
        if place.style:
            return place.style
        if place.depth:
            shown = min(place.depth, LIST_LEVELS)
            return "ListContinue" if shown == 1 else f"ListContinue{shown}"
        chinese = (place.look.language or self.story.language).startswith("zh")
        follows = before is not None and name(before) == "p" and not STYLES.keys() & classes(before)
        follows = follows or chinese or self.story.manner.is_manuscript
        opens = element is not None and name(element) == "p" and "continued" not in classes(element)
        return "BodyTextFirstIndent" if opens and follows else "BodyText"

    def _marked(self, element: Element, runs: list[Element]) -> list[Element]:
        id = element.get("id", "")
        return self.story.marks.around(id, runs) if id else runs

    # --- headings --------------------------------------------------------------------------

    def heading(self, element: Element, place: Place) -> Iterator[Element]:
        """A heading, whose number Word counts or which holds it."""
        level, id = int(name(element)[1]), element.get("id", "")
        content = list(nodes(element))
        number, more = number_of(element), []
        look = place.look.within(element)
        look = replace(look, bold=False, italic=False)
        runs: list[Element] = []
        if number:
            content = content[content.index(element[0]) + 1 :]
        if number and id_of(element) not in self.story.survey.counted:
            runs += self.story.marks.around(id, [fields.run(number, look.write())], "Num")
            runs.append(fields.run("\N{EN SPACE}", look.write()))
        if id_of(element) not in self.story.survey.counted and self.story.numbered:
            more = [w("numPr", w("ilvl", val=0), w("numId", val=0))]
        words, rest = _without_notes(content)
        line = Line(self.story)
        runs += self.story.marks.around(id, line.write(words, look))
        runs += Line(self.story, open=False).write(rest, look) if rest else []
        ends = id == BIBLIOGRAPHY and self.story.manner.is_manuscript
        yield self.paragraph("EndHeading" if ends else f"Heading{level}", runs, *more, look=look)

    # --- quotations, definitions, code -----------------------------------------------------

    def quotation(self, element: Element, place: Place) -> Iterator[Element]:
        """A quotation that stands apart."""
        inner = place if place.plain else replace(place, style="Quote")
        yield from self.container(element, inner)

    def definitions(self, element: Element, place: Place) -> Iterator[Element]:
        """Terms, and what they mean."""
        for child in element:
            term = name(child) == "dt"
            style = place.style if place.plain else "DefinitionTerm" if term else "Definition"
            yield from self.container(child, replace(place, style=style))

    def code(self, element: Element, place: Place) -> Iterator[Element]:
        """Code, its lines as they are."""
        runs = self.line(_unended(element), place.look, verbatim=True)
        yield self.paragraph("SourceCode" if not place.plain else place.style, runs)

    def rule(self, element: Element, place: Place) -> Iterator[Element]:
        """A line across."""
        yield self.paragraph("SectionBreak", [])

    # --- lists -----------------------------------------------------------------------------

    def items(self, element: Element, place: Place) -> Iterator[Element]:
        """A list."""
        level = min(place.depth, 8)
        numbered = name(element) == "ol"
        number = BULLETS + self.story.lists.offset
        if numbered:
            start_at = whole(element.get("start", ""), 1)
            number = self.story.lists.begin(level, start_at, element.get("type", ""))
        inner = replace(place, style="" if not place.plain else place.style, depth=place.depth + 1)
        for child in element:
            if name(child) == "li":
                child.set("data-list", str(number))
                child.set("data-sign", "" if numbered else "•")
                yield from self.container(child, inner)
            elif isinstance(child.tag, str):  # a list that lies in a list without an item
                yield from self._block(child, inner, None, None)

    # --- notes at the end ------------------------------------------------------------------

    def end_notes(self) -> Iterator[Element]:
        """The heading of the notes, which Word puts at the document's end."""
        if self.story.notes_title and self.story.notes.written:
            self.new_page = self.story.manner.is_manuscript
            title = [fields.run(self.story.notes_title)]
            yield self._end_heading(self.story.marks.around(NOTES, title))

    def _end_heading(self, runs: Sequence[Element]) -> Element:
        """The heading of what stands behind the text."""
        if self.story.manner.is_manuscript:
            return self.paragraph("EndHeading", runs)
        none = [w("numPr", w("ilvl", val=0), w("numId", val=0))] if self.story.numbered else []
        return self.paragraph("Heading1", runs, *none)

    # --- figures ---------------------------------------------------------------------------

    def figure(self, element: Element, place: Place) -> Iterator[Element]:
        """A table, a picture or a drawing with its caption."""
        for child in element:
            tag = name(child) if isinstance(child.tag, str) else ""
            if tag in ("img", "svg"):
                runs = list(self.story.pictures.block(child, self.story, place.width))
                yield self.paragraph("Figure", runs)
            elif tag == "figcaption":
                yield from self._caption(child, element, place)
            elif tag:
                yield from self._flow([child], place, None)

    def _caption(self, caption: Element, figure: Element, place: Place) -> Iterator[Element]:
        above = "table" in classes(figure)
        style = "TableCaption" if above else "Caption"
        look = place.look.within(caption)
        runs: list[Element] = []
        content = list(nodes(caption))
        first = next((one for one in content if not isinstance(one, str) or one.strip()), None)
        if not isinstance(first, str) and first is not None and "label" in classes(first):
            runs = self._label(first, figure.get("id", ""), replace(look, style="CaptionLabel"))
            content = content[content.index(first) + 1 :]
        if holds_blocks(caption):
            yield from self.container(caption, replace(place, style=style))
            return
        yield self.paragraph(style, [*runs, *self.line(content, look)], look=look)

    def _label(self, label: Element, id: str, look: Look) -> list[Element]:
        """ "Figure 3. ", its number counted by Word."""
        said = "".join(label.itertext())
        parts = LABEL.match(said)
        if not parts:
            return [fields.run(said, look.write())]
        before, number, after = parts.groups()
        word = "".join(c for c in before if c.isalnum() or c == "_") or "Figure"
        count = self.story.counts.get(word, 0) + 1
        self.story.counts[word] = int(number)
        again = "" if count == int(number) else rf" \r {number}"
        shape = look.write()
        field = fields.field(rf"SEQ {word} \* ARABIC{again}", [fields.run(number, shape)], shape)
        runs = [fields.run(before, shape)] if before else []
        runs += self.story.marks.around(id, field, "Num")
        return [*runs, fields.run(after, shape)] if after else runs

    def table(self, element: Element, place: Place) -> Iterator[Element]:
        """A table, and the small gap that parts it from what follows.

        On a title page it has the distance from the title that authors have.
        """
        if place.style == AREAS["title-block"]:
            yield self.paragraph("Author", [])
        yield from tables.write(element, self, place)
        yield self.paragraph("AfterTable", [])

    # --- bibliography ----------------------------------------------------------------------

    def _entry(self, entry: Element, place: Place) -> Element:
        """An entry; where the style sets its number apart, a tab stands between."""
        look = place.look.within(entry)
        if "aligned" not in classes(entry):
            return self.paragraph(
                "Bibliography", self._marked(entry, self.line(nodes(entry), look))
            )
        runs: list[Element] = []
        for child in entry:
            if runs:
                runs.append(w("r", w("tab")))
            runs += self.line(nodes(child), look)
        return self.paragraph("BibliographyNumbered", self._marked(entry, runs))


MAKERS = {
    **dict.fromkeys(HEADINGS, Writer.heading),
    "blockquote": Writer.quotation,
    "dl": Writer.definitions,
    "pre": Writer.code,
    "hr": Writer.rule,
    "ul": Writer.items,
    "ol": Writer.items,
    "figure": Writer.figure,
    "table": Writer.table,
}


def _opens(node: str | Element) -> bool:
    """Whether the node ends the line before it: a block, or an inline element that holds one."""
    if isinstance(node, str):
        return False
    return is_block(node) or ("note" not in classes(node) and holds_blocks(node))


def _unended(element: Element) -> list[str | Element]:
    """Code without the line end behind it."""
    content: list[str | Element] = list(nodes(element))
    last = content[-1] if content else ""
    if isinstance(last, str):
        return [*content[:-1], last.rstrip("\n")]
    *_, deepest = last.iter()
    if deepest.tail and deepest is not last:
        deepest.tail = deepest.tail.rstrip("\n")
    elif deepest.text:
        deepest.text = deepest.text.rstrip("\n")
    return content


def _without_notes(
    content: Sequence[str | Element],
) -> tuple[list[str | Element], list[str | Element]]:
    """A heading's words, and what follows from its first note on.

    The words are what contents and references repeat: a note must not be among them.
    """
    for at, node in enumerate(content):
        if not isinstance(node, str) and any("note" in classes(one) for one in node.iter()):
            if "held" not in classes(node):
                return list(content[:at]), list(content[at:])
            words = Element("span")
            words.text = node.text
            node.text = ""
            return [*content[:at], words], list(content[at:])
    return list(content), []
