"""Write a tree of elements as HTML, for the printed page or for the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from html import escape

from octavo.model import Element, Node, Note
from octavo.tree import VOID


class Medium(StrEnum):
    """Where the page is read. In print a note stands at the foot of its page."""

    PRINT = "print"
    SCREEN = "screen"


def write(nodes: Iterable[Node], medium: Medium) -> str:
    """The nodes as HTML. Marks that were never resolved are written as the writer typed them."""
    return "".join(_siblings(tuple(nodes), medium))


def _siblings(nodes: Sequence[Node], medium: Medium) -> Iterable[str]:
    held = False  # whether a word is being held together with the calls behind it
    for at, node in enumerate(nodes):
        before = nodes[at - 1] if at else None
        call_follows = at + 1 < len(nodes) and isinstance(nodes[at + 1], Note)
        if isinstance(node, str) and call_follows and medium is Medium.PRINT:
            at = _held(node)
            yield f'{_text(node[:at])}<span class="held">{_text(node[at:])}'
            held = True
            continue
        if isinstance(node, Note) and isinstance(before, Note):
            yield '<sup class="between">,</sup>'  # else 5 and 6 would read as 56
        yield _node(node, medium)
        if held and not call_follows:
            yield "</span>"
            held = False


LONGEST_HELD = 24  # characters; a longer word, or Chinese, must be free to break


def _held(text: str) -> int:
    """Where the word begins that a note's call behind the text is held to."""
    at = text.rfind(" ") + 1
    if len(text) - at > LONGEST_HELD or any("\u2e80" <= c <= "\uffef" for c in text[at:]):
        return max(at, len(text) - 2)  # a letter and the punctuation behind it
    return at


# A range of numbers stays on one line, with its volume ("1:156–58"); a longer one may break behind
# its dash. So does a word with one letter before its hyphen, "e-mail", and one with the dash behind
# it: no line begins with a dash (CMOS, 17th ed., 6.90).
HELD = re.compile(
    r"(?<![\w–.,:])(?:\d{1,4}:)?\d[\d.,]{0,9}–\d[\d.,]{0,9}(?<![.,])(?![\w–])"
    r"|(?<![\w&;-])[^\W\d_]-[^\W\d_]{2,14}(?![\w-])"
    r"|(?<![\w’'-])[^\W\u2e80-\uffef][\w’'-]{0,19}—(?=\S)"
)


def _text(text: str) -> str:
    return HELD.sub(r'<span class="held">\g<0></span>', escape(text, quote=False))


def _node(node: Node, medium: Medium) -> str:
    if isinstance(node, str):
        return _text(node)
    if isinstance(node, Element):
        return _element(node, medium)
    if isinstance(node, Note):
        return _foot(node) if medium is Medium.PRINT else _call(node)
    return f'<mark class="unresolved">{escape(node.span.text)}</mark>'


def _element(element: Element, medium: Medium) -> str:
    if element.tag == "template":  # what only a screen shows
        return write(element.children, medium) if medium is Medium.SCREEN else ""
    opening = f"<{element.tag}{_attributes(element.attributes)}>"
    if element.tag in VOID:
        return opening
    if _is_address(element):
        return f"{opening}{_address(str(element.children[0]), medium)}</a>"
    return f"{opening}{write(element.children, medium)}</{element.tag}>"


# Where an address may end a line: behind a colon and its slashes, before any other punctuation
# (Chicago Manual of Style, 17th ed., 7.46), a stretch without any from its 24th character on; but
# its end, "/" or ".html", stays with what is before it.
BREAKS = re.compile(
    r"(?<=://)|(?<=[^/:])(?=[/.,~_?#%&=-].{2})(?!\.\w{1,5}$)|(?<=[\w]{24})(?=[\w]{4})"
)


def _is_address(element: Element) -> bool:
    text = element.children[0] if len(element.children) == 1 else None
    return element.tag == "a" and isinstance(text, str) and "://" in text


def _address(text: str, medium: Medium) -> str:
    """An address in its pieces. WeasyPrint would part it behind its hyphens and stops as well."""
    pieces = (
        f'<span class="held">{escape(piece, quote=False)}</span>'
        if medium is Medium.PRINT and len(piece) <= LONGEST_HELD and not piece.isalnum()
        else _text(piece)
        for piece in BREAKS.split(text)
    )
    return "<wbr>".join(pieces)


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _foot(note: Note) -> str:
    """A note in print stands whole where it is called; the style sheet sends it to the foot.

    Its blocks are spans, as only text may stand within the paragraph that calls it.
    """
    return (
        f'<span class="note" id="{note.id}" data-number="{note.number}">'
        f"{''.join(_inner(block) for block in note.children)}</span>"
    )


# What the blocks of a note are, though all are spans: roles of WAI-ARIA 1.3.
ROLES = {
    "p": "paragraph",
    "pre": "paragraph",
    "blockquote": "blockquote",
    "ul": "list",
    "ol": "list",
    "li": "listitem",
    "dl": "list",
    "dt": "term",
    "dd": "definition",
}


def _inner(block: Node) -> str:
    if not isinstance(block, Element):
        return _node(block, Medium.PRINT)
    kind = "note-block" if block.kind is not None else f"note-{block.tag}"
    inner = (
        write(block.children, Medium.PRINT)
        if block.kind is not None
        else "".join(_inner(child) for child in block.children)
    )
    kept = {name: said for name, said in block.attributes.items() if name == "data-at"}
    if block.tag in ROLES:
        kept["role"] = ROLES[block.tag]
    return f'<span class="{kind}"{_attributes(kept)}>{inner}</span>'


def _call(note: Note) -> str:
    return (
        f'<sup class="call"><a id="call-{note.number}" href="#{note.id}" role="doc-noteref">'
        f"{note.number}</a></sup>"
    )
