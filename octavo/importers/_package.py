"""Open a .docx: a zip of XML parts, of which a hostile one is refused.

The format is ECMA-376 (Office Open XML). Names are compared without their namespaces, as the strict
and the transitional form of the standard differ in nothing else that matters here.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from octavo.importers import _kinds
from octavo.importers._draft import DraftError

BROKEN = (  # what the standard library raises for archives that are damaged or encrypted
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    EOFError,
    zlib.error,
    struct.error,
    ValueError,
)
LARGEST = 300_000_000  # bytes that all parts together may have when unpacked
LARGEST_TEXT = 100_000_000  # bytes that the text's part may have; three million words take 60
EMPTY = Element("empty")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document by name; `main` is the text's, `damaged` could not be unpacked."""

    parts: Mapping[str, bytes]
    main: str
    damaged: tuple[str, ...] = ()

    def xml(self, name: str) -> Element:
        """A part as a tree; an empty element where there is no such part."""
        data = self.parts.get(name)
        return _parsed(data, name) if data is not None else EMPTY

    def beside(self, kind: str) -> str:
        """The name of the part of that kind which belongs to the text, "" if there is none."""
        targets = [target for target, type_ in self._relations(self.main) if type_ == kind]
        return targets[0] if targets else ""

    def targets(self, part: str) -> dict[str, str]:
        """What the ids in a part stand for: names of other parts, or addresses."""
        root = self.xml(_relations_of(part))
        return {get(one, "Id"): _target(part, one) for one in root}

    def edges(self) -> Iterator[tuple[str, str]]:
        """What the heads and feet of the pages say, each once, and which it is."""
        kinds = {"header": "head of pages", "footer": "foot of pages"}
        found = (
            (kinds[kind], said(self.xml(target)))
            for target, kind in self._relations(self.main)
            if kind in kinds
        )
        return iter(dict.fromkeys(pair for pair in found if pair[1]))

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        for one in self.xml(_relations_of(part)):
            yield _target(part, one), get(one, "Type").rpartition("/")[2]


def open_package(path: Path) -> Package:
    """The package. Raises OSError, or DraftError where it is broken or dangerous."""
    data = path.read_bytes()
    kind = _kinds.of(data)
    if kind and kind not in (_kinds.DOCX, _kinds.ZIP):
        raise DraftError(f"{path} is no .docx, but {kind.name}: {kind.cure}")
    try:
        package = _unpacked(data, path)
    except BROKEN as error:
        said = "its end is missing or it is damaged; copy or download it again" if kind else ""
        said = said or "it is no zip archive; save it as .docx in Word or LibreOffice"
        raise DraftError(f"{path} is no .docx that can be opened: {said}") from error
    if package.main in package.damaged:
        raise DraftError(f"the text in {path} is damaged: copy or download the file again")
    if package.main not in package.parts:
        raise DraftError(f"{path} holds no text document: look what it is, and what made it")
    if len(package.parts[package.main]) > LARGEST_TEXT:
        raise DraftError(f"the text in {path} has more than {LARGEST_TEXT // 10**6} MB")
    return package


def _unpacked(data: bytes, path: Path) -> Package:
    """The parts; one that is damaged is left out, so that a lost picture costs no text."""
    parts: dict[str, bytes] = {}
    damaged: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST:
            raise DraftError(f"{path} unpacks to more than {LARGEST // 10**6} MB")
        for info in archive.infolist():
            try:
                parts[info.filename] = archive.read(info)
            except BROKEN:
                damaged.append(info.filename)
    main = Package(parts, "").beside("officeDocument") or "word/document.xml"
    return Package(parts, main, tuple(damaged))


def _parsed(data: bytes, name: str) -> Element:
    # No part of a document needs a DTD; entities are how small files become large ones.
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data.replace(b"\x00", b"")):
        raise DraftError(f"{name} in the .docx declares entities: it is not read")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise DraftError(f"{name} in the .docx is broken: {error}") from error


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(part: str, relation: Element) -> str:
    target = get(relation, "Target")
    if get(relation, "TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


# --- elements by their local names -------------------------------------------------------


def tag(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def get(element: Element, name: str) -> str:
    """An attribute, whatever its namespace; "" if there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def child(element: Element, *path: str) -> Element | None:
    """The first child of that name, or the first at the end of a path of names."""
    found: Element | None = element
    for name in path:
        found = (
            next((one for one in found if tag(one) == name), None) if found is not None else None
        )
    return found


def value(element: Element, *path: str) -> str:
    """The `val` of a child, "" if there is none."""
    found = child(element, *path)
    return get(found, "val") if found is not None else ""


def on(element: Element, *path: str) -> bool:
    """Whether a switch is there and not turned off (ECMA-376, 17.17.4: ST_OnOff)."""
    found = child(element, *path)
    return found is not None and get(found, "val") not in ("0", "false", "off", "none")


def said(element: Element) -> str:
    """All words in an element, in one line; a paragraph's end parts two of them."""
    pieces = (
        one.text or "" if tag(one) == "t" else " " for one in element.iter() if tag(one) in "pt"
    )
    return " ".join("".join(pieces).split())


def below(element: Element, name: str) -> Iterator[Element]:
    """All descendants of that name."""
    return (one for one in element.iter() if tag(one) == name)
