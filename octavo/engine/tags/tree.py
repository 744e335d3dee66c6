"""The tree of structure elements: one for each element of the HTML that means something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from octavo.engine.tags import roles

# What is said of the links between notes and their calls: attributes of `body`, "Note {number}".
CALL, BACK, NUMBER = "data-note", "data-back", "{number}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Leaf:
    """A marked piece of a page: text or a picture. `mark` is its number on page `page`, from 0."""

    page: int
    mark: int
    text: str = ""


@dataclass(slots=True)
class Annotation:
    """A link's active area on page `page`, as WeasyPrint wrote it."""

    page: int
    object: Any


@dataclass(slots=True, eq=False)
class Node:
    """A structure element. `properties` and `attributes` (by owner) are those of PDF."""

    type: str
    element: Any = None
    parent: Node | None = None
    kids: list[Node | Leaf | Annotation] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    refers_to: list[Node] = field(default_factory=list)
    said: str = ""  # what is said of a link, with NUMBER for its text
    object: Any = None  # its PDF object, once that is made

    def add(self, kid: Node, at: int | None = None) -> Node:
        """Put a node below this one, last or at a place; return it."""
        kid.parent = self
        self.kids.insert(len(self.kids) if at is None else at, kid)
        return kid

    def leave(self) -> None:
        """Take this node away from its parent."""
        if self.parent is not None:
            self.parent.kids.remove(self)

    def nodes(self) -> Iterator[Node]:
        """The nodes right below."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for node in self.nodes():
            yield from node.walk()

    def within(self, *types: str) -> Node | None:
        """The nearest node of these types, this one included."""
        node: Node | None = self
        while node is not None and node.type not in types:
            node = node.parent
        return node

    def text(self) -> str:
        """All text below, as it is read."""
        said = (kid.text if isinstance(kid, Leaf) else kid.text() for kid in self._spoken())
        return "".join(said)

    def _spoken(self) -> Iterator[Node | Leaf]:
        return (kid for kid in self.kids if not isinstance(kid, Annotation))


class Tree:
    """Makes the nodes of HTML elements when something of them is met on a page."""

    def __init__(self, root: Any, *, is_pdf_2: bool) -> None:
        self.is_pdf_2 = is_pdf_2
        self.root = Node("Document")
        self.elements = root
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.nodes: dict[Any, Node] = {}  # the node that stands for an element
        self.bodies: dict[Any, Node] = {}  # the node that what stands in it goes to
        self.references: dict[Any, Node] = {}  # a note's element: where the note is called
        self.calls: dict[str, Node] = {}  # by their addresses, those of notes at the end
        self.notes: list[Node] = []
        body = root.find("body")
        self.said = {name: (body is not None and body.get(name)) or NUMBER for name in (CALL, BACK)}

    def body(self, element: Any) -> Node:
        """The node that gets what stands in an element; made if it is not there yet."""
        if element is None:
            return self.root
        if element not in self.bodies:
            self._make(element)
        return self.bodies[element]

    def language(self, element: Any) -> str:
        """The language that holds for an element ("" if none is said)."""
        while element is not None:
            if said := element.get("lang") or element.get(LANG):
                return str(said)
            element = self.parents.get(element)
        return ""

    def is_in(self, element: Any, other: Any) -> bool:
        """Whether an element is another one or stands in it."""
        while element is not None and element is not other:
            element = self.parents.get(element)
        return element is not None

    def call(self, element: Any) -> Node:
        """The reference to a note, given the note's element; made where it is first met."""
        if element not in self.references:
            parent = self.body(self.parents.get(element))
            self.references[element] = parent.add(Node("Reference", element))
        return self.references[element]

    # --- nodes -----------------------------------------------------------------------------

    def _make(self, element: Any) -> None:
        parent = self.body(self.parents.get(element))
        is_foreign = self._is_foreign(element)
        if element in self.references:
            node = self._note(element)
        else:
            in_contents = self._is_within(element, "doc-toc")
            kind = roles.of(
                element, parent.type, is_pdf_2=self.is_pdf_2, in_contents=in_contents
            ) or ("Span" if is_foreign else "")
            if not kind:
                self.nodes[element] = self.bodies[element] = parent
                return
            node = self._placed(element, kind, parent)
        self.nodes[element] = node
        self.bodies.setdefault(element, node)
        node.attributes.update(roles.attributes(element, node.type, self.is_pdf_2))
        node.properties.update(roles.properties(element, node.type))
        if is_foreign:
            node.properties["Lang"] = self.language(element)

    def _is_within(self, element: Any, role: str) -> bool:
        while element is not None and element.get("role") != role:
            element = self.parents.get(element)
        return element is not None

    def _is_foreign(self, element: Any) -> bool:
        own = element.get("lang") or element.get(LANG)
        return bool(own) and own != (self.language(self.parents.get(element)) or own)

    def _placed(self, element: Any, kind: str, parent: Node) -> Node:
        if kind in ("Lbl", "LBody"):  # of a list of definitions
            return self._definition(element, kind, parent)
        if kind == "TOC" and parent.type == "Reference" and parent.parent is not None:
            return parent.parent.add(Node(kind, element))  # an inner level of the contents
        if kind == "Link":
            return self._link(element, parent)
        node = Node(kind, element)
        if kind in roles.NOTES:  # at the end of the text
            self._noted(node, self.calls.get(f"#{element.get('id')}"))
        if kind == "Caption" and (table := self._table_of(element)) is not None:
            return table.add(node, at=0)
        parent.add(node)
        if kind == "LI":
            self.bodies[element] = node.add(Node("LBody"))
        elif kind == "TOCI":
            self.bodies[element] = node.add(Node("Reference"))
        return node

    def _definition(self, element: Any, kind: str, parent: Node) -> Node:
        """A term opens an item of the list; its definitions are the item's body."""
        last = next((kid for kid in reversed(parent.kids) if isinstance(kid, Node)), None)
        if kind == "Lbl" or last is None:
            return parent.add(Node("LI")).add(Node(kind, element))
        body = next((kid for kid in last.nodes() if kid.type == "LBody"), None)
        if body is None:
            return last.add(Node(kind, element))
        self.bodies[element] = body
        return body

    def _link(self, element: Any, parent: Node) -> Node:
        """A link; between a note at the end and its call, what a note at the foot has there too."""
        note = parent.within(*roles.NOTES)
        if element.get("role") == "doc-noteref":
            reference = self.calls[element.get("href")] = parent.add(Node("Reference"))
            return reference.add(Node("Link", element, said=self.said[CALL]))
        if element.get("role") == "doc-backlink" and note is not None:
            return note.add(Node("Lbl"), at=0).add(Node("Link", element, said=self.said[BACK]))
        return parent.add(Node("Link", element))

    def _table_of(self, caption: Any) -> Node | None:
        """The table that a figure's caption belongs to, where the figure is a single table."""
        around = self.parents.get(caption)
        if caption.tag != "figcaption" or around is None:
            return None
        tables = [child for child in around if child.tag == "table"]
        return self.body(tables[0]) if len(tables) == 1 else None

    def _note(self, element: Any) -> Node:
        """A note stands right behind its reference; one called in a heading, behind that."""
        node = Node(roles.NOTES[self.is_pdf_2], element)
        reference = self.references[element]
        place = reference.within(*roles.HEADINGS) or reference
        assert place.parent is not None
        place.parent.add(node, at=place.parent.kids.index(place) + 1)
        self._noted(node, reference)
        return node

    def _noted(self, node: Node, reference: Node | None) -> None:
        """Give a note its name and, in PDF 2.0, have it and its reference know each other."""
        self.notes.append(node)
        node.properties["ID"] = f"note-{len(self.notes)}"
        if self.is_pdf_2 and reference is not None:
            node.refers_to.append(reference)
            reference.refers_to.append(node)
