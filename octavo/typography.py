"""Single quotation marks told from apostrophes, and the spaces that a language wants.

Python-Markdown's smart quotes take one sign for both the closing single quotation mark and the
apostrophe. Where a language's inner quotation marks are others (“ in British English), the two must
be told apart: so the converter writes two signs of ours, and here each is given its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.languages import Language
from octavo.model import Element, Kind, Node

OPENING = "\U000ffff1"  # private use, behind the numbers of marks
CLOSING = "\U000ffff2"
SIGN = re.compile(f"[{OPENING}{CLOSING}]")
APOSTROPHE = "’"
THIN = "\N{NARROW NO-BREAK SPACE}"


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
    signs = iter(_signs(text, language))
    return _rewritten(block, signs, language)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Element):
        for child in node.children:
            yield from _texts(child)
    else:
        yield "\N{OBJECT REPLACEMENT CHARACTER}"  # a mark: neither letter nor space


def _signs(text: str, language: Language) -> Iterator[str]:
    """What each of our two signs in a text stands for, in order."""
    places = [found.start() for found in SIGN.finditer(text)]
    meaning = dict.fromkeys(places, APOSTROPHE)
    opened: list[int] = []
    for at in places:
        if text[at] == OPENING:
            opened.append(at)
        elif opened and not _inside_word(text, at):
            meaning[opened.pop()] = language.quotes[2]
            meaning[at] = language.quotes[3]
    return (meaning[at] for at in places)


def _inside_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _rewritten(block: Element, signs: Iterator[str], language: Language) -> Element:
    children: list[Node] = []
    for child in block.children:
        if isinstance(child, str):
            text = SIGN.sub(lambda _: next(signs), child)
            children.append(_spaced(_flowing(text), language.space_before))
        elif isinstance(child, Element):
            children.append(_rewritten(child, signs, language))
        else:
            children.append(child)
    return block.holding(tuple(children))


# Chinese, Japanese and their punctuation: written without spaces, so a line may end anywhere.
# Ranges, no pattern: to compile one of so many characters takes as long as all others together.
UNSPACED = (
    ("\u2e80", "\u30ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uff60"),
)
LINE_END = re.compile(r"[ \t]*\n[ \t]*")


def _flowing(text: str) -> str:
    """The lines of the source as one: where they end is the writer's editor's affair."""

    def joined(end: re.Match[str]) -> str:
        sides = text[max(0, end.start() - 1) : end.start()], text[end.end() : end.end() + 1]
        return "" if all(map(_is_unspaced, sides)) else " "

    return LINE_END.sub(joined, text)


def _is_unspaced(character: str) -> bool:
    return any(first <= character <= last for first, last in UNSPACED)


def _spaced(text: str, before: str) -> str:
    """A narrow space that does not break before the marks that want one (French)."""
    if not before:
        return text
    marks = re.escape(before)
    return re.sub(
        rf"(?<=[^\s{marks}])[ \N{{NO-BREAK SPACE}}]?([{marks}])(?=\s|$)", THIN + r"\1", text
    )
