"""Convert one section to a tree whose blocks know their kind and their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from octavo import dialect, dropped, marks, tree
from octavo.diagnostics import Finding, Span
from octavo.locators import Locators
from octavo.marks import Drawing, Line, Marked
from octavo.model import (
    BibliographyPlace,
    Element,
    Kind,
    Mark,
    Node,
    Section,
    plain,
)

if TYPE_CHECKING:
    from markdown import Markdown

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PURE = ("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "hr")  # hold no text
DEEPEST = 40  # elements within elements; the deepest list that still fits a page has some 20
NOTE_ID = "fn:"  # Python-Markdown's: the id of a note is this and its name


@dataclass(frozen=True, slots=True)
class Converted:
    """A section's tree, its marks still in it, and the notes defined in it by name.

    `labels` are the places of the ids that came out, by id, in order; an id given twice has two.
    """

    section: Section
    body: tuple[Node, ...]
    notes: Mapping[str, tuple[Element, ...]]
    labels: Mapping[str, tuple[Span, ...]]
    definitions: Mapping[str, tuple[Span, ...]]
    findings: tuple[Finding, ...]


def convert(
    section: Section, md: Markdown, locators: Locators, *, trusted: bool = False
) -> Converted:
    """The section's text as a tree; of `trusted` sections their own HTML is let through."""
    try:
        marked = marks.mark(section, locators)
        html = md.reset().convert(marked.text)
        body, notes = _part_notes(tree.parse(html, trusted=trusted))
    except RecursionError:  # the converter's own limit
        return _too_deep(section)
    shaper = _Shaper(marked, md)
    if tree.depth(body) > DEEPEST:
        return _too_deep(section)
    shaped = shaper.blocks(body, Kind.PROSE)
    defined = {name: _elements(shaper.blocks(nodes, Kind.NOTE)) for name, nodes in notes.items()}
    return Converted(
        section,
        shaped,
        defined,
        _labels(marked, shaped),
        marked.definitions,
        (
            *marked.findings,
            *map(_unread, shaper.unread),
            *(() if trusted else dropped.findings(html, section, marked)),
        ),
    )


def _unread(block: Span) -> Finding:
    """A block in which emphasis and links are left as they were typed."""
    message = f"more than {dialect.LONGEST_TEXT:,} characters without an empty line"
    hint = "put empty lines between the paragraphs: emphasis and links are not read in this one"
    return Finding("section_size", message, Span(block.source, block.start, block.start), hint=hint)


def _too_deep(section: Section) -> Converted:
    """A section whose brackets, lists or quotations no page could show."""
    place = Span(section.source, section.body, section.body)
    message = f"something in this section is nested more than {DEEPEST} deep"
    hint = "look for a long run of brackets, asterisks or > signs"
    finding = Finding("nesting", message, place, hint=hint)
    mark = Element("mark", {"class": "unresolved"}, (message,))
    return Converted(
        section, (Element("p", {}, (mark,), Kind.PLACEHOLDER),), {}, {}, {}, (finding,)
    )


def inline(text: str, md: Markdown) -> tuple[Node, ...]:
    """A line of Markdown (a title, a prefix) as inline nodes, without any notations.

    There are no pictures in it: their words stand for them.
    """
    nodes = tuple(map(_in_words, tree.parse(md.reset().convert(text))))
    first = nodes[0] if nodes else ""
    is_paragraph = isinstance(first, Element) and first.tag == "p"
    return first.children if is_paragraph and isinstance(first, Element) else nodes


def _in_words(node: Node) -> Node:
    if not isinstance(node, Element):
        return node
    if node.tag == "img":
        return node.attributes.get("alt", "")
    return node.holding(tuple(map(_in_words, node.children)))


def _elements(nodes: Iterable[Node]) -> tuple[Element, ...]:
    return tuple(node for node in nodes if isinstance(node, Element))


def _labels(marked: Marked, nodes: Sequence[Node]) -> dict[str, tuple[Span, ...]]:
    """The places of labels, no more than came out: one in code is none."""
    count = Counter(_ids(nodes))
    found: dict[str, tuple[Span, ...]] = {}
    for name, span in marked.labels:
        if count[name]:
            found[name] = (*found.get(name, ()), span)[-count[name] :]
    return found


