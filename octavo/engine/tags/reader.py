"""Goes through the boxes of the pages and gives each marked text and picture to its element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from octavo.engine.tags import roles
from octavo.engine.tags.tree import BACK, CALL, Annotation, Leaf, Node, Tree

POINT = 0.75  # a CSS pixel in points, the unit of PDF (ISO 32000-1, 8.3.2.3)


class Gap(Enum):
    """What stands behind a piece of text, where the page does not say it."""

    SPACE = "space"  # between two words: at a line's end, or a blank that is not drawn
    HYPHEN = "hyphen"  # within a word: a line's last sign is a hyphen that divides it
    KEPT = "kept"  # within a word: a line's last sign is a hyphen of its own


@dataclass(frozen=True, slots=True)
class Artifact:
    """A marked piece of a page that is no content; `margin` names its place in a page's margin."""

    page: int
    mark: int
    margin: str = ""


@dataclass(slots=True)
class Found:
    """What the pages hold beside what went into the tree."""

    artifacts: list[Artifact] = field(default_factory=list)
    dropped: list[Annotation] = field(default_factory=list)  # links in what is no content
    gaps: dict[tuple[int, int], Gap] = field(default_factory=dict)  # by page and mark
    bookmarks: list[Node] = field(default_factory=list)  # what each of them leads to, in order


