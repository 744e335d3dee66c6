"""From sections to a document: convert, number, place the notes, cite, refer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from octavo import cite, convert, crossrefs, notes, outline, typography
from octavo.convert import HEADINGS, Converted
from octavo.csl import Style
from octavo.languages import Language
from octavo.locators import Locators
from octavo.memory import Memory
from octavo.model import (
    Document,
    Element,
    Heading,
    Label,
    Node,
    Note,
    Project,
    Reference,
    Section,
    blocks,
)
from octavo.outline import Outlined

if TYPE_CHECKING:
    from markdown import Markdown

Value = TypeVar("Value")


def compose(
    project: Project,
    sections: Sequence[Section],
    references: Mapping[str, Reference],
    style: Style,
    language: Language,
    locators: Locators,
    memory: Memory,
) -> Document:
    """The whole report as a tree, everything in it numbered, cited and linked.

    What cannot be resolved stands in the tree as a marked place; the checks find it by the
    document's marks.
    """

    @cache
    def markdown() -> Markdown:
        from octavo import dialect  # where all is remembered, nothing is converted

        return dialect.converter(language.quotes[:2])

    # All that a conversion depends on besides the section itself.
    around = (repr(language.data), project.language, project.trusted)

    def converted_anew(section: Section) -> Converted:
        return convert.convert(section, markdown(), locators, trusted=project.trusted)

    def made(section: Section) -> Converted:
        key = ("section", section.source.path, section.source.text, around)
        return memory(key, lambda: _typeset(converted_anew(section), language))

    converted = [made(section) for section in sections]
    outlined = outline.outline(
        converted, language, numbered=project.numbered, template=project.template
    )
    settled, defined = _settled(outlined, converted, references, memory)
    placed = notes.place(settled, defined, references, memory, note_style=style.kind == "note")
    labels = {**outlined.labels, **placed.labels}
    cited = cite.cite(
        placed, references, style, language, markdown, nocite=project.nocite, memory=memory
    )
    body = _resolved(cited.body, labels, language, memory)
    body, bibliography = _bibliography(body, cited.bibliography, memory)
    return Document(
        project,
        tuple(sections),
        body,
        marks=placed.marks,
        notes=_joined(memory.each("notes", body, None, _notes)),
        labels=labels,
        headings=_headings(body, memory),
        references=references,
        bibliography=bibliography,
        findings=(
            *(finding for one in converted for finding in one.findings),
            *outlined.findings,
            *placed.findings,
            *cited.findings,
        ),
        note_style=style.kind == "note",
        words=language.words,
    )


def _elements(nodes: Iterable[Node]) -> tuple[Element, ...]:
    return tuple(node for node in nodes if isinstance(node, Element))


def _typeset(converted: Converted, language: Language) -> Converted:
    return replace(
        converted,
        body=typography.set_marks(converted.body, language),
        notes={
            name: _elements(typography.set_marks(blocks, language))
            for name, blocks in converted.notes.items()
        },
    )


def _settled(
    outlined: Outlined,
    converted: Sequence[Converted],
    references: Mapping[str, Reference],
    memory: Memory,
) -> tuple[tuple[Element, ...], tuple[Converted, ...]]:
    """The sections and their notes, each citation and cross-reference as what it is."""
    labels, keys = frozenset(outlined.labels), frozenset(references)

    def element(section: Element) -> Element:
        return _elements(crossrefs.settle((section,), labels, keys))[0]

    def defined(section: Converted) -> Converted:
        found = section.notes.items()
        settled = {n: _elements(crossrefs.settle(blocks, labels, keys)) for n, blocks in found}
        return replace(section, notes=settled)

    given = labels, keys
    return (
        memory.each("settled", outlined.body, given, element),
        memory.each("defined", converted, given, defined),
    )


def _resolved(
    body: Sequence[Element], labels: Mapping[str, Label], language: Language, memory: Memory
) -> tuple[Element, ...]:
    """The sections, each cross-reference written out."""
    shown = {name: (one.kind, one.number, one.id, one.title) for name, one in labels.items()}

    def element(section: Element) -> Element:
        return _elements(crossrefs.resolve((section,), labels, language))[0]

    return memory.each("resolved", body, (shown, language), element)


def _joined(lists: Iterable[tuple[Value, ...]]) -> tuple[Value, ...]:
    return tuple(one for each in lists for one in each)


def _notes(section: Element) -> tuple[Note, ...]:
    return tuple(_called(section))


def _called(node: Node) -> Iterable[Note]:
    if isinstance(node, Note):
        yield node
    elif isinstance(node, Element):
        for child in node.children:
            yield from _called(child)


def _bibliography(
    body: tuple[Element, ...], entries: tuple[Element, ...], memory: Memory
) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """The body with the entries where the writer wants them, and those still to be placed."""

    def put(node: Node) -> Node:
        if notes.is_bibliography(node) and isinstance(node, Element):
            return Element("div", {"class": "bibliography"}, entries)
        if isinstance(node, Element) and node.kind is None:
            children = tuple(put(child) for child in node.children)
            return node.holding(children)
        return node

    placed = memory.each("bibliography", body, entries, put)
    return _elements(placed), () if placed != body else entries


def _headings(body: Sequence[Element], memory: Memory) -> tuple[Heading, ...]:
    def found(section: tuple[int, Element]) -> tuple[Heading, ...]:
        number, element = section
        return tuple(_heading(b, number) for b in blocks(element) if b.tag in HEADINGS)

    return _joined(memory.each("headings", tuple(enumerate(body)), None, found))


def _heading(block: Element, section: int) -> Heading:
    children = [child for child in block.children if not isinstance(child, Note)]
    number = ""
    first = children[0] if children else ""
    if isinstance(first, Element) and first.attributes.get("class") == "number":
        number = "".join(child for child in first.children if isinstance(child, str))
        children = children[2:]
    title = tuple(_unlinked(children))
    return Heading(int(block.tag[1]), number, block.attributes.get("id", ""), title, section)


def _unlinked(nodes: Iterable[Node]) -> Iterable[Node]:
    """Without links: a line of the contents is one itself."""
    for node in nodes:
        if not isinstance(node, Element):
            yield node
        elif node.tag == "a":
            yield from _unlinked(node.children)
        else:
            yield node.holding(tuple(_unlinked(node.children)))
