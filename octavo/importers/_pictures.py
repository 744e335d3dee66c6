"""Copy the pictures of a .docx out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from octavo.importers._package import Package, get, tag

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")


def pictures(
    drawing: Element, package: Package, targets: Mapping[str, str], number: int
) -> Iterator[tuple[str, bytes, str]]:
    """Each picture's new name, its bytes, and its Markdown, "" where no page can show the kind.

    `number` pictures have been copied already.
    """
    described = next((one for one in drawing.iter() if tag(one) == "docPr"), None)
    alt = "" if described is None else get(described, "descr") or get(described, "title")
    for one in drawing.iter():
        if tag(one) not in ("blip", "imagedata"):
            continue
        part = targets.get(get(one, "embed") or get(one, "id"), "")
        if part in package.parts:
            number += 1
            ending = posixpath.splitext(part)[1].lower()
            name = f"picture-{number}{ending}"
            said = re.sub(r'[\s"{}|\\]+', " ", alt).strip()
            attributes = f'{{fig-alt="{said}"}}' if said else ""
            shown = ending in SHOWN
            yield name, package.parts[part], f"![]({name}){attributes}" if shown else ""
