"""Put the citation processor's texts in the places of the citations, and into the bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeGuard

from octavo import csl
from octavo.model import Citation, Element, Kind, Node, Note, plain

# What the processor's formats are in HTML: tag and class.
FORMATS: Mapping[str, tuple[str, str]] = {
    "italic": ("i", ""),
    "bold": ("b", ""),
    "sup": ("sup", ""),
    "sub": ("sub", ""),
    "underline": ("u", ""),
    "small-caps": ("span", "smallcaps"),
    "left-margin": ("span", "label"),
    "right-inline": ("span", "text"),
    "block": ("span", "display-block"),
    "indent": ("span", "display-indent"),
}
ONE_STOP = re.compile(r"^\.(?!\.)")  # and no points of ellipsis
SPACES = " \t\n\xa0"
LONGEST_WORD = 200  # characters; what stands before a citation is looked at no further back


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts the processor's texts in the places of a section's citations."""

    written: Mapping[int, csl.FormattedCitation]  # by the citation's id()
    keys: frozenset[str]  # of all works that are known
    linked: frozenset[str]  # of those that have an entry
    in_notes: bool  # whether the style is one of notes
    leads: Sequence[str] = ()  # words behind which a citation is part of a note's sentence

    def section(self, element: Element) -> Element:
        """The section with every citation written."""
        return element.holding(tuple(self.nodes(element.children)))

    def nodes(self, nodes: Iterable[Node], note: Note | None = None) -> Iterator[Node]:
        """The nodes with every citation written; `note` is the one they stand in."""
        yield from _closed([*self._nodes(nodes, note)])

    def _nodes(self, nodes: Iterable[Node], note: Note | None) -> Iterator[Node]:
        for node, around in _around(tuple(nodes)):
            if isinstance(node, Citation):
                yield self._citation(node, note, around)
            elif isinstance(node, Element):
                yield node.holding(tuple(self.nodes(node.children, note)))
            elif isinstance(node, Note):
                inner = self.nodes(node.children, node)
                blocks = tuple(n for n in inner if isinstance(n, Element))
                yield node.holding(blocks)
            else:
                yield node

    def _citation(self, citation: Citation, note: Note | None, around: tuple[str, bool]) -> Element:
        missing = [item for item in citation.items if item.key not in self.keys]
        if len(missing) == len(citation.items):
            return Element("mark", {"class": "unresolved"}, (citation.span.text,))
        if self.in_notes and note is None:  # a narrative citation's author, in the text
            found = self.written[id(citation)]
            return Element("span", {"class": "citation"}, tuple(self.runs(found.intext)))
        found = self.written[id(citation)]
        children = tuple(self.runs(found.body))
        if self.in_notes and note is not None and note.citation_only and citation.items[0].prefix:
            children = _capital(children)
        elif self.in_notes and note is not None and not note.citation_only:
            before, after = around
            children = _running(children, "" if citation.narrative else before, after, self.leads)
        gaps = [Element("mark", {"class": "unresolved"}, (f"@{item.key}",)) for item in missing]
        return Element("span", {"class": "citation"}, (*children, *_spaced(gaps)))

    def runs(self, runs: Iterable[csl.RunNode]) -> Iterator[Node]:
        """The processor's formatted text as nodes."""
        for run in runs:
            if isinstance(run, str):
                yield run
                continue
            children = tuple(self.runs(run.children))
            if run.format == "cite":
                yield from self._linked(run.value, children)
            else:
                yield from _formatted(run, children)

    def _linked(self, key: str, children: tuple[Node, ...]) -> Iterator[Node]:
        """One work's part of a citation leads to its entry, where there is one."""
        if key not in self.linked or _has_link(children):
            yield from children
        else:
            yield Element("a", {"class": "cite", "href": f"#{anchor(key)}"}, children)


def _closed(nodes: Sequence[Node]) -> Iterator[Node]:
    """With the joints between citations and the text around them made good.

    The space ahead of a citation that says nothing goes, as MLA's may of a named author; and the
    stop behind one that ends in a stop, as "et al." and "Jr." do, for one stop is enough.
    """
    before: Node = ""
    for node, following in zip_longest(nodes, nodes[1:]):
        if isinstance(node, str):
            text = node.rstrip(SPACES) if _is_citation(following) and not plain(following) else node
            stopped = _is_citation(before) and plain(before).endswith(".")
            yield ONE_STOP.sub("", text) if stopped else text
        else:
            yield node
        before = node