def _ids(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, Element):
            if "id" in node.attributes:
                yield node.attributes["id"]
            yield from _ids(node.children)


def _part_notes(nodes: Sequence[Node]) -> tuple[list[Node], dict[str, tuple[Node, ...]]]:
    """The text, and the notes that the converter collected at its end."""
    body: list[Node] = []
    notes: dict[str, tuple[Node, ...]] = {}
    for node in nodes:
        if isinstance(node, Element) and node.attributes.get("class") == "footnote":
            for item in _items(node):
                name = item.attributes.get("id", "").removeprefix(NOTE_ID)
                notes[name] = tuple(_without_backlinks(item.children))
        else:
            body.append(node)
    return body, notes


def _items(node: Element) -> list[Element]:
    lists = [child for child in node.children if isinstance(child, Element) and child.tag == "ol"]
    return [item for found in lists for item in found.children if isinstance(item, Element)]


def _without_backlinks(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if not isinstance(node, Element):
            yield node
        elif node.attributes.get("class") != "footnote-backref":
            children = tuple(_without_backlinks(node.children))
            if children or node.tag in tree.VOID:
                yield node.holding(children)


# --- shaping -----------------------------------------------------------------------------


class _Shaper:
    """Gives each block its kind and span, and each mark its place in the tree."""

    def __init__(self, marked: Marked, md: Markdown) -> None:
        self.marked = marked
        self.md = md
        self.fences = iter(marked.fences)
        self.unread: list[Span] = []  # blocks that are too long for notations to be read in them

    def blocks(self, nodes: Iterable[Node], kind: Kind) -> tuple[Node, ...]:
        """The children of a container: blocks, and paragraphs made of loose text among them."""
        shaped: list[Node] = []
        for loose, run in groupby(nodes, _is_inline):
            if not loose:
                shaped += [self.block(node, kind) for node in run if isinstance(node, Element)]
                continue
            text = tuple(run)
            if any(not isinstance(node, str) or node.strip() for node in text):
                shaped.append(self.leaf(Element("p", {"class": "tight"}, text), kind))
        return tuple(_captioned(shaped))

    def block(self, element: Element, kind: Kind) -> Element:
        """One block, or a container of blocks."""
        element = _aligned(element)
        kind = _kind(element, kind)
        if element.tag == "pre":
            return self.code(element)
        if picture := _picture(element):
            return self.figure(picture)
        if element.tag in PURE:
            inner = [self.block(c, kind) for c in element.children if isinstance(c, Element)]
            return self._attributed(element, tuple(_row(inner) if element.tag == "tr" else inner))
        if any(not _is_inline(child) for child in element.children):
            return self._attributed(element, self.blocks(element.children, kind))
        return self.leaf(element, kind)

    def leaf(self, element: Element, kind: Kind) -> Element:
        """A block of running text, or a block that is to be drawn and its caption."""
        if drawing := self._drawing(element):
            return self.drawn(drawing, element)
        places: list[Span] = []
        children = tuple(self._inline(element.children, places))
        span = _lines(places)
        if span and any(map(dialect.is_too_long, element.children)):
            self.unread.append(span)
        return replace(self._attributed(element, _trimmed(children)), kind=kind, span=span)

    def code(self, element: Element) -> Element:
        """A block of code: marks in it are put back as the text they were."""
        places: list[Span] = []
        children = tuple(self._code(element.children, places))
        span = _lines(places) or next(self.fences, None)
        return replace(self._attributed(element, children), kind=Kind.CODE, span=span)

    def figure(self, picture: Element) -> Element:
        """A picture that stands alone: a figure, its alternative text (as Markdown) the caption."""
        alt = picture.attributes.get("alt", "")
        nodes = self._caption(alt)
        caption = self.leaf(Element("figcaption", {}, nodes), Kind.CAPTION)
        attributes = {k: self._restored(v) for k, v in picture.attributes.items()}
        name = {"id": attributes.pop("id")} if "id" in attributes else {}
        name |= _turned(attributes.items())
        described = attributes.pop("fig-alt", plain(Element("span", {}, caption.children)))
        span = caption.span or _lines(self._places(picture.attributes.values()))
        image = Element("img", {**attributes, "alt": described}, span=span)
        parts = (image, caption) if caption.children else (image,)
        return Element("figure", name, parts, span=span)

    def _places(self, texts: Iterable[str]) -> list[Span]:
        """The places of the marks that attributes hold."""
        found = (number for text in texts for _, number in marks.numbers(text))
        return [self.marked.marks[number].span for number in found if number is not None]

    def drawn(self, drawing: Drawing, paragraph: Element) -> Element:
        """A figure to be drawn, and below it the paragraph that its mark opens."""
        first, *rest = paragraph.children
        words = paragraph.holding((str(first).lstrip()[1:], *rest))
        place = Element("svg", {"data-block": drawing.block}, span=drawing.body)
        caption, attributes = _caption(self.leaf(words, Kind.CAPTION))
        below = (caption,) if caption.children else ()
        return Element("figure", attributes, (place, *below), span=drawing.span)

    def _drawing(self, element: Element) -> Drawing | None:
        first = element.children[0] if element.children else ""
        found = marks.MARK.match(first.lstrip()) if isinstance(first, str) else None
        notation = self.marked.marks[ord(found[0]) - marks.FIRST] if found else None
        return notation if isinstance(notation, Drawing) else None

    def _caption(self, alt: str) -> tuple[Node, ...]:
        return inline(alt, self.md) if alt.strip() else ()

    def _inline(self, nodes: Iterable[Node], places: list[Span]) -> Iterable[Node]:
        for node in nodes:
            if isinstance(node, str):
                yield from self._text(node, places)
            elif isinstance(node, Element) and node.tag in ("code", "kbd", "samp"):
                yield self._attributed(node, tuple(self._code(node.children, places)))
            elif isinstance(node, Element):
                places += self._places(node.attributes.values())  # of a picture, of its address
                yield self._attributed(node, tuple(self._inline(node.children, places)))

    def _text(self, text: str, places: list[Span]) -> Iterable[Node]:
        """Text parted at its marks; line marks say where it came from and vanish."""
        written = ""
        for before, number in marks.numbers(text):
            written += before
            notation = None if number is None else self.marked.marks[number]
            if notation is not None:
                places.append(notation.span)
            if isinstance(notation, Drawing):  # within a line of HTML, where none can stand
                written += notation.span.text
            elif notation is not None and not isinstance(notation, Line):
                yield from [written, notation] if written else [notation]
                written = ""
        if written:
            yield written

    def _code(self, nodes: Iterable[Node], places: list[Span]) -> Iterable[Node]:
        for node in nodes:
            if isinstance(node, Element):
                if node.children:  # the highlighter opens each block with an empty span
                    yield self._attributed(node, tuple(self._code(node.children, places)))
            elif isinstance(node, str):
                for _, number in marks.numbers(node):
                    if number is not None:
                        places.append(self.marked.marks[number].span)
                yield self._restored(node)

    def _restored(self, text: str) -> str:
        """The text as written, each mark in it put back as the text it was."""
        return marks.MARK.sub(lambda m: self.marked.marks[ord(m[0]) - marks.FIRST].span.text, text)

    def _attributed(self, element: Element, children: tuple[Node, ...]) -> Element:
        attributes = {name: self._restored(value) for name, value in element.attributes.items()}
        return Element(element.tag, attributes, children, element.kind, element.span)


def _row(cells: list[Element]) -> Iterable[Element]:
    """The cells of a row stand in one line: those without a mark of their own share it."""
    span = next((cell.span for cell in cells if cell.span), None)
    return (replace(cell, span=cell.span or span) for cell in cells)


def _is_inline(node: Node) -> bool:
    return not isinstance(node, Element) or node.tag in tree.INLINE


def _kind(element: Element, outer: Kind) -> Kind:
    if outer is Kind.NOTE:
        return outer
    if element.tag in HEADINGS:
        return Kind.HEADING
    inner = {
        "blockquote": Kind.QUOTATION,
        "figcaption": Kind.CAPTION,
        "caption": Kind.CAPTION,
        "td": Kind.CELL,
        "th": Kind.CELL,
    }
    return inner.get(element.tag, outer)


def _lines(places: Sequence[Span]) -> Span | None:
    """The whole lines that a block's places lie in, without the white space around them."""
    if not places:
        return None
    source = places[0].source
    start = source.text.rfind("\n", 0, min(place.start for place in places)) + 1
    last = max(place.end for place in places)
    end = source.text.find("\n", last)
    end = len(source.text) if end < 0 else end
    while start < end and source.text[start] in " \t":
        start += 1
    return Span(source, start, end)


def _trimmed(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Without the white space at a block's two ends."""
    nodes = list(children)
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip()
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip()
    return tuple(node for node in nodes if node != "")


def _picture(element: Element) -> Element | None:
    """The picture that is all a paragraph holds."""
    children = [c for c in element.children if not isinstance(c, str) or c.strip(_BLANK)]
    if element.tag != "p" or len(children) != 1:
        return None
    child = children[0]
    if isinstance(child, Element) and child.tag == "img":
        return child
    return None


_BLANK = " \t\n"


def _aligned(element: Element) -> Element:
    """Cells say their alignment by a class: the allow-list leaves no styles."""
    style = element.attributes.get("style", "") if element.tag in ("td", "th") else ""
    if not style:
        return element
    found = re.search(r"text-align:\s*(left|right|center)", style)
    attributes = {name: value for name, value in element.attributes.items() if name != "style"}
    return replace(element, attributes={**attributes, **({"class": found[1]} if found else {})})


# --- captions of tables ------------------------------------------------------------------

CAPTION = re.compile(r"\s*Table:\s+")
LIST_AT_END = re.compile(r"\s*\{([^{}]*)\}\s*$")
TURNED = "landscape"  # the class of a figure on a page that is turned


def _captioned(nodes: Sequence[Node]) -> Iterable[Node]:
    """Each table with the caption that stands below or above it, as one figure."""
    at = 0
    while at < len(nodes):
        pair = nodes[at : at + 2]
        caption = next((node for node in pair if _is_caption(node)), None)
        table = next((node for node in pair if isinstance(node, Element) and _is_table(node)), None)
        if len(pair) == 2 and isinstance(caption, Element) and table is not None:
            yield _table(table, caption)
            at += 2
        else:
            yield nodes[at]
            at += 1


def _is_table(element: Element) -> bool:
    return element.tag == "table"


def _is_caption(node: Node) -> bool:
    if not (isinstance(node, Element) and node.tag == "p" and node.children):
        return False
    first = node.children[0]
    return isinstance(first, str) and bool(CAPTION.match(first))


def _table(table: Element, caption: Element) -> Element:
    text, attributes = _caption(caption)
    first, *rest = text.children
    if isinstance(first, str):
        text = text.holding((CAPTION.sub("", first, count=1), *rest))
    looks = f"table {attributes.get('class', '')}".rstrip()
    attributes = {"class": looks, **{key: attributes[key] for key in attributes if key != "class"}}
    return Element("figure", attributes, (text, table), span=caption.span)


def _caption(paragraph: Element) -> tuple[Element, dict[str, str]]:
    """A paragraph as a caption, and the attributes that it gives its figure."""
    from markdown.extensions.attr_list import get_attrs_and_remainder

    children = list(paragraph.children)
    given = list(paragraph.attributes.items())
    last = children[-1] if children else None
    if isinstance(last, str) and (found := LIST_AT_END.search(last)):
        given += get_attrs_and_remainder(found[1])[0]
        children[-1:] = [last[: found.start()]] if last[: found.start()] else []
    attributes = {key: value or "" for key, value in given if key in ("id", "lang")}
    attributes |= _turned(given)
    caption = Element("figcaption", {}, tuple(children), Kind.CAPTION, paragraph.span)
    return caption, attributes


def _turned(given: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """The class of a figure whose page is to be turned; "." is what a list names a class by."""
    classes = {
        name for key, said in given if key in (".", "class") for name in (said or "").split()
    }
    return {"class": TURNED} if TURNED in classes else {}


def has_mark(nodes: Iterable[Node], kind: type[Mark] | type[BibliographyPlace]) -> bool:
    """Whether a mark of the kind stands anywhere in the nodes."""
    return any(
        isinstance(node, kind) or (isinstance(node, Element) and has_mark(node.children, kind))
        for node in nodes
    )
