"""A link leads to a place that the report does not have.

A reader who follows it gets nowhere. Correct its name, or give the place that label: {#name}.

Instead of

    See [below](#results).

    # Results {#sec:results}

    They were few.

write

    See [below](#sec:results).

    # Results {#sec:results}

    They were few.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Span, nearest
from octavo.model import Document, Element, Node, Note, blocks


def check(subject: Document) -> Iterator[Finding]:
    """Each link to a place in the report finds it."""
    ids = {name for section in subject.body for name in _ids(section)}
    ids |= {entry.attributes.get("id", "") for entry in subject.bibliography}
    for section in subject.body:
        for block in blocks(section):
            for target in _targets(block.children):
                if target not in ids:
                    near = nearest(target, ids)
                    hint = f"did you mean #{near}?" if near else f"label the place: {{#{target}}}"
                    message = f"the link leads to #{target}, which is nowhere"
                    yield Finding("dead_link", message, _exact(block.span, target), hint=hint)


def _ids(node: Node) -> Iterator[str]:
    if isinstance(node, Note):
        yield node.id
    if isinstance(node, Element):
        yield from [node.attributes["id"]] if "id" in node.attributes else []
    if isinstance(node, Element | Note):
        for child in node.children:
            yield from _ids(child)


def _targets(nodes: tuple[Node, ...]) -> Iterator[str]:
    """Where the links of a block lead; its notes are blocks of their own."""
    for node in nodes:
        if isinstance(node, Element):
            href = node.attributes.get("href", "")
            if href.startswith("#") and len(href) > 1:
                yield href[1:]
            yield from _targets(node.children)


def _exact(place: Span | None, target: str) -> Span | None:
    at = place.text.find(f"#{target}") if place else -1
    if place is None or at < 0:
        return place
    return Span(place.source, place.start + at, place.start + at + len(target) + 1)
