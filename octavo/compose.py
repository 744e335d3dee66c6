"""From sections to a document: convert, number, place the notes, cite, refer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from octavo import cite, convert, crossrefs, dialect, notes, outline, typography
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
    markdown = dialect.converter(language.quotes[:2])
    # All that a conversion depends on besides the section itself.
    around = (repr(language.data), project.language, project.trusted)

    def converted_anew(section: Section) -> Converted:
        return convert.convert(section, markdown, locators, trusted=project.trusted)

    def made(section: Section) -> Converted:
        key = ("section", section.source.path, section.source.text, around)
        return memory(key, lambda: _typeset(converted_anew(section), language))

    converted = [made(section) for section in sections]
    outlined = outline.outline(converted, language)
    settled = _elements(crossrefs.settle(outlined.body, outlined.labels, references))
    defined = [_settled(one, outlined.labels, references) for one in converted]
    placed = notes.place(settled, defined, references, note_style=style.kind == "note")
    labels = {**outlined.labels, **placed.labels}
    cited = cite.cite(
        placed, references, style, language, markdown, nocite=project.nocite, memory=memory
    )
    body = _elements(crossrefs.resolve(cited.body, labels, language))
    body, bibliography = _bibliography(body, cited.bibliography)
    return Document(
        project,
        tuple(sections),
        body,
        marks=placed.marks,
        notes=_notes(body),
        labels=labels,
        headings=tuple(_headings(body)),
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
    converted: Converted, labels: Mapping[str, Label], references: Mapping[str, Reference]
) -> Converted:
    return replace(
        converted,
        notes={
            name: _elements(crossrefs.settle(blocks, labels, references))
            for name, blocks in converted.notes.items()
        },
    )


def _notes(body: Sequence[Element]) -> tuple[Note, ...]:
    return tuple(note for section in body for note in _called(section))


def _called(node: Node) -> Iterable[Note]:
    if isinstance(node, Note):
        yield node
    elif isinstance(node, Element):
        for child in node.children:
            yield from _called(child)


def _bibliography(
    body: tuple[Element, ...], entries: tuple[Element, ...]
) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """The body with the entries where the writer wants them, and those still to be placed."""
    placed: list[bool] = []

    def put(node: Node) -> Node:
        if notes.is_bibliography(node) and isinstance(node, Element):
            placed.append(True)
            return Element("div", {"class": "bibliography"}, entries)
        if isinstance(node, Element) and node.kind is None:
            return replace(node, children=tuple(put(child) for child in node.children))
        return node

    body = _elements(put(section) for section in body)
    return body, () if placed else entries


def _headings(body: Sequence[Element]) -> Iterable[Heading]:
    for number, section in enumerate(body):
        for block in blocks(section):
            if block.tag in HEADINGS:
                yield _heading(block, number)


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
            yield replace(node, children=tuple(_unlinked(node.children)))
