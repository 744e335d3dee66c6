"""Write .docx files for tests from parts that are written short, so that a case shows what counts.

The prefix `w:` is left out. Text right inside a `<p>` is a run; `<i>`, `<b>` and `<sc>` are runs of
that look. `<p s="heading 1">` has the style of that name; `<p list="2 1">` is an item of list 2 on
level 1 (list 1 has bullets, 2 and 3 have numbers); `<link href="...">` is a link,
`<picture alt="..."/>` a picture, `<field code="...">` a field around what it shows.
"""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import quoteattr

from wordfiles import NAMESPACE, PNG

NAMESPACES = {
    "": NAMESPACE,
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
DECLARED = " ".join(f'xmlns{":" * bool(name)}{name}="{uri}"' for name, uri in NAMESPACES.items())
W = f"{{{NAMESPACE}}}"
LOOKS = {"i": "i", "b": "b", "sc": "smallCaps"}
KINDS = {"hyperlink": 'TargetMode="External"'}
NUMBERING = "".join(
    f'<abstractNum abstractNumId="{number}">'
    + "".join(f'<lvl ilvl="{n}"><start val="1"/><numFmt val="{kind}"/></lvl>' for n in range(9))
    + f'</abstractNum><num numId="{number}"><abstractNumId val="{number}"/></num>'
    for number, kind in ((1, "bullet"), (2, "decimal"), (3, "decimal"))
)


def write(path: Path, parts: Mapping[str, str]) -> Path:
    """Write a document; `parts` by their names, as `document.xml`, without their outermost tags."""
    parts = {"styles.xml": "", "numbering.xml": NUMBERING, **parts}
    roots = {name: _root(name, text) for name, text in parts.items()}
    relations = {name: [*_expanded(root)] for name, root in roots.items()}
    used = {one.get("val", "") for root in roots.values() for one in root.iter(f"{W}pStyle")}
    known = {one.get("styleId") for one in roots["styles.xml"].iter(f"{W}style")}
    for name in sorted(used - known):
        SubElement(SubElement(roots["styles.xml"], f"{W}style", styleId=name), f"{W}name", val=name)
    beside = [(_kind(name), name) for name in roots if name != "document.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, root in roots.items():
            archive.writestr(f"word/{name}", ElementTree.tostring(root, "unicode"))
            own = beside * (name == "document.xml") + relations[name]
            archive.writestr(f"word/_rels/{name}.rels", _relations(own))
        archive.writestr("word/media/image1.png", PNG)
    return path


def _kind(name: str) -> str:
    return name.removesuffix(".xml").rstrip("0123456789")


def _root(name: str, text: str) -> Element:
    kind = {"header": "hdr", "footer": "ftr"}.get(_kind(name), _kind(name))
    inner = f"<body>{text}</body>" if kind == "document" else text
    return ElementTree.fromstring(f"<{kind} {DECLARED}>{inner}</{kind}>")


def _relations(targets: list[tuple[str, str]]) -> str:
    """A part's relations; the id of each is its target."""
    inner = "".join(
        f"<Relationship Id={quoteattr(target)} Target={quoteattr(target)} "
        f'Type="x/{kind}" {KINDS.get(kind, "")}/>'
        for kind, target in dict.fromkeys(targets)
    )
    return f"<Relationships>{inner}</Relationships>"


def _expanded(root: Element) -> Iterator[tuple[str, str]]:
    """Write out what is written short; the kinds and the targets of links and pictures."""
    for element in list(root.iter()):
        name = element.tag.removeprefix(W)
        if name == "p":
            _style(element)
        if name in ("p", "link", "ins", "field"):
            _wrap_text(element)
        if name == "link":
            element.tag = f"{W}hyperlink"
            target = element.attrib.pop("href")
            element.set("id", target)
            yield "hyperlink", target
        elif name == "picture":
            _picture(element)
            yield "image", "media/image1.png"
        elif picture := element.get(f"{{{NAMESPACES['r']}}}embed"):
            yield "image", picture
        elif name == "field":
            element.tag = f"{W}fldSimple"
            element.set("instr", element.attrib.pop("code"))


def _style(paragraph: Element) -> None:
    style, item = paragraph.attrib.pop("s", ""), paragraph.attrib.pop("list", "")
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = Element(f"{W}pPr")
        properties.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, properties)
    if style:
        SubElement(properties, f"{W}pStyle", val=style)
    if item:
        number, _, level = item.partition(" ")
        numbered = SubElement(properties, f"{W}numPr")
        SubElement(numbered, f"{W}ilvl", val=level or "0")
        SubElement(numbered, f"{W}numId", val=number)


def _wrap_text(parent: Element) -> None:
    """Make runs of the text inside an element, and of `<i>`, `<b>`, `<sc>`."""
    children = list(parent)
    parts: list[Element] = [*_run(parent.text)]
    parent.text = None
    for child in children:
        look = LOOKS.get(child.tag.removeprefix(W))
        parts += _run(child.text, look) if look else [child]
        parts += _run(child.tail)
        child.tail = None
        parent.remove(child)
    parent.extend(parts)


def _run(text: str | None, look: str = "") -> Iterator[Element]:
    if text and text.strip("\n"):
        run = Element(f"{W}r")
        if look:
            SubElement(SubElement(run, f"{W}rPr"), f"{W}{look}")
        SubElement(run, f"{W}t").text = text
        yield run


def _picture(element: Element) -> None:
    element.tag = f"{W}r"
    inline = SubElement(SubElement(element, f"{W}drawing"), f"{{{NAMESPACES['wp']}}}inline")
    alt = element.attrib.pop("alt", "")
    SubElement(inline, f"{{{NAMESPACES['wp']}}}docPr", id="1", descr=alt)
    SubElement(inline, f"{{{NAMESPACES['a']}}}blip", embed="media/image1.png")
