"""Clean a picture in SVG: what draws stays; what runs, moves or loads from elsewhere goes.

What comes out is written anew from what was read, so nothing else can be in it. SVG 2 names the
elements and attributes: https://www.w3.org/TR/SVG2/.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from octavo import cleaning, css

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
DRAWN = frozenset(
    """
    a circle clipPath defs ellipse feBlend feColorMatrix feComponentTransfer feComposite
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA
    feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line
    linearGradient marker mask path pattern polygon polyline radialGradient rect stop style svg
    switch symbol text textPath tspan use view
    """.split()
)
# What draws nothing. A picture's title is read by nobody: its words are those of the report.
SILENT = frozenset(("metadata", "title", "desc", "cursor", "font", "font-face", "color-profile"))
TELLING = ("data-", "aria-")  # attributes that draw nothing
PICTURE = re.compile(r"\s*(data:image/(?:png|jpeg|jpg|gif|webp)(?:;[\w=-]+)*;base64,)", re.I)
TARGET = re.compile(r"""url\(\s*["']?#([^"')]*)""")
MARKER = re.compile(r"""\bmarker(?:-mid)?\s*:[^;}]*?url\(\s*["']?#([^"')]*)""", re.I)
NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
# Numbers that a computer takes for infinite, or for none.
ENDLESS = re.compile(
    r"(?<![\w#.-])[\d.]+e\+?\d{3,}(?!\w)|^\s*[-+]?(?:nan|inf|infinity)(?:px|mm|%)?\s*$", re.I
)
VIEW = re.compile(r"\s*[-+\d.e]+(?:[\s,]+[-+\d.e]+){3}\s*", re.I)  # four numbers
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
DEEPEST = 100  # elements within elements; the engine goes through them by recursion
MOST_DRAWN = 200_000  # elements, those that `use` and `url(#...)` draw again counted each time


class SvgError(Exception):
    """The picture cannot be used; the text says why."""


def clean(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The picture as it may be used, and what was left out of it. Raises SvgError."""
    root = _read(data)
    if root.tag != f"{{{SVG}}}svg":
        raise SvgError("is broken")
    refused: dict[str, None] = {}
    _clean(root, refused)
    if _Count(root).of(root) > MOST_DRAWN:
        raise SvgError(f"draws more than {MOST_DRAWN:,} elements")
    return _written(root), tuple(refused)


def _written(root: Element) -> bytes:
    # Named each time: the names are those of the whole process, and WeasyPrint's metadata take "".
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    return bytes(ElementTree.tostring(root, "utf-8"))


def _read(data: bytes) -> Element:
    """The tree. Entities are the parser's business: expat ends where they grow beyond measure."""
    root: Element | None = None
    depth = 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
            depth += 1 if event == "start" else -1
            root = element if root is None else root
            if depth > DEEPEST:
                raise SvgError(f"is nested more than {DEEPEST} deep")
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SvgError("is broken") from error
    if root is None:
        raise SvgError("is broken")
    return root


def _clean(element: Element, refused: dict[str, None]) -> None:
    drawn: list[Element] = []
    for child in element:
        name = _local(child.tag)
        if name in DRAWN and child.tag.startswith(f"{{{SVG}}}"):
            _clean(child, refused)
            drawn.append(child)
        else:
            if child.tag.startswith(f"{{{SVG}}}") and name not in SILENT:
                refused[f"<{name}>"] = None
            tail = child.tail or ""  # the text behind what goes stays
            if drawn:
                drawn[-1].tail = (drawn[-1].tail or "") + tail
            else:
                element.text = (element.text or "") + tail
    element[:] = drawn
    if _local(element.tag) == "style":
        element.text = _style(element.text or "", refused, declarations=False)
    for name, value in list(element.attrib.items()):
        kept = _attribute(_local(element.tag), name, value, refused)
        if kept is None:
            del element.attrib[name]
        else:
            element.attrib[name] = kept


def _attribute(tag: str, name: str, value: str, refused: dict[str, None]) -> str | None:
    """The attribute's value as it may be, None where it may not."""
    local = _local(name)
    if local == "href":
        if value.strip().startswith("#"):
            return value
        picture = _picture(value) if tag in ("image", "feImage") else None
        if picture is None:
            refused[f"{local} of <{tag}>"] = None
        return picture
    if name.startswith("{") and not name.startswith((f"{{{XML}}}", f"{{{SVG}}}")):
        return None  # drawing programs' own
    if local.lower().startswith("on"):
        refused[local] = None
        return None
    if local == "base" or local.startswith(TELLING):
        return None
    if _is_unmeasured(local, value):
        refused[f"{local} of <{tag}>"] = None
        return None
    if local == "style" or "(" in value or "\\" in value:
        return _style(value, refused, declarations=True)
    return value


def _picture(value: str) -> str | None:
    """A picture within the picture, without its metadata; None where it is none."""
    if (found := PICTURE.match(value)) is None:
        return None
    try:
        data = cleaning.tried(base64.b64decode(value[found.end() :]))
    except ValueError:
        return None
    return None if data is None else found[1] + base64.b64encode(data).decode()


def _is_unmeasured(name: str, value: str) -> bool:
    """Whether an attribute's value is no number, or numbers that nothing can be drawn by."""
    if name == "viewBox":
        return not VIEW.fullmatch(value) or bool(ENDLESS.search(value))
    return name not in ("id", "class") and bool(ENDLESS.search(value))


def _style(text: str, refused: dict[str, None], *, declarations: bool) -> str:
    try:
        sheet = css.confined(REMARK.sub(" ", text), declarations=declarations)
    except RecursionError as error:
        raise SvgError("has styles that are nested too deep") from error
    refused.update((one.what, None) for one in sheet.refused)
    return sheet.text


class _Count:
    """Counts what is drawn; what is drawn again by a reference counts again."""

    def __init__(self, root: Element) -> None:
        self.named: Mapping[str, Element] = {
            element.attrib["id"]: element for element in root.iter() if "id" in element.attrib
        }
        self.marker = 0  # how many elements are drawn at each point of a line
        self.known: dict[Element, int] = {}
        self.marker = max((self.of(one) for one in self._markers(root)), default=0)
        self.known.clear()

    def of(self, element: Element) -> int:
        """How many elements it draws, itself one; those within themselves are drawn once."""
        if element not in self.known:
            self.known[element] = 0  # while it is being counted: a ring ends here
            parts = (*element, *self._targets(element))
            drawn = 1 + sum(map(self.of, parts)) + self.marker * _points(element)
            self.known[element] = min(drawn, 10 * MOST_DRAWN)
        return self.known[element]

    def _markers(self, root: Element) -> Iterator[Element]:
        """What is drawn at each point of some line. Which lines, a style sheet may say, or none."""
        for element in root.iter():
            texts = [element.text or ""] if _local(element.tag) == "style" else []
            for name, value in element.attrib.items():
                texts.append(value if name == "style" else f"{name}:{value}")
            for target in (found for text in texts for found in MARKER.findall(text)):
                if target in self.named:
                    yield self.named[target]

    def _targets(self, element: Element) -> Iterator[Element]:
        for name, value in element.attrib.items():
            found = TARGET.findall(value)
            if _local(name) == "href" and _local(element.tag) != "a":
                found = [value.strip().removeprefix("#")]
            for target in found:
                if target in self.named:
                    yield self.named[target]


def _points(element: Element) -> int:
    """How many points a line has at most: a step along an axis has one number."""
    return sum(len(NUMBER.findall(element.attrib.get(name, ""))) for name in ("d", "points"))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
