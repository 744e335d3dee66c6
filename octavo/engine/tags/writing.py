"""Writes the tree of structure elements into the PDF (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.engine.tags.reader import Artifact, Found
from octavo.engine.tags.tree import NUMBER, Annotation, Leaf, Node, Tree

# Types of PDF 1.7 that PDF 2.0 has no longer: they keep their old name space.
ONLY_PDF_1 = frozenset(("Art", "BlockQuote", "TOC", "TOCI", "Reference", "Quote", "Code"))
SPACE_1, SPACE_2 = "http://iso.org/pdf/ssn", "http://iso.org/pdf2/ssn"
LONGEST = 400  # characters of what is said of a link


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a marked piece stands: in the items of a stream, from its number to its end."""

    stream: Any
    start: int
    end: int
    is_page: bool  # a page's own contents, not a group drawn into it


Marks = Mapping[tuple[int, int], Mark]


def marks(pdf: Any, streams: Sequence[Any]) -> Marks:
    """Every marked piece by its page, from 0, and its number."""
    pages = {id(stream._tags): number for number, stream in enumerate(streams)}
    found: dict[tuple[int, int], Mark] = {}
    for stream in pdf.objects:
        page = pages.get(id(getattr(stream, "_tags", None)))
        if page is not None:
            for number, start, end in _marked(stream.stream):
                found[page, number] = Mark(stream, start, end, stream is streams[page])
    return found


def _marked(items: Sequence[Any]) -> Iterable[tuple[int, int, int]]:
    opened: list[tuple[int | None, int]] = []  # marks may lie within one another
    for at, item in enumerate(items):
        if item in (b"BDC", b"BMC"):
            properties = items[at - 1]
            number = properties.get("MCID") if isinstance(properties, dict) else None
            opened.append((number, at - 1))
        elif item == b"EMC" and opened:
            number, start = opened.pop()
            if number is not None:
                yield number, start, at


def set_aside(artifacts: Iterable[Artifact], marks: Marks) -> None:
    """Say of what is no content that it is none (ISO 32000-1, 14.8.2.2)."""
    import pydyf

    for artifact in artifacts:
        if (mark := marks.get((artifact.page, artifact.mark))) is None:
            continue
        items = mark.stream.stream
        items[mark.start - 1] = "/Artifact"
        if artifact.margin:
            kind = "/Header" if "top" in artifact.margin else "/Footer"
            items[mark.start] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": kind})
        else:
            items[mark.start : mark.start + 2] = [b"BMC", b""]


def write(pdf: Any, tree: Tree, found: Found, marks: Marks) -> None:
    """Write the tree, and what leads to it from pages, links, names and bookmarks."""
    writer = _Writer(pdf, tree, marks)
    writer.structure()
    writer.parents(found)
    if tree.is_pdf_2:
        writer.destinations(found.bookmarks)


