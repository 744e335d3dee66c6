"""Formatted text between evaluation and printing: a tree of boxes over plain strings.

A box holds what an element of the style prints: its children, the delimiter between them, the
formats around them and the affixes outside of these. Passes (disambiguation, collapsing,
substitution) find their way by the tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple


class Tag(NamedTuple):
    """What a box stands for, so that later passes find it.

    Kinds and values: cite (key), names (variable, names), name (the name), date (variable),
    year (the date), suffix (year suffix's number), number (citation number), term (its name), affix
    (prefix or suffix of a cite), title, locator, link (its address), label, lang (a language).
    """

    kind: str
    value: Any = None


class Box(NamedTuple):
    """A stretch of output. `formats` apply from the outside in, inside the affixes."""

    children: tuple[Content, ...] = ()
    formats: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    tag: Tag | None = None


Content = str | Box
EMPTY = Box()


def is_empty(content: Content) -> bool:
    """Whether nothing would be printed; affixes alone do not count."""
    if isinstance(content, str):
        return not content
    for child in content.children:
        if child if isinstance(child, str) else not is_empty(child):
            return False
    return True


def join(children: tuple[Content, ...], tag: Tag | None = None, delimiter: str = "") -> Box:
    """The children side by side."""
    return Box(children, delimiter=delimiter, tag=tag)


def boxes(content: Content) -> Iterator[Box]:
    """All boxes at and below `content`, outer ones first."""
    if isinstance(content, Box):
        yield content
        for child in content.children:
            yield from boxes(child)


def tagged(content: Content, kind: str) -> Iterator[Box]:
    """All boxes with a tag of this kind, in reading order."""
    return (box for box in boxes(content) if box.tag is not None and box.tag.kind == kind)


def first(content: Content, kind: str) -> Box | None:
    """The first box with a tag of this kind."""
    return next(tagged(content, kind), None)


def replace(content: Content, change: Callable[[Box], Content | None]) -> Content:
    """The tree with every box for which `change` has an answer replaced by that answer."""
    if isinstance(content, str):
        return content
    answer = change(content)
    if answer is not None:
        return answer
    children = tuple(replace(child, change) for child in content.children)
    if all(new is old for new, old in zip(children, content.children, strict=True)):
        return content
    return content._replace(children=children)


def map_text(content: Content, change: Callable[[str], str]) -> Content:
    """The tree with its texts changed, its affixes and delimiters left alone."""
    if isinstance(content, str):
        return change(content)
    return content._replace(children=tuple(map_text(child, change) for child in content.children))


def plain(content: Content) -> str:
    """The text as it would print, without formats and without any mending of punctuation."""
    if isinstance(content, str):
        return content
    texts = [text for text in map(plain, content.children) if text]
    if not texts:
        return ""
    return content.prefix + content.delimiter.join(texts) + content.suffix


def spell_out(content: Content) -> Content:
    """The tree with affixes and delimiters turned into texts among the children."""
    if isinstance(content, str) or is_empty(content):
        return content
    children: list[Content] = []
    for child in content.children:
        if not is_empty(child):
            if children and content.delimiter:
                children.append(content.delimiter)
            children.append(spell_out(child))
    inner = Box(tuple(children), content.formats, tag=content.tag)
    if not content.prefix and not content.suffix:
        return inner
    return Box(tuple(part for part in (content.prefix, inner, content.suffix) if part))
