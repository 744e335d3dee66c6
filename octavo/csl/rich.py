"""Field text with its small markup and its quotation marks becomes boxes.

The markup is that of CSL-JSON: <i>, <b>, <sup>, <sub>, <sc>, <span style="font-variant:
small-caps;">, <span class="nocase">, <span class="nodecor">. Straight and curly quotation marks
that pair become quotations, so that their form can follow the style's language and their depth.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, field

from octavo.csl.markup import Box, Content

_TOKEN = re.compile(
    r"""</?(?:i|b|sup|sub|sc)>|<span\s[^>]*>|</span>|["“”„'‘’«»]|[^<"“”„'‘’«»]+|<""", re.VERBOSE
)
_FORMATS = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub", "sc": "small-caps"}
_CLOSING = {'"': '"', "'": "'’", "“": "”", "‘": "’", "„": "“”", "«": "»"}
_BLOCKS = (
    range(0xAA, 0xBB),
    range(0x2B0, 0x2E5),
    range(0x1D2C, 0x1DC0),
    range(0x2070, 0x2123),
    range(0x3192, 0x31A0),
)
_SUPERSCRIPTS = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for block in _BLOCKS
    for code in block
    if unicodedata.decomposition(chr(code)).startswith("<super>")
} | {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}
_SUPERSCRIPT = re.compile("[" + "".join(_SUPERSCRIPTS) + "]")
_FRENCH = re.compile(r" (?=[:;?!»](?:\s|$))|(?<=«) ")  # spaces that must not break
_QUOTES = "\"“”„'‘’«»"
_MARKED = re.compile("[<\"“”„'‘’«»" + "".join(_SUPERSCRIPTS) + "]")


@dataclass(slots=True)
class _Open:
    """An element not yet closed: what opened it, and what stands in it so far."""

    token: str
    format: str
    closers: str
    children: list[Content] = field(default_factory=list)


@functools.lru_cache(maxsize=8192)
def parse(text: str) -> tuple[Content, ...]:
    """The boxes of a field's text. Markup that does not pair stays text."""
    if " " in text:
        text = _FRENCH.sub("\u202f", text)
    return _parsed(text, _QUOTES)


@functools.lru_cache(maxsize=2048)
def parse_plain(text: str) -> tuple[Content, ...]:
    """The boxes of a text that the style gives: markup, but quotation marks as they stand."""
    return _parsed(text, "")


def parse_affix(text: str) -> tuple[Content, ...]:
    """The boxes of a cite's prefix or suffix: its quotations are the writer's own, and stay whole.

    Straight quotation marks become those of the language; no punctuation moves in or out.
    """
    return tuple(_own_quotes(content) for content in _parsed(text, "\"'"))


def _own_quotes(content: Content) -> Content:
    if isinstance(content, str):
        return content
    formats = tuple("own-quote" if name == "quote" else name for name in content.formats)
    return content._replace(formats=formats, children=tuple(map(_own_quotes, content.children)))


def _parsed(text: str, quotes: str) -> tuple[Content, ...]:
    """The boxes of a text in which the characters of `quotes` may open and close quotations."""
    if not _MARKED.search(text):
        return (text,) if text else ()
    stack = [_Open("", "", "")]
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in quotes:
            before = text[match.start() - 1 : match.start()]
            after = text[match.end() : match.end() + 1]
            _quote(stack, token, before, after)
        elif token.startswith("</"):
            _close_tag(stack, token)
        elif token.startswith("<") and len(token) > 1:
            stack.append(_Open(token, _format(token), "</span>" if " " in token else ""))
        else:
            stack[-1].children.extend(_superscripts(token))
    while len(stack) > 1:
        _unpaired(stack)
    return tuple(_joined(stack[0].children))


def _format(tag: str) -> str:
    if not tag.startswith("<span"):
        return _FORMATS[tag[1:-1]]
    if "small-caps" in tag:
        return "small-caps"
    if "nocase" in tag:
        return "nocase"
    return "nodecor" if "nodecor" in tag else "nocase"


def _close_tag(stack: list[_Open], token: str) -> None:
    opener = token.replace("/", "")
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].token == opener or stack[depth].closers == token:
            while len(stack) - 1 > depth:
                _unpaired(stack)
            return _close(stack)
    stack[-1].children.append(token)
    return None


def _quote(stack: list[_Open], token: str, before: str, after: str) -> None:
    """Close the quotation that `token` ends, open one, or take it for an apostrophe."""
    ends = bool(before) and not before.isspace() and not after.isalnum()
    if ends:
        for depth in range(len(stack) - 1, 0, -1):
            if token in stack[depth].closers and stack[depth].token in _CLOSING:
                while len(stack) - 1 > depth:
                    _unpaired(stack)
                return _close(stack)
            if stack[depth].token not in _CLOSING:
                break
    starts = token in _CLOSING and not before.isalnum() and bool(after) and not after.isspace()
    if starts and before != token and before not in tuple(".,;’!?”"):
        stack.append(_Open(token, "quote", _CLOSING[token]))
    else:
        stack[-1].children.append("’" if token == "'" else token)
    return None


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    stack[-1].children.append(Box(tuple(_joined(done.children)), (done.format,)))


def _unpaired(stack: list[_Open]) -> None:
    """Turn the innermost opener back into text."""
    done = stack.pop()
    stack[-1].children.append("’" if done.token == "'" else done.token)
    stack[-1].children.extend(done.children)


def _superscripts(text: str) -> list[Content]:
    if not _SUPERSCRIPT.search(text):
        return [text]
    pieces: list[Content] = []
    start = 0
    for match in _SUPERSCRIPT.finditer(text):
        if match.start() > start:
            pieces.append(text[start : match.start()])
        pieces.append(Box((_SUPERSCRIPTS[match[0]],), ("sup",)))
        start = match.end()
    return [*pieces, text[start:]] if start < len(text) else pieces


def _joined(children: list[Content]) -> list[Content]:
    """Neighbouring texts made one."""
    joined: list[Content] = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    return joined
