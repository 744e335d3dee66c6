"""The quotation marks of the text and of names, and the spaces that a language wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from octavo import quotes
from octavo.languages import Language
from octavo.model import Element, Kind, Node, Project

THIN = "\N{NARROW NO-BREAK SPACE}"


NAMES = ("authors", "course", "institution", "instructor", "keywords")


def shown(project: Project, language: Language) -> Project:
    """The project as its pages show it: the marks in names and the like are the language's.

    What programs compare letter by letter, such as the authors of a PDF, is taken as typed.
    """

    def curled(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(curled, value))
        return quotes.curled(value, language)

    return replace(project, **{name: curled(getattr(project, name)) for name in NAMES})


def set_marks(nodes: tuple[Node, ...], language: Language) -> tuple[Node, ...]:
    """The nodes with each single quotation mark and apostrophe as the language writes them."""
    return tuple(_walked(node, language) for node in nodes)


def _walked(node: Node, language: Language) -> Node:
    if not isinstance(node, Element) or node.kind is Kind.CODE:
        return node
    if node.kind is None:
        return node.holding(set_marks(node.children, language))
    return set_block(node, language)


def set_block(block: Element, language: Language) -> Element:
    """One block of running text; its text is taken as a whole, so a quotation may hold markup."""
    text = "".join(_texts(block))
    signs = quotes.meanings(text, language)
    return _rewritten(block, signs, language)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Element):
        for child in node.children:
            yield from _texts(child)
    else:
        yield "\N{OBJECT REPLACEMENT CHARACTER}"  # a mark: neither letter nor space


def _rewritten(block: Element, signs: Iterator[str], language: Language) -> Element:
    children: list[Node] = []
    for child in block.children:
        if isinstance(child, str):
            text = quotes.SIGNS.sub(lambda _: next(signs), child)
            children.append(_spaced(_flowing(text), language.space_before))
        elif isinstance(child, Element):
            children.append(_rewritten(child, signs, language))
        else:
            children.append(child)
    return block.holding(tuple(children))


LINE_END = re.compile(r"[ \t]*\n[ \t]*")


def _flowing(text: str) -> str:
    """The lines of the source as one: where they end is the writer's editor's affair."""

    def joined(end: re.Match[str]) -> str:
        sides = text[max(0, end.start() - 1) : end.start()], text[end.end() : end.end() + 1]
        return "" if all(map(quotes.is_unspaced, sides)) else " "

    return LINE_END.sub(joined, text)


def _spaced(text: str, before: str) -> str:
    """A narrow space that does not break before the marks that want one (French)."""
    if not before:
        return text
    marks = re.escape(before)
    return re.sub(
        rf"(?<=[^\s{marks}])[ \N{{NO-BREAK SPACE}}]?([{marks}])(?=\s|$)", THIN + r"\1", text
    )
