"""The tree as the standards want it: text in paragraphs, and no empty elements."""

from __future__ import annotations

from typing import Any

from octavo.engine.tags import roles
from octavo.engine.tags.tree import Annotation, Leaf, Node, Tree

# What groups blocks and must not hold bare text (ISO 14289-1, 7.1; ISO 32000-1, 14.8.4.2).
GROUPS = frozenset(("Document", "Part", "Sect", "Art", "Div", "Aside", "BlockQuote"))
# What holds either text or blocks: text beside a block becomes a paragraph too.
EITHER = frozenset(("LBody", "TD", "TH", "Note", "FENote", "Caption"))
INLINE = frozenset(
    "Span Em Strong Link Reference Note FENote Quote Code Formula Lbl Figure".split()
)
BLOCKS = frozenset("P L Table BlockQuote Div Sect".split())
# May be empty: a cell's place in the table tells something.
KEPT = frozenset(("TD", "TH"))


def arrange(tree: Tree) -> None:
    """Wrap what stands bare, and leave out what nothing of stands on any page."""
    _prune(tree.root)
    _sort(tree)
    for node in list(tree.root.walk()):
        if node.type in GROUPS or (node.type in EITHER and _has_blocks(node)):
            _wrap(node)


def _prune(node: Node) -> bool:
    """Drop empty nodes below; whether this one is to stay."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _prune(kid)]
    return bool(node.kids) or node.type in KEPT


def _sort(tree: Tree) -> None:
    """Have blocks stand as they are written.

    They were made as they were met, page by page, and a figure may float to a later page than the
    paragraphs behind it begin on.
    """
    places = {element: place for place, element in enumerate(tree.elements.iter())}
    for node in tree.root.walk():
        if node.type in GROUPS and all(_element(kid) in places for kid in node.kids):
            node.kids.sort(key=lambda kid: places[_element(kid)])


def _element(kid: Node | Leaf | Annotation) -> Any:
    return kid.element if isinstance(kid, Node) else None


def _has_blocks(node: Node) -> bool:
    return any(kid.type in BLOCKS for kid in node.nodes())


def _wrap(node: Node) -> None:
    """Put each run of text and inline elements right below the node into a paragraph."""
    kids, node.kids = node.kids, []
    run: Node | None = None
    for kid in kids:
        if not _is_bare(kid, node.type):
            run = None
            node.kids.append(kid)
            continue
        run = run or node.add(Node("P"))
        if isinstance(kid, Node):
            run.add(kid)
        else:
            run.kids.append(kid)


def _is_bare(kid: Node | Leaf | Annotation, parent: str) -> bool:
    if not isinstance(kid, Node):
        return True
    if kid.type == "Figure":  # a picture alone is a block of its own
        return False
    if kid.type == "Lbl" and parent in (*roles.NOTES, "LI"):
        return False
    if kid.type in roles.NOTES and kid.element.get("role") == roles.ENDNOTE:
        return False
    return kid.type in INLINE
