"""The report's styles in a document that has styles of its own: the house's, where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from octavo.model import Layout
from octavo.outputs._docx import styles
from octavo.outputs._docx.languages import speech
from octavo.outputs._docx.manner import Manner
from octavo.outputs._docx.measure import Frame
from octavo.outputs._docx.style import MONO, Style
from octavo.outputs._docx.xml import child, w

NAMING = ("w:pStyle", "w:rStyle", "w:tblStyle")
TEXT = ("BodyText", "BodyTextFirstIndent", "DefinitionTerm", "Definition")
FREE = ("rFonts", "numPr")  # the house's own face holds, and its own numbers of headings
Key = tuple[str, str]  # kind and name, in small letters


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """The styles of a house's document, by kind and name."""

    root: Element
    known: Mapping[Key, Element]

    @classmethod
    def of(cls, root: Element) -> Wardrobe:
        """Those of a part `styles`."""
        return cls(root, {_key(one): one for one in root if one.tag == "w:style"})

    def id(self, kind: str, name: str) -> str:
        """The id of a style; "" if there is none of that kind and name."""
        found = self.known.get((kind, name.lower()))
        return "" if found is None else found.get("w:styleId", "")

    def chain(self, kind: str, name: str) -> Iterator[Element]:
        """A style, and those that it is based on."""
        by_id = {one.get("w:styleId", ""): one for one in self.known.values()}
        id, seen = self.id(kind, name), set[str]()
        while id in by_id and id not in seen:
            seen.add(id)
            yield by_id[id]
            id = value(by_id[id], "w:basedOn")


def _key(style: Element) -> Key:
    return style.get("w:type", "paragraph"), value(style, "w:name").lower()


def value(element: Element, *path: str) -> str:
    """The `w:val` at the end of a path."""
    found = child(element, *path)
    return "" if found is None else found.get("w:val", "")


def adopt(
    wardrobe: Wardrobe, roots: Iterable[Element], frame: Frame, layout: Layout, language: str
) -> None:
    """Have the report's parts name the house's styles, and add to these what they lack."""
    ours = {one.id: one for one in styles.styles(frame, layout, language, Manner())}
    parts = list(roots)
    taken = {one.get("w:styleId", "") for one in wardrobe.known.values()}
    names = {one.get("w:val", "") for part in parts for one in _naming(part)}
    ids = dict[str, str]()
    for id in list(ours):
        if id in names:
            _take(ours, id, wardrobe, taken, ids)
    for part in parts:
        for one in _naming(part):
            one.set("w:val", ids.get(one.get("w:val", ""), one.get("w:val", "")))
    _speak(wardrobe.root, language)


def _naming(part: Element) -> Iterator[Element]:
    return (one for one in part.iter() if one.tag in NAMING)


def _take(
    ours: Mapping[str, Style], id: str, wardrobe: Wardrobe, taken: set[str], ids: dict[str, str]
) -> str:
    """The id under which a style stands in the document: the house's, or ours put beside it."""
    if id in ids or id not in ours:
        return ids.get(id, "")
    style = ours[id]
    if there := wardrobe.id(style.kind, style.name):
        ids[id] = there
        return there
    ids[id] = new = f"Octavo{id}" if id in taken else id
    based = _take(ours, style.based, wardrobe, taken, ids)
    then = _take(ours, style.then, wardrobe, taken, ids) if style.then else ""
    made = styles.element(replace(_freed(style), based=based, then=then))
    made.set("w:styleId", new)
    wardrobe.root.append(made)
    return new


def _freed(style: Style) -> Style:
    """A style without what the house decides: its face, and of the text all but what it is."""
    if style.id in TEXT:
        kept = [one for one in style.paragraph if one.tag in ("w:ind", "w:keepNext")]
        return replace(style, paragraph=tuple(kept if style.id.startswith("Definition") else ()))
    run = (one for one in style.run if one.tag != "w:rFonts" or one.get("w:ascii") == MONO)
    paragraph = (one for one in style.paragraph if one.tag != "w:numPr")
    return replace(style, paragraph=tuple(paragraph), run=tuple(run))


def _speak(root: Element, language: str) -> None:
    """Set the language of all that does not say its own."""
    defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
    found = list(root.iter("w:lang"))
    if defaults is not None and child(defaults, "w:lang") is None:
        found.append(w("lang"))
        defaults.append(found[-1])
    for one in found:
        for name, tag in speech(language).items():
            one.set(f"w:{name}", tag)
