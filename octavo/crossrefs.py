"""Tell cross-references from citations, and write out what they refer to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby

from octavo.languages import Language
from octavo.model import (
    Citation,
    CitationItem,
    CrossReference,
    Element,
    Label,
    Node,
    Note,
)
from octavo.outline import canonical

ONE = {"sec": "section-reference", "fig": "figure-reference", "tbl": "table-reference"}
MANY = {"sec": "sections-reference", "fig": "figures-reference", "tbl": "tables-reference"}


def settle(
    nodes: Iterable[Node], labels: Container[str], references: Container[str]
) -> Iterator[Node]:
    """The nodes with each mark as what it is: `labels` are all names, `references` all keys.

    A key of the bibliography wins over a label of the same form, which may be no more than a
    heading's title: a source must never be lost.
    """
    for node in nodes:
        if isinstance(node, Element):
            yield node.holding(tuple(settle(node.children, labels, references)))
        elif isinstance(node, Citation) and _is_reference(node, labels, references):
            names = tuple(item.key for item in node.items)
            yield CrossReference(node.span, names, node.items[0].suppress_author)
        elif isinstance(node, CrossReference) and not _known(node, labels):
            yield _as_citation(node, references)
        else:
            yield node


def _is_reference(node: Citation, labels: Container[str], references: Container[str]) -> bool:
    keys = [item.key for item in node.items]
    return all(canonical(key) in labels for key in keys) and not all(
        key in references for key in keys
    )


def _known(node: CrossReference, labels: Container[str]) -> bool:
    return any(canonical(name) in labels for name in node.labels)


def _as_citation(node: CrossReference, references: Container[str]) -> Node:
    """A citation, where what looks like a label is a key of the bibliography."""
    if not all(name in references for name in node.labels):
        return node
    items = tuple(CitationItem(name, node.span, suppress_author=node.bare) for name in node.labels)
    return Citation(node.span, items, narrative=not node.span.text.startswith("["))


def resolve(
    nodes: Iterable[Node], labels: Mapping[str, Label], language: Language
) -> Iterator[Node]:
    """The nodes with each cross-reference written out and linked; notes included."""
    for node in nodes:
        if isinstance(node, Element):
            yield node.holding(tuple(resolve(node.children, labels, language)))
        elif isinstance(node, Note):
            inner = resolve(node.children, labels, language)
            yield node.holding(tuple(n for n in inner if isinstance(n, Element)))
        elif isinstance(node, CrossReference):
            yield _written(node, labels, language)
        else:
            yield node


def _written(node: CrossReference, labels: Mapping[str, Label], language: Language) -> Node:
    found = [labels.get(canonical(name)) for name in node.labels]
    known = [label for label in found if label is not None]
    if len(known) < len(found):
        return Element("mark", {"class": "unresolved"}, (node.span.text,))
    if node.bare:
        links = [_link(label, label.number or _quoted(label, language)) for label in known]
        return _span(_joined(links, language))
    groups = [
        _group(kind, list(members), language)
        for kind, members in groupby(known, lambda label: label.kind)
    ]
    return _span(_joined(groups, language))


def _span(children: tuple[Node, ...]) -> Element:
    return Element("span", {"class": "crossrefs"}, children)


def _group(kind: str, members: list[Label], language: Language) -> Element:
    """The references to things of one kind: "Figure 3", "Sections 2 and 3"."""
    if kind == "fn":
        return _span(_joined([_link(label, label.number) for label in members], language))
    if any(not label.number for label in members):  # a section without a number: by its title
        titles = [_link(label, _quoted(label, language)) for label in members]
        return _span(_joined(titles, language))
    if len(members) == 1:
        said = language.words[ONE[kind]].format(number=members[0].number)
        return _link(members[0], said)
    before, after = language.words[MANY[kind]].split("{number}")
    numbers = _joined([_link(label, label.number) for label in members], language)
    return _span(tuple(node for node in (before, *numbers, after) if node))


def _quoted(label: Label, language: Language) -> str:
    opening, closing = language.quotes[:2]
    return f"{opening}{label.title}{closing}"


def _link(label: Label, text: str) -> Element:
    return Element("a", {"class": "crossref", "href": f"#{label.id}"}, (text,))


def _joined(items: list[Element], language: Language) -> tuple[Node, ...]:
    """The items as a list in running text: "1, 2 and 3"."""
    words = language.words
    between = [words["list-separator"]] * (len(items) - 2) + [words["last-separator"]]
    if len(items) == 2:
        between = [words["pair-separator"]]
    followed = zip(items[:-1], between[: len(items) - 1], strict=True)
    return (*(node for pair in followed for node in pair), items[-1])
