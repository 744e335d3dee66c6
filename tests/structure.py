"""The structure of a PDF as a program sees it that reads it aloud: elements and their texts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream

# What stands on lines of its own.
BLOCKS = "P TD TH LI LBody Lbl Caption H1 H2 H3 H4 Note FENote".split()


@dataclass
class Node:
    """A structure element. `values` are its entries; `kids` nodes and texts, in order."""

    type: str
    values: dict[str, Any]
    kids: list[Node | str] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)  # annotations

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def all(self, *types: str) -> list[Node]:
        return [node for node in self.walk() if node.type in types]

    def text(self) -> str:
        said = "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)
        return said + ("\n" if self.type in BLOCKS else "")

    def attribute(self, name: str) -> Any:
        found = self.values.get("/A", [])
        for each in found if isinstance(found, list) else [found]:
            if name in each.get_object():
                return each.get_object()[name]
        return None


def read(data: bytes) -> Node:
    """The document's element, with all below it."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    texts = _texts(reader)
    numbers: list[Any] = [page.indirect_reference for page in reader.pages]
    pages = {number.idnum: n for n, number in enumerate(numbers)}
    root: Any = reader.trailer["/Root"]
    (top,) = root["/StructTreeRoot"]["/K"]
    return _node(top.get_object(), pages, texts)


def _node(item: Any, pages: dict[int, int], texts: dict[tuple[int, Mark], str]) -> Node:
    values = {name: item[name] for name in item if name not in ("/K", "/P", "/Pg")}
    node = Node(item["/S"].removeprefix("/"), values)
    own = pages[item.raw_get("/Pg").idnum] if "/Pg" in item else -1
    for kid in item.get("/K", []):
        kid = kid.get_object()
        if isinstance(kid, int):
            node.kids.append(texts.get((own, kid), ""))
        elif kid.get("/Type") == "/MCR":
            node.kids.append(texts.get((pages[kid.raw_get("/Pg").idnum], kid["/MCID"]), ""))
        elif kid.get("/Type") == "/OBJR":
            node.links.append(kid["/Obj"])
        else:
            node.kids.append(_node(kid, pages, texts))
    return node


def set_aside(data: bytes) -> dict[str, list[tuple[int, str]]]:
    """What stands in a page's margin and is no content: "/Header" or "/Footer" -> page, text."""
    found: dict[str, list[tuple[int, str]]] = {"/Header": [], "/Footer": []}
    for (page, mark), text in _texts(pypdf.PdfReader(io.BytesIO(data))).items():
        if isinstance(mark, str):
            found[mark].append((page, text))
    return found


# A piece's number in its page, or what it is in the page's margin.
Mark = int | str


def _texts(reader: pypdf.PdfReader) -> dict[tuple[int, Mark], str]:
    """The text of each marked piece, by page (from 0) and mark; groups are left out."""
    found: dict[tuple[int, Mark], str] = {}
    for number, page in enumerate(reader.pages):
        resources: Any = page["/Resources"]
        fonts = {name: _characters(font) for name, font in resources["/Font"].items()}
        for mark, text in _pieces(page, reader, fonts):
            found[number, mark] = found.get((number, mark), "") + text
    return found


def _pieces(
    page: Any, reader: pypdf.PdfReader, fonts: dict[str, dict[bytes, str]]
) -> Iterator[tuple[Mark, str]]:
    opened: list[tuple[Mark, str | None]] = []  # mark, and what is said in the place of the text
    font: dict[bytes, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            values = operands[1] if len(operands) > 1 else {}
            around = opened[-1][0] if opened else -1
            mark = values.get("/MCID", values.get("/Subtype", around))
            opened.append((mark, values.get("/ActualText")))
        elif operator == b"EMC":
            opened.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator == b"TJ" and opened and opened[-1][0] != -1:
            shown = b"".join(_bytes(each) for each in operands[0] if isinstance(each, str | bytes))
            codes = (shown[at : at + 2] for at in range(0, len(shown), 2))
            mark, said = opened[-1]
            yield (
                mark,
                "".join(font.get(code, "\ufffd") for code in codes) if said is None else said,
            )


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else bytes(value.original_bytes)


def _characters(font: Any) -> dict[bytes, str]:
    """What each code of a font stands for, by its map to Unicode (ISO 32000-1, 9.10.3)."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>\n", font["/ToUnicode"].get_data())
    return {
        bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs
    }


def fonts(data: bytes) -> set[str]:
    """The names of all fonts in a PDF."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    resources: list[Any] = [page["/Resources"] for page in pages]
    return {font["/BaseFont"] for each in resources for font in each["/Font"].values()}