class _Writer:
    def __init__(self, pdf: Any, tree: Tree, marks: Marks) -> None:
        import pydyf

        self.pdyf = pydyf
        self.pdf, self.tree, self.marks = pdf, tree, marks
        self.pages = pdf.page_references
        self.nodes = list(tree.root.walk())
        self.top = self._object({"Type": "/StructTreeRoot"})
        self.spaces: dict[str, Any] = {}

    def _object(self, values: Mapping[str, Any]) -> Any:
        made = self.pdyf.Dictionary(values)
        self.pdf.add_object(made)
        return made

    def _array(self, values: Iterable[Any]) -> Any:
        return self.pdyf.Array(values)

    # --- elements --------------------------------------------------------------------------

    def structure(self) -> None:
        """Write all structure elements, and enter the tree into the catalog."""
        if self.tree.is_pdf_2:
            for name in (SPACE_2, SPACE_1):
                values = {"Type": "/Namespace", "NS": self.pdyf.String(name)}
                self.spaces[name] = self._object(values).reference
            self.top["Namespaces"] = self._array(self.spaces.values())
        for node in self.nodes:
            node.object = self._object({"Type": "/StructElem", "S": f"/{node.type}"})
        if self.tree.is_pdf_2:
            self._refer()
        for node in self.nodes:
            self._fill(node)
        self.top["K"] = self._array([self.tree.root.object.reference])
        self._name()
        self.pdf.catalog["StructTreeRoot"] = self.top.reference
        self.pdf.catalog["MarkInfo"] = self.pdyf.Dictionary({"Marked": "true"})
        viewing = self.pdyf.Dictionary({"DisplayDocTitle": "true"})
        self.pdf.catalog["ViewerPreferences"] = viewing

    def _refer(self) -> None:
        """Have each line of the contents know the heading it leads to (ISO 14289-2, 8.2.5.8)."""
        named = self._called()
        for link in (node for node in self.nodes if node.type == "Link"):
            line = link.within("TOCI")
            address = link.element.get("href", "") if link.element is not None else ""
            heading = named.get(address.removeprefix("#"))
            if line is not None and heading is not None and not line.refers_to:
                line.refers_to.append(heading)

    def _called(self) -> Mapping[str, Node]:
        """The nodes of elements with an id."""
        nodes = self.tree.nodes.items()
        return {element.get("id"): node for element, node in nodes if element.get("id")}

    def _name(self) -> None:
        """Have the elements that others refer to by name be found by it."""
        named = {node.properties["ID"]: node for node in self.nodes if "ID" in node.properties}
        pairs = ((self.pdyf.String(name), named[name].object.reference) for name in sorted(named))
        if named:
            names = self._array(each for pair in pairs for each in pair)
            self.top["IDTree"] = self.pdyf.Dictionary({"Names": names})

    def _fill(self, node: Node) -> None:
        made = node.object
        if self.spaces:
            made["NS"] = self.spaces[SPACE_1 if node.type in ONLY_PDF_1 else SPACE_2]
        made["P"] = (node.parent.object if node.parent else self.top).reference
        pages = [kid.page for kid in node.kids if isinstance(kid, Leaf)]
        if pages:
            made["Pg"] = self.pages[pages[0]]
        made["K"] = self._array(self._kid(kid, pages[0] if pages else -1) for kid in node.kids)
        for name, value in node.properties.items():
            made[name] = self.pdyf.String(value)
        owned = [self._attributes(owner, said) for owner, said in node.attributes.items() if said]
        if owned:
            made["A"] = owned[0] if len(owned) == 1 else self._array(owned)
        if node.refers_to:
            made["Ref"] = self._array(n.object.reference for n in node.refers_to if n.object)

    def _kid(self, kid: Node | Leaf | Annotation, page: int) -> Any:
        """What stands for a kid in the list of its parent, most of which is on page `page`."""
        if isinstance(kid, Node):
            return kid.object.reference
        values: dict[str, Any] = {"Pg": self.pages[kid.page]}
        if isinstance(kid, Annotation):
            values = {"Type": "/OBJR", "Obj": kid.object.reference, **values}
            return self.pdyf.Dictionary(values)
        mark = self.marks[kid.page, kid.mark]
        if not mark.is_page:  # drawn by way of a group: the number counts within that
            values["Stm"] = mark.stream.reference
        elif kid.page == page:
            return kid.mark
        return self.pdyf.Dictionary({"Type": "/MCR", **values, "MCID": kid.mark})

    def _attributes(self, owner: str, said: Mapping[str, Any]) -> Any:
        values = {name: self._value(name, value) for name, value in said.items()}
        return self.pdyf.Dictionary({"O": f"/{owner}", **values})

    def _value(self, name: str, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return self._array(map(self.pdyf.String, value) if name == "Headers" else value)

    # --- from pages and links to elements -----------------------------------------------------

    def parents(self, found: Found) -> None:
        """Write the parent tree: of each marked piece and each link the element it belongs to."""
        entries: dict[int, Any] = {}
        groups: dict[int, Any] = {}
        by_key: dict[int, dict[int, Any]] = {page: {} for page in range(len(self.pages))}
        for node in self.nodes:
            for leaf in (kid for kid in node.kids if isinstance(kid, Leaf)):
                key = self._key(self.marks[leaf.page, leaf.mark], leaf.page, groups)
                by_key.setdefault(key, {})[leaf.mark] = node.object.reference
        for key, pieces in by_key.items():
            last = max(pieces, default=-1)
            entries[key] = self._array(pieces.get(mark, "null") for mark in range(last + 1))
        for node in self.nodes:
            for link in (kid for kid in node.kids if isinstance(kid, Annotation)):
                link.object["StructParent"] = len(entries)
                link.object["Contents"] = self.pdyf.String(_said(node, link.object))
                entries[len(entries)] = node.object.reference
        pairs = (each for entry in entries.items() for each in entry)
        numbers = self._object({"Nums": self._array(pairs)})
        self.top["ParentTree"] = numbers.reference
        self.top["ParentTreeNextKey"] = len(entries)
        for link in found.dropped:
            self._drop(link)

    def _key(self, mark: Mark, page: int, groups: dict[int, Any]) -> int:
        """The number of a page in the parent tree, or of a group drawn into a page."""
        if mark.is_page:
            return page
        if id(mark.stream) not in groups:
            groups[id(mark.stream)] = mark.stream
            mark.stream.extra["StructParents"] = len(self.pages) + len(groups) - 1
        return int(mark.stream.extra["StructParents"])

    def _drop(self, link: Annotation) -> None:
        """Take a link away that stands in what is no content."""
        page = self.pdf.objects[int(self.pages[link.page].split()[0])]
        kept = [each for each in page["Annots"] if each != link.object.reference]
        page["Annots"] = self._array(kept)

    # --- PDF 2.0: what links and bookmarks lead to ---------------------------------------------

    def destinations(self, bookmarks: Sequence[Node]) -> None:
        """Have names and bookmarks lead to elements, not only to places (ISO 14289-2, 8.8)."""
        named = self._called()
        names = self.pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
        for at in range(0, len(names), 2):
            place = names[at + 1]
            node = named.get(names[at].string, self.tree.root)
            values = {"D": place, "SD": self._to(node, place)}
            names[at + 1] = self.pdyf.Dictionary(values)
        if "Outlines" in self.pdf.catalog:
            self._outline(self.pdf.catalog["Outlines"], iter(bookmarks))

    def _outline(self, reference: bytes, bookmarks: Any) -> None:
        entry = self.pdf.objects[int(reference.split()[0])].get("First")
        while entry:
            item = self.pdf.objects[int(entry.split()[0])]
            place = item.pop("Dest")
            action = {"Type": "/Action", "S": "/GoTo", "D": place}
            action["SD"] = self._to(next(bookmarks), place)
            item["A"] = self.pdyf.Dictionary(action)
            self._outline(entry, bookmarks)
            entry = item.get("Next")

    def _to(self, node: Node, place: Any) -> Any:
        """A place as one in the structure: the same, but of an element and not of a page."""
        node = node if node.object is not None else self.tree.root
        return self._array([node.object.reference, *place[1:]])


def _said(node: Node, annotation: Any) -> str:
    """What is said of a link: its text, or the words for its picture; and its address."""
    text = " ".join(node.text().replace("\N{ZERO WIDTH SPACE}", "").split())
    if node.said:
        return node.said.replace(NUMBER, text.strip(" ."))
    if not text:
        text = next((n.properties["Alt"] for n in node.walk() if "Alt" in n.properties), "")
    address = annotation["A"]["URI"].string if "A" in annotation else ""
    if address and text and address not in (text, f"mailto:{text}"):
        return f"{text} ({address})"[:LONGEST]
    return (text or address or annotation["Dest"].string)[:LONGEST]
