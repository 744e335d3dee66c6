"""Boxes become a row of tokens: texts, and marks that open or close a format."""

from __future__ import annotations

from typing import NamedTuple

from octavo.csl import rich
from octavo.csl.markup import Box, Content


class Mark(NamedTuple):
    """Where a format opens or closes. `value` is a link's address, a cite's key, a language."""

    format: str
    opens: bool
    value: str = ""


Token = str | Mark

_TAGGED = frozenset({"cite", "lang", "link"})


def flatten(content: Content) -> list[Token]:
    """The tokens of `content` in reading order; boxes without text leave nothing."""
    tokens: list[Token] = []
    _emit(content, tokens)
    return tokens


def _emit(content: Content, out: list[Token]) -> bool:
    """Append the tokens of `content`; whether it held any text."""
    if isinstance(content, str):
        if content:
            out.append(content)
        return bool(content)
    start = len(out)
    marks = _marks(content)
    if content.prefix:
        _affix(content.prefix, out)
    out.extend(marks)
    if not _emit_children(content, out):
        del out[start:]
        return False
    out.extend(Mark(mark.format, False, mark.value) for mark in reversed(marks))
    if content.suffix:
        _affix(content.suffix, out)
    return True


def _marks(box: Box) -> list[Mark]:
    marks = [Mark(name, True) for name in box.formats if name != "nocase"]
    if box.tag is not None and box.tag.kind in _TAGGED and box.tag.value:
        marks.insert(0, Mark(box.tag.kind, True, box.tag.value))
    return marks


def _emit_children(box: Box, out: list[Token]) -> bool:
    any_text = False
    for child in box.children:
        before = len(out)
        if any_text and box.delimiter:
            _affix(box.delimiter, out)
        if _emit(child, out):
            any_text = True
        else:
            del out[before:]
    return any_text


def _affix(text: str, out: list[Token]) -> None:
    for part in rich.parse_plain(text):
        _emit(part, out)
