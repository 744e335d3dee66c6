"""Pictures: each stored once, with its words for those who cannot see it.

Word draws what is drawn (SVG) only in its newer forms and without the report's fonts: so a drawing
goes in as a picture of 300 dots an inch, set by the engine of the PDF; the drawing itself lies
beside it where it holds no text, whose fonts the reader's computer may lack.
"""

from __future__ import annotations

import base64
import hashlib
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from octavo.engine import compositor
from octavo.outputs._docx.measure import EMU, twips
from octavo.outputs._docx.package import DEFAULTS, Package
from octavo.outputs._docx.story import Story
from octavo.outputs._docx.xml import NAMESPACES, e, w
from octavo.outputs._page import name

DPI = 300
PIXEL = 15  # twentieths of a point in a pixel of a picture that says no size
DATA = re.compile(r"data:image/([\w.+-]+);base64,(.*)", re.S)
SVG = "http://www.w3.org/2000/svg"
KEPT = {"png": "png", "jpeg": "jpeg", "gif": "gif"}
EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # of a picture by a drawing, [MS-ODRAWXML] 2.3
SET = re.compile(r"(\d+(?:\.\d+)?)(%|mm|cm|in|pt|em|px)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as stored: the part, the drawing beside it ("" if none), its shape in twips."""

    part: str
    drawing: str
    width: int
    height: int


@dataclass(slots=True)
class Pictures:
    """The pictures of a report."""

    package: Package
    known: dict[str, Picture] = field(default_factory=dict)
    count: int = 0

    def block(self, element: Element, story: Story, width: int) -> Iterator[Element]:
        """A picture that has a paragraph to itself."""
        yield from self._drawn(element, story, width)

    def inline(self, element: Element, story: Story) -> Iterator[Element]:
        """A picture within a line."""
        yield from self._drawn(element, story, story.frame.measure)

    def _drawn(self, element: Element, story: Story, width: int) -> Iterator[Element]:
        picture = self._stored(element, story)
        if picture is None:
            return
        size = _fitted(picture, _asked(element, story, width), width, story.frame.depth)
        number = story.relations.add("image", picture.part.removeprefix("word/"))
        beside = ""
        if picture.drawing:
            beside = story.relations.add("image", picture.drawing.removeprefix("word/"))
        self.count += 1
        alt = element.get("alt") or element.get("aria-label") or ""
        yield w(
            "r", w("drawing", _inline(self.count, size, (number, beside), " ".join(alt.split())))
        )

    def _stored(self, element: Element, story: Story) -> Picture | None:
        source = _source(element)
        key = hashlib.sha256(source).hexdigest()
        if key not in self.known and (found := self._store(element, source, story)):
            self.known[key] = found
        return self.known.get(key)

    def _store(self, element: Element, source: bytes, story: Story) -> Picture | None:
        number = len(self.known) + 1
        while any(f"word/media/image{number}.{kind}" in self.package.parts for kind in DEFAULTS):
            number += 1  # the house's document has a picture of that name
        kind = "svg+xml" if name(element) == "svg" else _kind(element)
        if kind == "svg+xml":
            return self._store_drawing(source, number, story)
        shape = _shape(source)
        data = source if kind in KEPT else _as_png(source)
        part = f"word/media/image{number}.{KEPT.get(kind, 'png')}"
        self.package.add(part, data)
        return Picture(part, "", *shape)

    def _store_drawing(self, source: bytes, number: int, story: Story) -> Picture:
        part, drawing = f"word/media/image{number}.png", f"word/media/image{number}.svg"
        data, width, height = compositor.called(_painted, source, story.frame.measure)
        self.package.add(part, data)
        if b"<text" in source:
            drawing = ""
        else:
            self.package.add(drawing, source)
        return Picture(part, drawing, width, height)


# --- reading -----------------------------------------------------------------------------


def _kind(image: Element) -> str:
    found = DATA.match(image.get("src", ""))
    return found[1] if found else ""


def _source(element: Element) -> bytes:
    """A picture's bytes; a drawing that stands in the page is written out."""
    if name(element) == "svg":
        root = ElementTree.fromstring(ElementTree.tostring(element))
        for one in root.iter():
            one.tag = f"{{{SVG}}}{name(one)}"
            one.tail = None
        ElementTree.register_namespace("", SVG)
        return ElementTree.tostring(root)
    found = DATA.match(element.get("src", ""))
    return base64.b64decode(found[2]) if found else b""


def _shape(data: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        return picture.width * PIXEL, picture.height * PIXEL


def _as_png(data: bytes) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.save(file, "PNG")
    return file.getvalue()


def _painted(source: bytes, measure: int) -> tuple[bytes, int, int]:
    """A drawing as a picture, and its shape. Raises engine.EngineError where Pango is missing."""
    import pypdfium2

    from octavo import engine

    weasyprint = engine.load()
    data = base64.b64encode(source).decode()
    inches = measure / 1440
    style = (
        f"@page {{ size: {inches}in 40in; margin: 0 }} body {{ margin: 0 }} "
        "img { display: block; max-width: 100% }"
    )
    html = f'<style>{style}</style><img src="data:image/svg+xml;base64,{data}">'
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    fonts = weasyprint.text.fonts.FontConfiguration()
    laid_out = weasyprint.HTML(string=html, url_fetcher=fetcher).render(font_config=fonts)
    width, height = _box(laid_out.pages[0]._page_box)
    pdf = pypdfium2.PdfDocument(laid_out.write_pdf())
    try:
        page = pdf[0]
        bitmap = page.render(scale=DPI / 72, fill_color=(255, 255, 255, 255))
        image = bitmap.to_pil().crop((0, 0, round(width * DPI / 96), round(height * DPI / 96)))
    finally:
        pdf.close()
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, dpi=(DPI, DPI))
    return file.getvalue(), round(width * PIXEL), round(height * PIXEL)


def _box(box: object) -> tuple[float, float]:
    """The width and height of the one picture on a page, in pixels."""
    for one in box.descendants():  # type: ignore[attr-defined]
        if one.element_tag == "img":
            return _visible(one.width), _visible(one.height)
    return 1.0, 1.0


def _visible(length: float) -> float:
    """A length in pixels that a picture can have: drawings may come without one."""
    return max(1.0, float(length)) if math.isfinite(length) else 1.0


# --- size --------------------------------------------------------------------------------


def _asked(element: Element, story: Story, width: int) -> int:
    """The width that the writer asks for; 0: the picture's own. Drawings take all of it."""
    if "drawing" in element.get("class", "").split():
        return width
    found = SET.search(element.get("style", ""))
    if not found:
        return 0
    number, unit = float(found[1]), found[2]
    if unit == "%":
        return round(width * number / 100)
    if unit == "em":
        return round(number * story.frame.size * 20)
    return twips(found[0])


def _fitted(picture: Picture, asked: int, width: int, depth: int) -> tuple[int, int]:
    """Width and height in EMU: no wider than there is room, no higher than most of a page."""
    across = min(asked or picture.width, width)
    high = across * picture.height / max(picture.width, 1)
    most = depth * 0.85
    if high > most:
        across, high = round(across * most / high), most
    return max(round(across * EMU), 1), max(round(high * EMU), 1)


# --- writing -----------------------------------------------------------------------------


def _inline(number: int, size: tuple[int, int], ids: tuple[str, str], alt: str) -> Element:
    """DrawingML's picture in a line: ECMA-376, 20.4.2.8."""
    shape = {"cx": str(size[0]), "cy": str(size[1])}
    about = {"id": str(number), "name": f"Picture {number}", "descr": alt}
    return e(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        e("wp:extent", shape),
        e("wp:docPr", about),
        e("wp:cNvGraphicFramePr", {}, e("a:graphicFrameLocks", {"noChangeAspect": "1"})),
        e(
            "a:graphic",
            {},
            e("a:graphicData", {"uri": NAMESPACES["xmlns:pic"]}, _picture(about, shape, ids)),
        ),
    )


def _picture(about: dict[str, str], shape: dict[str, str], ids: tuple[str, str]) -> Element:
    image, drawing = ids
    blip = e("a:blip", {"r:embed": image})
    if drawing:
        svg = e("asvg:svgBlip", {"r:embed": drawing})
        blip.append(e("a:extLst", {}, e("a:ext", {"uri": EXTENSION}, svg)))
    return e(
        "pic:pic",
        {},
        e("pic:nvPicPr", {}, e("pic:cNvPr", about), e("pic:cNvPicPr", {})),
        e("pic:blipFill", {}, blip, e("a:stretch", {}, e("a:fillRect", {}))),
        e(
            "pic:spPr",
            {},
            e("a:xfrm", {}, e("a:off", {"x": "0", "y": "0"}), e("a:ext", shape)),
            e("a:prstGeom", {"prst": "rect"}, e("a:avLst", {})),
        ),
    )
