"""What a house's document may bring: what is shown, and nothing that runs, loads or tells on.

Lists of what is allowed, as Word knows more ways than anybody: kinds of parts and of pictures, and
names of fields (ECMA-376, part 1, 17.16.5). Any other field is the text that it last showed. What
was tracked is as if it had been accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import splitext
from xml.etree.ElementTree import Element

from octavo import cleaning, svg
from octavo.outputs._docx.package import Package, Relations, resolved
from octavo.outputs._docx.xml import MAIN, NAMESPACES, BrokenError, parse, write

PARTS = frozenset(
    "officeDocument styles stylesWithEffects settings fontTable font theme numbering header footer "
    "footnotes endnotes image hyperlink diagramData diagramLayout diagramColors diagramDrawing "
    "diagramQuickStyle".split()
)
# Left out without a word: they show nothing, are the report's own, or what shows them is told of.
UNSEEN = frozenset(
    "aFChunk control oleObject package subDocument "
    "attachedTemplate comments commentsExtended commentsExtensible commentsIds core-properties "
    "custom-properties customXml customXmlProps extended-properties glossaryDocument "
    "keyMapCustomizations people thumbnail webSettings".split()
)
FIELDS = frozenset(
    "= AUTHOR CREATEDATE DATE INDEX KEYWORDS LISTNUM NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE "
    "PAGEREF REF SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL TC TIME TITLE TOC "
    "XE".split()
)
LINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\b|"?(?:https?://|mailto:))', re.I)  # within, or the web
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".emf", ".wmf", ".svg")
FONTS = (".odttf", ".ttf", ".otf")
WEB = ("http://", "https://", "mailto:")
NAMED = {  # what is known by these names alone, so that nothing has another
    **{space: name.removeprefix("xmlns:") for name, space in NAMESPACES.items()},
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
ACTIVE = {  # elements that run, embed or load, and what they are to people
    "w:object": "an embedded object",
    "w:control": "a control that runs",
    "w:altChunk": "a document within the document",
    "w:subDoc": "a document within the document",
    "w:movie": "a film",
    "o:OLEObject": "an embedded object",
}
QUIET = frozenset(  # elements that tell of the writer, or tie a text to what is left out
    "w:attachedSchema w:attachedTemplate w:dataBinding w:del w:docVars w:frameset w:linkStyles "
    "w:mailMerge w:moveFrom w:saveThroughXslt w:cellDel w:cellIns w:cellMerge w:numberingChange "
    "w:pPrChange w:rPrChange w:sectPrChange w:tblGridChange w:tblPrChange w:tblPrExChange "
    "w:tcPrChange w:trPrChange w:writeProtection w:moveFromRangeStart w:moveFromRangeEnd "
    "w:moveToRangeStart w:moveToRangeEnd w:customXmlDelRangeStart w:customXmlDelRangeEnd "
    "w:customXmlInsRangeStart w:customXmlInsRangeEnd w:customXmlMoveFromRangeStart "
    "w:customXmlMoveFromRangeEnd w:customXmlMoveToRangeStart w:customXmlMoveToRangeEnd".split()
)
ACCEPTED = ("w:ins", "w:moveTo")  # whose children stay
ELSEWHERE = ("src", "o:href", "r:link", "r:href")  # attributes that name a picture elsewhere
WHOLE = ("w:drawing", "w:pict", "w:object")  # what goes whole if its inside is missing


def tamed(package: Package) -> tuple[str, ...]:
    """Take out of the package what it may not bring; what is worth telling. Raises BrokenError."""
    left: dict[str, None] = {}
    gone = {part: set(_led(package, part, left)) for part in package.relations}
    package.prune()
    for name, data in package.parts.items():
        if not name.lower().endswith((*PICTURES, *FONTS)):
            root = parse(data)
            if not all(map(_is_usual, root.iter())):
                raise BrokenError(f"{name} is not written as Word writes it")
            _Part(root, gone.get(name, set()), left).tame()
            package.parts[name] = write(root)
    return tuple(left)


def _led(package: Package, part: str, left: dict[str, None]) -> Iterator[str]:
    """Let go of what a part may not lead to; the ids by which it knew that."""
    relations = package.relations[part]
    kept = Relations()
    for one in relations.found:
        number, kind, target, outside = one
        if said := _fault(package, part, kind.rpartition("/")[2], target, outside=outside):
            left |= dict.fromkeys((said,)) if said != "-" else {}
            yield number
        else:
            kept.found.append(one)
    package.relations[part] = kept


def _fault(package: Package, part: str, kind: str, target: str, *, outside: bool) -> str:
    """What something is that a part may not lead to: "-" is not worth telling, "" may stay."""
    if kind in UNSEEN:
        return "-"
    if kind not in PARTS:
        return f"what Word calls {kind[:40]}"
    if kind == "hyperlink":
        said = not outside or target.lower().startswith((*WEB, "#"))
        return "" if said else "a link to a file"
    return _painted(package, resolved(part, target)) if kind == "image" else ""


def _painted(package: Package, name: str) -> str:
    """Clean a picture, without what its program wrote into it; what is wrong with it."""
    if splitext(name)[1].lower() not in PICTURES or name not in package.parts:
        return "a picture that is none"
    data = package.parts[name]
    try:
        cleaned = svg.clean(data)[0] if name.lower().endswith(".svg") else cleaning.tried(data)
    except svg.SvgError:
        cleaned = None
    if cleaned is None:
        return "a picture that is broken"
    package.parts[name] = cleaned
    return ""


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, and what to take out if it is not allowed."""

    instruction: str = ""
    shows: bool = False  # whether its result has begun
    marks: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """A part, on its way to being tame; `gone` are the ids of what it no longer leads to."""

    root: Element
    gone: set[str]
    left: dict[str, None]

    def tame(self) -> None:
        """Take out, one after another, what runs, what loads, and fields that may."""
        self._cut()
        for element in self.root.iter():
            for name in ELSEWHERE:
                if element.attrib.pop(name, None) is not None:
                    self.left["a picture from elsewhere"] = None
        self._simple_fields()
        self._fields()

    def _cut(self) -> None:
        for parent in [*self.root.iter()]:
            children: list[Element] = []
            for one in parent:
                if one.tag in ACTIVE:
                    self.left[ACTIVE[one.tag]] = None
                elif one.tag in ACCEPTED:
                    children += _accepted(one)
                elif one.tag not in QUIET and not self._is_torn(one):
                    children.append(one)
            parent[:] = children

    def _is_torn(self, element: Element) -> bool:
        """Whether it shows what is left out. A link's text stays, without the link."""
        if element.tag == "w:hyperlink" and element.get("r:id") in self.gone:
            del element.attrib["r:id"]
        if element.tag in WHOLE:
            return any(_leads(one) & self.gone for one in element.iter() if "hlink" not in one.tag)
        return bool(_leads(element) & self.gone)

    def _simple_fields(self) -> None:
        for parent in [*self.root.iter()]:
            children: list[Element] = []
            for one in parent:
                known = one.tag != "w:fldSimple" or self._is_allowed(one.get("w:instr", ""))
                children += [one] if known else [*one]
            parent[:] = children

    def _fields(self) -> None:
        """Fields of several runs; one in another's instruction goes with it."""
        opened: list[_Field] = []
        refused: list[Element] = []
        for element in [*self.root.iter()]:
            kind = element.get("w:fldCharType") if element.tag == "w:fldChar" else ""
            if kind == "begin":
                opened.append(_Field())
            if element.tag in ("w:instrText", "w:delInstrText") and opened:
                opened[-1].instruction += element.text or ""
            for one in opened:
                ours = element.tag.startswith(("w:fldChar", "w:instr")) and one is opened[-1]
                if ours or (element.tag == "w:t" and not one.shows):
                    one.marks.append(element)
            if kind == "separate" and opened:
                opened[-1].shows = True
            if kind == "end" and opened:
                done = opened.pop()
                refused += [] if self._is_allowed(done.instruction) else done.marks
        for one in opened:  # without an end
            self._is_allowed(one.instruction)
            refused += [mark for mark in one.marks if mark.tag != "w:t"]
        _take_out(self.root, refused)

    def _is_allowed(self, instruction: str) -> bool:
        name = (instruction.split() or [""])[0].upper()
        if name in FIELDS or name.startswith("=") or LINK.match(instruction):
            return True
        self.left[f"the field {name[:20]}" if name.isalpha() else "a field"] = None
        return False


def _accepted(element: Element) -> Iterator[Element]:
    """What was put in; within another's change, too."""
    for one in element:
        yield from _accepted(one) if one.tag in ACCEPTED else (one,)


def _leads(element: Element) -> set[str]:
    """The ids by which an element names what the part leads to."""
    return {value for name, value in element.attrib.items() if name.startswith("r:")}


def _take_out(root: Element, elements: list[Element]) -> None:
    gone = {id(one) for one in elements}
    for parent in root.iter():
        parent[:] = [one for one in parent if id(one) not in gone]


def _is_usual(element: Element) -> bool:
    """Whether what is looked for has the names under which it is looked for."""
    for name, space in element.attrib.items():
        declared, _, prefix = name.partition(":")
        if declared == "xmlns" and (
            NAMED.get(space, prefix) != prefix or (prefix == "w" and space != MAIN)
        ):
            return False
    return True
