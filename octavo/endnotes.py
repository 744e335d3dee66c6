"""Notes at the end, where report.toml asks for them: the printed text holds only their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from octavo.model import Element, Kind, Node, Note


def called(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The nodes with the number of each note, linked to it, in the note's place."""
    return tuple(_nodes(nodes))


def _nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    before: Node = ""
    for node in nodes:
        if isinstance(node, Note):
            if isinstance(before, Note):  # else 5 and 6 would read as 56
                yield Element("sup", {"class": "between"}, (",",))
            yield _call(node)
        elif isinstance(node, Element):
            yield node.holding(called(node.children))
        else:
            yield node
        before = node


def _call(note: Note) -> Element:
    attributes = {"id": f"call-{note.number}", "href": f"#{note.id}", "role": "doc-noteref"}
    return Element("sup", {"class": "call"}, (Element("a", attributes, (str(note.number),)),))


def numbered(note: Note) -> tuple[Element, ...]:
    """A note's blocks, its number ahead of the first block's text; it leads back to the call."""
    back = {"href": f"#call-{note.number}", "role": "doc-backlink"}
    link = Element("a", back, (f"{note.number}.",))
    number = Element("span", {"class": "endnote-number"}, (link,))
    if not note.children or note.children[0].kind is None:
        return (Element("p", {}, (number,), Kind.NOTE), *note.children)
    first, *rest = note.children
    return (first.holding((number, *first.children)), *rest)
