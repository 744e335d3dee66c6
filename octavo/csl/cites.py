"""Renders one cite or one bibliography entry as boxes, before any pass over whole citations."""

from __future__ import annotations

from collections.abc import Mapping

from octavo.csl import rich
from octavo.csl.eval_names import names
from octavo.csl.evaluate import sequence
from octavo.csl.item import Item
from octavo.csl.markup import EMPTY, Box, Content, Tag, first, replace
from octavo.csl.nodes import Area, Look, NamePart, Names, TextVariable
from octavo.csl.scope import Clarity, Place, Scope
from octavo.csl.style import Style


def render(
    style: Style,
    area: Area,
    item: Item,
    place: Place,
    clarity: Clarity,
    hints: Mapping[object, int],
    *,
    comparing: bool = False,
) -> tuple[Box, Scope]:
    """What the layout prints for an item, and the scope that tells what it used.

    `comparing`: the cite is only looked at, to see whether it is like another.
    """
    scope = Scope(style, area, item, place, clarity, hints, comparing)
    children, _ = sequence(area.children, scope)
    return Box(tuple(children)), scope


def author(content: Content) -> Content:
    """The first names that a cite prints: its author, or what stands for it."""
    return first(content, "names") or EMPTY


_NAMED = Names(
    ("author",),
    NamePart({"form": "short", "and": "text"}, Look(), Look(), Look()),
    None,
    None,
    False,
    (
        Names(("editor",), None, None, None, False, (), None, Look()),
        Names(("translator",), None, None, None, False, (), None, Look()),
        TextVariable("title", True, Look()),
    ),
    None,
    Look(),
)


def named(style: Style, item: Item) -> Content:
    """The author of a work as a sentence names it, for cites that print no names: numbers, ibid."""
    return names(_NAMED, Scope(style, style.citation, item)).content or EMPTY


def without_author(content: Content) -> Content:
    """A cite without its author, as it stands beside a name in the sentence."""
    found = first(content, "names")
    if found is None:
        return content
    return replace(content, lambda box: EMPTY if box == found else None)


def with_affixes(content: Content, prefix: str, suffix: str) -> Content:
    """The cite between its own prefix and suffix, spaced as they need."""
    if prefix and not prefix[-1].isspace() and prefix[-1] not in "([{“‘'\"/«-–—’":
        prefix += " "
    if suffix and suffix[0] not in " ,.;:!?)]}”’'\"/»-–—\u00a0":
        suffix = " " + suffix
    children: list[Content] = []
    if prefix:
        children.append(Box(rich.parse_affix(prefix), tag=Tag("affix", "prefix")))
    children.append(content)
    if suffix:
        children.append(Box(rich.parse_affix(suffix), tag=Tag("affix", "suffix")))
    return Box(tuple(children)) if len(children) > 1 else content


def starts_sentence(prefix: str, *, first: bool) -> bool:
    """Whether what follows a cite's prefix is the beginning of a sentence."""
    bare = prefix.rstrip().rstrip("”’\"'")
    if not bare:
        return first
    return bare[-1] in ".?!" and " " in bare.strip()


def capitalized(content: Content) -> Content:
    """The content with its first text in a capital, should that text be a term of the style."""
    return _capital_term(content, within=False)[0]


def _capital_term(content: Content, *, within: bool) -> tuple[Content, bool]:
    """The content, changed or not, and whether its first text was met."""
    if isinstance(content, str):
        return (content[:1].upper() + content[1:] if within else content), bool(content)
    if content.prefix.strip():
        return content, True
    within = within or (content.tag is not None and content.tag.kind == "term")
    for number, child in enumerate(content.children):
        changed, met = _capital_term(child, within=within)
        if met:
            before, after = content.children[:number], content.children[number + 1 :]
            return content._replace(children=(*before, changed, *after)), True
    return content, False
