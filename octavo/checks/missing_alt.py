"""A picture has no words for those who cannot see it.

A screen reader passes over it in silence. Write a caption, or words for it alone:
`![](map.png){fig-alt="Map of the border on the Ussuri"}`.

Instead of

    The border ran along the Ussuri.

    ![](map.png)

write

    The border ran along the Ussuri.

    ![The border on the Ussuri](map.png)
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Node, Note


def check(subject: Document) -> Iterator[Finding]:
    """Each picture has a caption or an alternative text."""
    for section in subject.body:
        for place in _silent(section, section.span):
            hint = 'write a caption, or {fig-alt="..."} behind it'
            message = "this picture has no caption and no alternative text"
            yield Finding("missing_alt", message, place, Severity.WARNING, hint)


def _silent(node: Node, place: Span | None) -> Iterator[Span | None]:
    if isinstance(node, Element | Note):
        place = node.span or place
        if isinstance(node, Element) and node.tag == "img" and not node.attributes.get("alt"):
            yield place
        for child in node.children:
            yield from _silent(child, place)
