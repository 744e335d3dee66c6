"""Write into each block of a document where it stands in the writer's files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from octavo.diagnostics import Span
from octavo.memory import Memory
from octavo.model import Document, Element, Node, Note, blocks, notes

PLACE = "data-at"  # the attribute that says where an element stands in the source
WHOLE = ("figure", "table")  # stand where their first block does

Said = Callable[[Span], str]


def traced(document: Document, memory: Memory) -> Document:
    """The document, its blocks with file and lines in the attribute `data-at`, for the preview."""
    return _Trace(place)(document, memory)


def located(document: Document) -> Document:
    """The document, its blocks, figures and tables with the place that `octavo.checks` reads.

    It is only for laying out: nothing of it comes into a PDF.
    """
    numbers = {section.source.path: n for n, section in enumerate(document.sections)}

    def said(span: Span) -> str:
        number = numbers.get(span.source.path)
        return "" if number is None else f"{number}:{span.start}-{span.end}"

    return _Trace(said, WHOLE)(document, Memory())


def place(span: Span) -> str:
    """File and lines of a stretch: "02-comrades.md:12-15"."""
    text = span.source.text
    first = text.count("\n", 0, span.start) + 1
    last = first + text.count("\n", span.start, span.start + len(span.text.rstrip()))
    return f"{span.source.path.as_posix()}:{first}-{last}"


def file_of(place: str) -> str:
    """The file of a place as `place` writes it."""
    return place.rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class _Trace:
    """Writes places; `said` says one, `whole` are elements that have one beside their blocks."""

    said: Said
    whole: tuple[str, ...] = ()

    def __call__(self, document: Document, memory: Memory) -> Document:
        def made(section: Element) -> tuple[Element, tuple[Note, ...]]:
            element = self.element(section)
            return element, tuple(notes(element))

        sections = memory.each("traced", document.body, None, made)
        body = tuple(element for element, _ in sections)
        found = tuple(note for _, called in sections for note in called)
        return replace(document, body=body, notes=found)

    def element(self, element: Element) -> Element:
        children = tuple(self.nodes(element.children))
        span = element.span if element.kind is not None else self._first(element)
        if span is None:
            return element.holding(children)
        return _placed(element.holding(children), self.said(span))

    def _first(self, element: Element) -> Span | None:
        """The place of the first block in a figure or table."""
        if element.tag not in self.whole:
            return None
        return next((block.span for block in blocks(element) if block.span), None)

    def nodes(self, nodes: Iterable[Node]) -> Iterable[Node]:
        for node in nodes:
            if isinstance(node, Element):
                yield self.element(node)
            elif isinstance(node, Note):
                children = tuple(self.noted(block, node) for block in node.children)
                yield node.holding(children)
            else:
                yield node

    def noted(self, block: Element, note: Note) -> Element:
        """A note made of a citation stands where the citation does."""
        made = self.element(block)
        if made.kind is None or PLACE in made.attributes:
            return made
        return _placed(made, self.said(note.span))


def _placed(element: Element, said: str) -> Element:
    return replace(element, attributes={**element.attributes, PLACE: said}) if said else element
