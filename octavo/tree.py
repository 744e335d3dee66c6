"""From converted Markdown to a tree of elements, through an allow-list of harmless HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from octavo.model import Element, Node
from octavo.numerals import whole

INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup time u var wbr".split()
)
BLOCK = frozenset(
    "blockquote caption col colgroup dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p "
    "pre section table tbody td tfoot th thead tr ul".split()
)
VOID = frozenset(("br", "col", "hr", "img", "wbr"))
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href"},
    "img": {"alt", "fig-alt", "src", "width"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style"},
    "time": {"datetime"},
}
LINK = re.compile(r"#|https?://|mailto:", re.I)  # others name a file, or run something
WIDEST = 100  # columns or rows that a cell may span; each costs the engine time and memory
ALIGNED = re.compile(r"\s*text-align:\s*(left|right|center|justify);?\s*")


def parse(html: str, *, trusted: bool = False) -> tuple[Node, ...]:
    """The elements and texts of a piece of HTML; what is not on the list is left out.

    Tags are dropped and their text kept; scripts, styles and comments go with all they hold. Of
    `trusted` HTML nothing but these is left out.
    """
    builder = _Builder(trusted)
    builder.feed(_well_formed(html) if trusted else _clean(html))
    builder.close()
    return tuple(builder.stack[0][2])


def is_allowed(tag: str, attribute: str, value: str) -> bool:
    """Whether an element that is on the list may have an attribute."""
    if attribute not in ATTRIBUTES["*"] and attribute not in ATTRIBUTES.get(tag, ()):
        return False
    if attribute == "href":
        return bool(LINK.match(value))
    if attribute in ("colspan", "rowspan"):
        return whole(value, WIDEST + 1) <= WIDEST
    if attribute == "start":
        return whole(value, -1) >= 0
    return attribute != "style" or bool(ALIGNED.fullmatch(value))


def _clean(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags=set(INLINE | BLOCK),
        attributes=ATTRIBUTES,
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _well_formed(html: str) -> str:
    """The HTML with all its elements and attributes, but for scripts and style sheets."""
    import nh3

    never = {"script", "style"}
    return nh3.clean(
        html,
        tags={name.lower() for name in re.findall(r"<([A-Za-z][\w:-]*)", html)} - never,
        clean_content_tags=never,
        attributes={"*": {name.lower() for name in re.findall(r"[A-Za-z][\w:-]*", html)}},
        url_schemes={name.lower() for name in re.findall(r"([A-Za-z][\w+.-]*):", html)},
        link_rel=None,
    )


def depth(nodes: Iterable[Node]) -> int:
    """How many elements lie within one another at the deepest place."""
    deepest, level = 0, [node for node in nodes if isinstance(node, Element)]
    while level:
        deepest += 1
        level = [child for node in level for child in node.children if isinstance(child, Element)]
    return deepest


class _Builder(HTMLParser):
    """Builds the tree of well-formed HTML, such as the cleaner writes."""

    def __init__(self, trusted: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.trusted = trusted
        self.stack: list[tuple[str, dict[str, str], list[Node]]] = [("", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {
            name: value or ""
            for name, value in attrs
            if self.trusted or is_allowed(tag, name, value or "")
        }
        if tag in VOID:
            self.stack[-1][2].append(Element(tag, attributes))
        else:
            self.stack.append((tag, attributes, []))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.stack) > 1:
            name, attributes, children = self.stack.pop()
            self.stack[-1][2].append(Element(name, attributes, tuple(children)))

    def handle_data(self, data: str) -> None:
        children = self.stack[-1][2]
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)
