"""A Word document written out in lines that a test can compare and a person can read.

A paragraph a line: `[Style] text`. In it `*text*` has a style of letters named before it
(`Emphasis*text*`), `{REF _x|shown}` is a field, `<address|text>` a link, `^3` calls note 3, `->` is
a tab, `/` a line's end. Cells stand in `| ... |`. A note's line begins with its number.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SHOWN = ("pageBreakBefore", "numPr", "bidi")


def lines(data: bytes) -> Iterator[str]:
    """The document's lines, then the notes'."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for kind in ("document", "footnotes", "endnotes"):
        if f"word/{kind}.xml" in parts:
            links = _links(parts.get(f"word/_rels/{kind}.xml.rels", b""))
            root = ElementTree.fromstring(parts[f"word/{kind}.xml"])
            yield from _View(links).blocks(root)


def _links(data: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(data) if data else Element("none")
    return {one.get("Id", ""): one.get("Target", "") for one in root}


class _View:
    def __init__(self, links: dict[str, str]) -> None:
        self.links = links

    def blocks(self, parent: Element) -> Iterator[str]:
        for element in parent:
            tag = element.tag.removeprefix(W)
            if tag == "p":
                yield f"[{_about(element)}] {self.runs(element)}".rstrip()
            elif tag == "tr":
                yield f"|{self._row(element)}|"
            elif tag in ("footnote", "endnote"):
                if element.get(f"{W}type") is None:
                    yield f"({element.get(f'{W}id')}) " + " // ".join(self.blocks(element))
            else:
                yield from self.blocks(element)

    def _row(self, row: Element) -> str:
        head = "*" if row.find(f"{W}trPr/{W}tblHeader") is not None else ""
        return head + "|".join(self._cell(cell) for cell in row.iter(f"{W}tc"))

    def _cell(self, cell: Element) -> str:
        span, merge = (cell.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge"))
        across = "" if span is None else f" ({span.get(f'{W}val')} wide)"
        down = "" if merge is None else f" ({merge.get(f'{W}val', 'from above')})"
        return f" {' // '.join(self.blocks(cell))}{across}{down} "

    def runs(self, parent: Element) -> str:
        """The text of a paragraph, a link or a note."""
        said: list[str] = []
        for element in parent:
            tag = element.tag.removeprefix(W)
            if tag == "r":
                said.append(self._run(element))
            elif tag == "hyperlink":
                leads = self.links.get(element.get(f"{R}id", ""), element.get(f"{W}anchor", ""))
                said.append(f"<{leads}|{self.runs(element)}>")
            elif tag == "bookmarkStart":
                said.append(f"⟦{element.get(f'{W}name')} ")
            elif tag == "bookmarkEnd":
                said.append("⟧")
        return "".join(said)

    def _run(self, run: Element) -> str:
        said = "".join(map(self._part, run))
        style = run.find(f"{W}rPr/{W}rStyle")
        more = [one.tag.removeprefix(W) for one in run.findall(f"{W}rPr/*") if one is not style]
        names = [] if style is None else [style.get(f"{W}val", "")]
        names += [_look(run, one) for one in more if not one.endswith("Cs")]
        return f"{'+'.join(names)}*{said}*" if names and said and "{" not in said else said

    def _part(self, part: Element) -> str:
        tag = part.tag.removeprefix(W)
        if tag in ("t", "instrText"):
            return part.text or ""
        if tag == "fldChar":
            return {"begin": "{", "separate": "|", "end": "}"}[part.get(f"{W}fldCharType", "")]
        if tag in ("footnoteReference", "endnoteReference"):
            return f"^{part.get(f'{W}id')}"
        known = {
            "tab": "->",
            "br": "/",
            "drawing": "(picture)",
            "footnoteRef": "#",
            "endnoteRef": "#",
        }
        return known.get(tag, "")


def _look(run: Element, name: str) -> str:
    value = run.find(f"{W}rPr/{W}{name}")
    said = "" if value is None else next(iter(value.attrib.values()), "")
    return f"{name}={said}" if said else name


def _about(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    said = "" if style is None else style.get(f"{W}val", "")
    for name in SHOWN:
        found = paragraph.find(f"{W}pPr/{W}{name}")
        if found is not None:
            values = "/".join(one.get(f"{W}val", "") for one in found)
            said += f" {name}" + (f"={values}" if values else "")
    return said