def _is_citation(node: Node | None) -> TypeGuard[Element]:
    return isinstance(node, Element) and node.attributes.get("class") == "citation"


def _formatted(run: csl.Run, children: tuple[Node, ...]) -> Iterator[Node]:
    if run.format == "link":
        yield Element("a", {"class": "url", "href": run.value}, children)
    elif run.format == "lang":
        yield Element("span", {"lang": run.value}, children)
    elif run.format in FORMATS:
        tag, name = FORMATS[run.format]
        yield Element(tag, {"class": name} if name else {}, children)
    else:  # upright within italics, and the like
        yield Element("span", {"class": run.format}, children)


def _has_link(nodes: Iterable[Node]) -> bool:
    return any(
        isinstance(node, Element) and (node.tag == "a" or _has_link(node.children))
        for node in nodes
    )


def _spaced(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield from (" ", node)


def anchor(key: str) -> str:
    """The id of a work's entry in the bibliography."""
    return "ref-" + re.sub(r"[^\w:.-]", "_", key)


def entry(aligned: bool, made: csl.Entry) -> Element:
    """An entry of the bibliography; `aligned`: its first field stands in a column of its own."""
    writer = Writer({}, frozenset(), frozenset(), in_notes=False)
    attributes = {"class": "entry", "id": anchor(made.key)}
    if not (aligned and made.first_field):
        return Element("div", attributes, tuple(writer.runs(made.body)), Kind.ENTRY)
    parts = (("label", made.first_field), ("text", made.rest))
    children = [Element("span", {"class": n}, tuple(writer.runs(part))) for n, part in parts]
    return Element("div", {**attributes, "class": "entry aligned"}, tuple(children), Kind.ENTRY)


# --- citations in the running text of a note ---------------------------------------------


def _around(nodes: Sequence[Node]) -> Iterator[tuple[Node, tuple[str, bool]]]:
    """Each node with the end of the text before it, and whether any text follows."""
    if not any(isinstance(node, Citation) for node in nodes):
        yield from ((node, ("", False)) for node in nodes)
        return
    texts = [plain(node) for node in nodes]
    last = max((at for at, text in enumerate(texts) if text.strip()), default=-1)
    before = ""
    for at, (node, text) in enumerate(zip(nodes, texts, strict=True)):
        yield node, (before, at < last)
        before = (before + text)[-LONGEST_WORD:]


def _running(
    children: tuple[Node, ...], before: str, after: bool, leads: Sequence[str]
) -> tuple[Node, ...]:
    """A citation within a note's prose.

    Behind a clause that it supports it stands in brackets; where it begins a sentence, follows
    punctuation or a word that leads to it ("see"), it is part of the sentence. The full stop that
    the style puts behind a note stays only at the note's end. Brackets within brackets are square.
    """
    words = before.split()
    clause = bool(words) and words[-1].casefold() not in leads and _ends_in_text(words[-1])
    if clause:
        return ("(", *_square(_without_stop(children)), ")")
    return _without_stop(children) if after else children


_SQUARE = str.maketrans("()", "[]")


def _square(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes with square brackets for round ones, but in addresses, which stay as they are."""
    return tuple(
        node.translate(_SQUARE)
        if isinstance(node, str)
        else node.holding(_square(node.children))
        if isinstance(node, Element) and node.attributes.get("class") != "url"
        else node
        for node in nodes
    )


def _ends_in_text(word: str) -> bool:
    """Whether a word closes a clause. Some marks close in one language and open in another."""
    closes = word[-1] in "'’\"”»)]" or (word[-1] in "“‘«‹›" and any(map(str.isalnum, word)))
    return word[-1].isalnum() or closes


def _capital(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """With a capital at the start: a prefix such as "see" begins the note as a sentence."""
    if not children:
        return children
    first, *rest = children
    if isinstance(first, str):
        return (first[:1].upper() + first[1:], *rest)
    if isinstance(first, Element):
        return (first.holding(_capital(first.children)), *rest)
    return children


def _without_stop(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Without the full stop that the style puts behind a whole note."""
    if not children:
        return children
    *before, last = children
    if isinstance(last, str):
        return (*before, last.removesuffix("."))
    if isinstance(last, Element):
        return (*before, last.holding(_without_stop(last.children)))
    return children
