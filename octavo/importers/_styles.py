"""What the styles and lists of a .docx say of a paragraph: heading, quotation, caption, item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.importers._package import EMPTY, Package, below, child, get, on, tag, value

HEADING = re.compile(r"heading (\d)", re.IGNORECASE)  # built-in names are English in every language
QUOTES = ("quote", "intense quote", "block text", "block quotation", "blockquote", "quotations")
CODES = ("source code", "html preformatted", "preformatted text", "code", "plain text")
CODE_RUNS = ("verbatim char", "source text", "html code", "code char", "inline code")
SET_IN = 500  # twentieths of a point: a paragraph indented further, on the left, is a quotation


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by id; `numbering` has the kind of each list's levels by (list, level)."""

    elements: Mapping[str, Element]
    numbering: Mapping[tuple[str, str], str]
    blank: frozenset[tuple[str, str]] = frozenset()  # levels of lists whose sign is not seen

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
            if outline.isdigit() and int(outline) < 9:
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
        left = get(indent, "left") or get(indent, "start") or "0"
        hangs = get(indent, "hanging") or get(indent, "firstLine")
        return left.lstrip("-").isdigit() and int(left) >= SET_IN and hangs in ("", "0")

    def is_code(self, paragraph: Element) -> bool:
        """Whether the paragraph holds code, its white space and line breaks meant."""
        return self.name(value(paragraph, "pPr", "pStyle")) in CODES

    def is_blank(self, number: str, level: int) -> bool:
        """Whether a list's level has no sign: its paragraphs go on with the item before."""
        return (number, str(level)) in self.blank

    def item(self, paragraph: Element) -> tuple[str, int, bool] | None:
        """The list, the level from 0 and whether it is numbered, of an item."""
        numbered = child(paragraph, "pPr", "numPr")
        if numbered is None:
            style = value(paragraph, "pPr", "pStyle")
            found = (child(one, "pPr", "numPr") for one in self.chain(style))
            numbered = next((one for one in found if one is not None), None)
        if numbered is None or value(numbered, "numId") in ("", "0"):
            return None
        number, level = value(numbered, "numId"), value(numbered, "ilvl") or "0"
        kind = self.numbering.get((number, level), "bullet")
        return number, int(level), kind not in ("bullet", "none")


def read(package: Package) -> Styles:
    """The styles and lists of a document."""
    root = package.xml(package.beside("styles"))
    elements = {get(one, "styleId"): one for one in root if tag(one) == "style"}
    levels = dict(_levels(package.xml(package.beside("numbering"))))
    kinds = {key: value(level, "numFmt") for key, level in levels.items()}
    texts = {key: child(level, "lvlText") for key, level in levels.items()}
    blank = (
        key for key, text in texts.items() if text is not None and not get(text, "val").strip()
    )
    return Styles(elements, kinds, frozenset(blank))


def _levels(root: Element) -> Iterator[tuple[tuple[str, str], Element]]:
    """Each level of each list, by the list's number and its own, both as they are written."""
    abstract = {get(one, "abstractNumId"): one for one in root if tag(one) == "abstractNum"}
    for one in root:
        if tag(one) == "num":
            defined = abstract.get(value(one, "abstractNumId"), EMPTY)
            for level in below(defined, "lvl"):
                yield (get(one, "numId"), get(level, "ilvl")), level


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


def look(run: Element, styles: Styles) -> str:
    """The style of a run's text: words such as em, strong, sup, in a settled order."""
    sources = [run, *styles.chain(value(run, "rPr", "rStyle"))]
    words: set[str] = set()
    for name, word in SWITCHES.items():
        said = [one for one in sources if child(one, "rPr", name) is not None]
        if said and on(said[0], "rPr", name):
            words.add(word)
    raised = next(filter(None, (value(one, "rPr", "vertAlign") for one in sources)), "")
    words.update(RAISED[raised] for _ in [0] if raised in RAISED)
    words.update("code" for one in sources if value(one, "name").casefold() in CODE_RUNS)
    return " ".join(sorted(words))