def read(pages: Iterable[Any], streams: Iterable[Any], tree: Tree) -> Found:
    """Fill the tree with the leaves of all pages; return what is left."""
    reader = _Reader(tree)
    for number, (page, stream) in enumerate(zip(pages, streams, strict=True)):
        reader.page(number, page, dict(stream._tags))
        stream._tags.clear()
    return reader.found


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for a box by the boxes around it."""

    margin: str = ""
    is_artifact: bool = False
    block: Any = None  # the element whose lines these are
    line: Any = None  # the box of the line


@dataclass(frozen=True, slots=True)
class _Last:
    """The last leaf of a block so far, its line, and what divides words in it."""

    leaf: Leaf
    line: Any
    hyphen: str


class _Reader:
    """Goes through the pages in order."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.found = Found()
        self.heads: dict[Any, int] = {}  # a table's head or foot: the first page it stands on
        self.last: dict[Any, _Last] = {}  # by the block's element
        self.latest: tuple[Leaf, Any] | None = None  # the text met before, and its element
        self.texts: dict[Any, str] = {}  # an element's text as written
        self.tags: dict[Any, dict[str, Any]] = {}
        self.number, self.height = 0, 0.0

    def page(self, number: int, page: Any, tags: dict[Any, dict[str, Any]]) -> None:
        """Read page `number`, counted from 0, whose marks `tags` gives by box."""
        self.number, self.height, self.tags = number, page.height, tags
        self._box(page._page_box, _Around())
        for tag in tags.values():  # what was drawn and is in no box that was met
            self._set_aside(tag["mcid"])

    # --- boxes -----------------------------------------------------------------------------

    def _box(self, box: Any, around: _Around) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        around = self._inside(box, around)
        self._bookmark(box, around)
        if box.link_annotation is not None:
            self._link(box, around)
        mark = self.tags.pop(box, None)
        if mark is not None and (around.is_artifact or box.element is None):
            self._set_aside(mark["mcid"], around.margin)
        elif mark is not None and isinstance(box, boxes.TextBox):
            self._text(box, Leaf(self.number, mark["mcid"], box.text), around)
        elif mark is not None:
            self._picture(box, Leaf(self.number, mark["mcid"]))
        elif not around.is_artifact and "list-item" in box.style["display"]:
            self._item(box)
        elif not around.is_artifact and isinstance(box, boxes.TableCellBox):
            self.tree.body(box.element)  # an empty one too has its place in the row
        for child in getattr(box, "children", ()):
            self._box(child, around)

    def _inside(self, box: Any, around: _Around) -> _Around:
        """What holds within the box."""
        from weasyprint.formatting_structure import boxes

        margin, is_artifact = around.margin, around.is_artifact
        block, line = around.block, around.line
        if isinstance(box, boxes.MarginBox):
            margin, is_artifact = box.at_keyword, True
        elif getattr(box, "is_leader", False):
            is_artifact = True
            self._blank(block)
        elif isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            is_artifact |= self.heads.setdefault(box.element, self.number) != self.number
        if isinstance(box, boxes.BlockContainerBox):
            block = box.element
        elif isinstance(box, boxes.LineBox):
            line = box
        return _Around(margin, is_artifact, block, line)

    def _set_aside(self, mark: int, margin: str = "") -> None:
        self.found.artifacts.append(Artifact(self.number, mark, margin))

    def _bookmark(self, box: Any, around: _Around) -> None:
        """Remember what a bookmark leads to, in the order in which WeasyPrint collects them."""
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            node = self.tree.root if around.is_artifact else self.tree.body(box.element)
            self.found.bookmarks.append(node)

    def _item(self, box: Any) -> None:
        node = self.tree.body(box.element).parent
        if node is not None and node.parent is not None and node.parent.type == "L":
            kind = roles.numbering(box.style, self.tree.is_pdf_2)
            node.parent.attributes["List"] = {"ListNumbering": kind}

    # --- what they hold --------------------------------------------------------------------

    def _link(self, box: Any, around: _Around) -> None:
        annotation = Annotation(self.number, box.link_annotation)
        if around.is_artifact or box.element is None:
            self.found.dropped.append(annotation)
            return
        tag = box.element_tag or ""
        if tag.endswith(("::footnote-call", "::footnote-marker")):
            place = self._of_note(box.element, tag)
            said = self.tree.said[CALL if place.type == "Reference" else BACK]
            link = next(place.nodes(), None) or place.add(Node("Link", said=said))
        else:
            body = self.tree.body(box.element)
            link = body.within("Link") or body.add(Node("Link", box.element))
        link.kids.append(annotation)

    def _of_note(self, element: Any, tag: str) -> Node:
        """A note's reference, or the number ahead of its text."""
        reference = self.tree.call(element)
        if tag.endswith("::footnote-call"):
            return reference
        note = self.tree.body(element)
        label = next((kid for kid in note.nodes() if kid.type == "Lbl"), None)
        return label or note.add(Node("Lbl"), at=0)

    def _text(self, box: Any, leaf: Leaf, around: _Around) -> None:
        tag = box.element_tag or ""
        if tag.endswith(("::footnote-call", "::footnote-marker")):
            place = self._of_note(box.element, tag)
            next(place.nodes(), place).kids.append(leaf)
        elif tag.endswith("::marker"):
            self._marker(box.element, leaf)
        else:
            self.tree.body(box.element).kids.append(leaf)
        self._follow(box, leaf, around)

    def _marker(self, element: Any, leaf: Leaf) -> None:
        body = self.tree.body(element)
        if body.type == "LBody" and body.parent is not None:
            body.parent.add(Node("Lbl"), at=0).kids.append(leaf)
        else:
            body.kids.append(leaf)

    def _picture(self, box: Any, leaf: Leaf) -> None:
        said = roles.description(box.element)
        if said == "":
            self._set_aside(leaf.mark)
            return
        node = self.tree.body(box.element)
        node.kids.append(leaf)
        if said is not None:
            node.properties["Alt"] = said
        left, top = box.content_box_x(), box.content_box_y()
        bottom, right = top + box.height, left + box.width
        edges = (left, self.height - bottom, right, self.height - top)
        node.attributes["Layout"] = {
            "BBox": [round(edge * POINT, 3) for edge in edges],
            "Placement": "/Block" if "Block" in type(box).__name__ else "/Inline",
        }

    # --- between two pieces ----------------------------------------------------------------

    def _follow(self, box: Any, leaf: Leaf, around: _Around) -> None:
        """Say what stands behind the piece before, now that the next one of its block is met."""
        before = self.last.get(around.block)
        if not leaf.text.strip():  # a blank alone is not drawn
            self._blank(around.block)
            return
        if before is not None and before.line is not around.line:
            self._end_line(around.block, before, leaf.text)
        self.last[around.block] = _Last(leaf, around.line, box.style["hyphenate_character"])
        self.latest = leaf, box.element

    def _blank(self, block: Any) -> None:
        """Part the text met before from what comes, if both stand in one block."""
        if self.latest is not None and self.tree.is_in(self.latest[1], block):
            self._part(self.latest[0])

    def _end_line(self, block: Any, before: _Last, after: str) -> None:
        text = before.leaf.text
        written = self._written(block)
        head, tail = text.split()[-1].casefold(), after.split()[0].casefold()
        bare = head.removesuffix(before.hyphen)
        rest = tail.removesuffix(before.hyphen)  # a word may run over three lines
        if bare != head and bare[-1:].isalpha() and bare + rest in written:
            before.leaf.text = text.rstrip()[: -len(before.hyphen)]
            self.found.gaps[before.leaf.page, before.leaf.mark] = Gap.HYPHEN
        elif head + tail not in written or f"{head} {tail}" in written:
            self._part(before.leaf)  # else a word broken without a hyphen, such as an address
        elif head.endswith("-"):
            self.found.gaps[before.leaf.page, before.leaf.mark] = Gap.KEPT

    def _part(self, leaf: Leaf) -> None:
        """Put a space behind a piece that has none."""
        if not leaf.text[-1].isspace():
            self.found.gaps[leaf.page, leaf.mark] = Gap.SPACE
            leaf.text += " "

    def _written(self, block: Any) -> str:
        if block not in self.texts:
            texts = () if block is None else block.itertext()
            whole = "".join(texts).replace("\N{SOFT HYPHEN}", "")
            self.texts[block] = " ".join(whole.split()).casefold()
        return self.texts[block]
