"""XML as it is typed: elements by their prefixed names, and back, with nothing renamed.

Word reads prefixes in the values of attributes (mc:Ignorable), so a part of somebody else's must
keep the prefixes that it came with. Elements here have their tags as written, "w:p".
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "xmlns:w": MAIN,
    "xmlns:r": RELATIONS,
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "xmlns:asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
PARAGRAPH = (  # the order of what a paragraph's properties may hold: CT_PPrBase, 17.3.1.26
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl rPr sectPr"
).split()
RUN = (  # and a run's: EG_RPrBase, 17.3.2.28
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
).split()


def w(name: str, /, *children: Element, **values: str | int) -> Element:
    """An element of WordprocessingML; values are its attributes, all of them `w:`."""
    element = Element(f"w:{name}", {f"w:{key}": str(value) for key, value in values.items()})
    element.extend(children)
    return element


def e(name: str, attributes: dict[str, str], *children: Element) -> Element:
    """Any other element."""
    element = Element(name, attributes)
    element.extend(children)
    return element


def properties(name: str, children: Sequence[Element]) -> list[Element]:
    """`pPr` or `rPr` with its children in the schema's order; none where there are none."""
    order = PARAGRAPH if name == "pPr" else RUN
    found = sorted(children, key=lambda child: order.index(child.tag.removeprefix("w:")))
    return [w(name, *found)] if found else []


def child(element: Element, *path: str) -> Element | None:
    """The first child of that name as typed, or what is at the end of a path of names."""
    found: Element | None = element
    for name in path:
        found = None if found is None else next((one for one in found if one.tag == name), None)
    return found


def text(tag: str, said: str) -> Element:
    """An element that holds text, white space included."""
    element = Element(tag, {"xml:space": "preserve"})
    element.text = said
    return element


def write(root: Element) -> bytes:
    """A part's bytes."""
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + ElementTree.tostring(root, encoding="unicode").encode()


def part(name: str, *children: Element) -> Element:
    """The root of a part, with all namespaces that anything of ours uses."""
    return e(name, dict(NAMESPACES), *children)


DEEPEST = 200  # elements within one another; tables in text boxes in tables have some 60


class BrokenError(ValueError):
    """A part is no XML, is nested too deep, or declares entities, which no part needs."""


def parse(data: bytes) -> Element:
    """A part as a tree, every name as it was typed. Raises BrokenError."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    open_ = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal open_
        open_ += 1
        if open_ > DEEPEST:
            raise BrokenError(f"it is nested more than {DEEPEST} deep")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal open_
        open_ -= 1
        builder.end(name)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        raise BrokenError(str(error)) from error


def _refuse(*_: object) -> None:
    raise BrokenError("it declares entities")
