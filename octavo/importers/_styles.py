"""What the styles and lists of a .docx say of a paragraph: heading, quotation, caption, item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.importers import _numbering
from octavo.importers._package import EMPTY, Package, child, get, on, tag, value
from octavo.numerals import whole

HEADING = re.compile(
    r"heading ([1-9])", re.IGNORECASE
)  # built-in names are English in every language
QUOTES = ("quote", "intense quote", "block text", "block quotation", "blockquote", "quotations")
CODES = ("source code", "html preformatted", "preformatted text", "code", "plain text")
CODE_RUNS = ("verbatim char", "source text", "html code", "code char", "inline code")
SET_IN = 500  # twentieths of a point: a paragraph indented further, on the left, is a quotation


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by id, and the levels of lists."""

    elements: Mapping[str, Element]
    numbering: _numbering.Numbering

    def name(self, style: str) -> str:
        """A style's name in small letters."""
        return value(self.elements.get(style, EMPTY), "name").casefold()

    def chain(self, style: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while style in self.elements and style not in seen:
            seen.add(style)
            yield self.elements[style]
            style = value(self.elements[style], "basedOn")

    def level(self, paragraph: Element) -> int:
        """A heading's level by its style or its place in the outline, 0 for what is none."""
        style = value(paragraph, "pPr", "pStyle")
        for element in (paragraph, *self.chain(style)):
            outline = value(element, "pPr", "outlineLvl")
            if re.fullmatch("[0-8]", outline):
                return int(outline) + 1
            if named := HEADING.fullmatch(value(element, "name").casefold()):
                return int(named[1])
        return 0

    def is_quotation(self, paragraph: Element) -> bool:
        """By its style, or by being set in as a whole."""
        style = value(paragraph, "pPr", "pStyle")
        if any(self.name(get(one, "styleId")) in QUOTES for one in self.chain(style)):
            return True
        indent = child(paragraph, "pPr", "ind")
        if indent is None or self.item(paragraph):
            return False
        hangs = get(indent, "hanging") or get(indent, "firstLine")
        return _numbering.left(indent) >= SET_IN and hangs in ("", "0")

    def is_code(self, paragraph: Element) -> bool:
        """Whether the paragraph holds code, its white space and line breaks meant."""
        return self.name(value(paragraph, "pPr", "pStyle")) in CODES

    def item(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and the level, from 0, of an item."""
        numbered = child(paragraph, "pPr", "numPr")
        if numbered is None:
            style = value(paragraph, "pPr", "pStyle")
            found = (child(one, "pPr", "numPr") for one in self.chain(style))
            numbered = next((one for one in found if one is not None), None)
        if numbered is None or value(numbered, "numId") in ("", "0"):
            return None
        return value(numbered, "numId"), whole(value(numbered, "ilvl"))


def read(package: Package) -> Styles:
    """The styles and lists of a document."""
    root = package.xml(package.beside("styles"))
    elements = {get(one, "styleId"): one for one in root if tag(one) == "style"}
    return Styles(elements, _numbering.read(package))


# --- runs --------------------------------------------------------------------------------

SWITCHES = {
    "b": "strong",
    "i": "em",
    "u": "em",  # underlining stands for italics where a machine has none
    "strike": "del",
    "dstrike": "del",
    "smallCaps": "smallcaps",
}
RAISED = {"superscript": "sup", "subscript": "sub"}
MOVED = 2  # half points: less is a fine adjustment


def look(run: Element, styles: Styles, *, underlined: bool) -> str:
    """The style of a run's text: words such as em, strong, sup, in a settled order.

    `underlined`: a line below it is emphasis.
    """
    sources = [run, *styles.chain(value(run, "rPr", "rStyle"))]
    words: set[str] = set()
    for name, word in SWITCHES.items():
        said = [one for one in sources if child(one, "rPr", name) is not None]
        if said and on(said[0], "rPr", name) and (underlined or name != "u"):
            words.add(word)
    words.update(filter(None, [_raised(sources)]))
    words.update("code" for one in sources if value(one, "name").casefold() in CODE_RUNS)
    return " ".join(sorted(words))


def _raised(sources: Iterable[Element]) -> str:
    """sup or sub: by name, or by being moved off the line by a point or more."""
    for one in sources:
        if named := value(one, "rPr", "vertAlign"):
            return RAISED.get(named, "")
        moved = re.fullmatch(r"(-?)(\d{1,9})", value(one, "rPr", "position"))
        if moved and int(moved[2]) >= MOVED:
            return "sub" if moved[1] else "sup"
    return ""
