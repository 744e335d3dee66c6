"""Puts an element's formatting, text case and affixes around what it prints."""

from __future__ import annotations

from octavo.csl import textcase
from octavo.csl.markup import Box, Content, is_empty, map_text, spell_out
from octavo.csl.nodes import Look
from octavo.csl.scope import Result, Scope

_BARE = Look()


def dress(content: Content, look: Look, scope: Scope, *, of_style: bool = False) -> Content | None:
    """The content in an element's formatting, between its affixes; None if it is empty.

    `of_style`: it is the style's own word, in the style's language and not in the work's.
    """
    return None if is_empty(content) else wrap(content, look, scope, of_style=of_style)


def wrap(content: Content, look: Look, scope: Scope, *, of_style: bool = False) -> Content:
    """The same for content that is known to hold text."""
    if look == _BARE:
        return content
    if look.text_case:
        language = ("" if of_style else scope.item.language) or scope.style.locale.language
        content = textcase.apply(look.text_case, spell_out(content), language)
    if look.strip_periods:
        content = map_text(content, lambda text: text.replace(".", ""))
    if look.formats or look.prefix or look.suffix:
        content = Box((content,), look.formats, look.prefix, look.suffix)
    return Box((content,), (look.display,)) if look.display else content


def dressed(content: Content, look: Look, scope: Scope, status: int) -> Result:
    """The result of an element that prints `content`."""
    return Result(dress(content, look, scope), status)
