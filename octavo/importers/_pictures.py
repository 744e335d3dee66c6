"""Copy the pictures of a .docx out."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from octavo.importers._package import Package, below, get, tag
from octavo.limits import MOST_PIXELS
from octavo.numerals import whole

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
TURNED = (".bmp", ".dib", ".tif", ".tiff")  # what can be made a PNG
SIGNS = {  # by which a picture's kind is told, whatever its name says
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF8": ".gif",
    b"BM": ".bmp",
    b"II*\x00": ".tiff",
    b"MM\x00*": ".tiff",
}
MILLIMETRE = 36_000  # in Word's English metric units


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's name and bytes, "" and none where the draft only names it.

    `markdown` is "" where no page can show it; `lost` says what has become of it otherwise.
    """

    name: str = ""
    data: bytes = b""
    markdown: str = ""
    lost: str = ""


def pictures(
    drawing: Element, package: Package, targets: Mapping[str, str], number: int
) -> Iterator[Picture]:
    """The pictures of a drawing, of which `number` have been copied already."""
    described = next(below(drawing, "docPr"), None)
    alt = "" if described is None else get(described, "descr") or get(described, "title")
    for one in drawing.iter():
        if tag(one) not in ("blip", "imagedata"):
            continue
        part = targets.get(get(one, "embed") or get(one, "link") or get(one, "id"), "")
        if part in package.parts:
            number += 1
            yield _copied(package.parts[part], part, number, _attributes(drawing, alt), drawing)
        else:
            yield Picture(lost=f"picture that is not in the document ({part or 'nowhere'})")


def _copied(data: bytes, part: str, number: int, attributes: str, drawing: Element) -> Picture:
    data, ending = _shown(data, posixpath.splitext(part)[1].lower())
    name = f"picture-{number}{ending}"
    if ending not in SHOWN:
        return Picture(name, data, lost=f"picture of a kind that no page can show ({name})")
    cropped = any(get(one, side) for one in below(drawing, "srcRect") for side in "lrtb")
    lost = f"picture that was cropped, now whole ({name})" if cropped else ""
    return Picture(name, data, f"![]({name}){attributes}", lost)


def _shown(data: bytes, ending: str) -> tuple[bytes, str]:
    """A picture's bytes and ending, as PNG where the web has no such kind."""
    ending = next((kind for sign, kind in SIGNS.items() if data.startswith(sign)), ending)
    if ending not in TURNED:
        return data, ending
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("BMP", "DIB", "TIFF"))
        with image:
            turned = io.BytesIO()
            if image.width * image.height > MOST_PIXELS:
                return data, ending
            image.save(turned, "PNG")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return data, ending
    return turned.getvalue(), ".png"


def _attributes(drawing: Element, alt: str) -> str:
    """What is said to those who cannot see it, and how wide it is set."""
    said = re.sub(r'[\s"{}|\\]+', " ", alt).strip()
    extent = next(below(drawing, "extent"), None)
    width = whole(get(extent, "cx")) if extent is not None else 0
    parts = [f'fig-alt="{said}"'] if said else []
    if width >= MILLIMETRE:
        parts.append(f"width={round(width / MILLIMETRE)}mm")
    return f"{{{' '.join(parts)}}}" if parts else ""
