"""Sorting of cites and entries by the style's keys; empty values come last, up or down."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from octavo.csl.articles import without_article
from octavo.csl.citation_label import citation_label
from octavo.csl.eval_dates import sort_text
from octavo.csl.eval_names import names
from octavo.csl.eval_text import TITLES
from octavo.csl.evaluate import sequence
from octavo.csl.item import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from octavo.csl.markup import Box, plain
from octavo.csl.nodes import Look, Names, SortKey
from octavo.csl.scope import Scope

T = TypeVar("T")
Key = tuple[object, ...] | None
_NAMES_LOOK = Look()


def sorted_by(
    things: Sequence[T], keys: Sequence[SortKey], key_of: Callable[[T, SortKey], Key]
) -> list[T]:
    """The things in order of the keys, the first key foremost; equal ones keep their order."""
    ordered = list(things)
    for key in reversed(keys):
        pairs = [(key_of(thing, key), thing) for thing in ordered]
        full = [pair for pair in pairs if pair[0] is not None]
        empty = [thing for value, thing in pairs if value is None]
        full.sort(key=lambda pair: pair[0], reverse=key.descending)  # type: ignore[arg-type, return-value]
        ordered = [thing for _, thing in full] + empty
    return ordered


def key_value(key: SortKey, scope: Scope) -> Key:
    """The value of a sort key for the item of `scope` (which must be a sorting one)."""
    text = _macro(key, scope) if key.macro else _variable(key, scope)
    return collation(text, scope.style.locale.language) if text else None


def _macro(key: SortKey, scope: Scope) -> str:
    children, _ = sequence(scope.style.macros[key.macro], scope)
    return plain(Box(tuple(children)))


def _variable(key: SortKey, scope: Scope) -> str:
    variable, item = key.variable, scope.item
    if variable == "citation-number":
        return f"{scope.place.number:09}"
    if variable in NAME_VARIABLES:
        node = Names((variable,), None, None, None, False, (), None, _NAMES_LOOK)
        content = names(node, scope).content
        return plain(content) if content is not None else ""
    if variable in DATE_VARIABLES:
        date = item.date(variable)
        return sort_text(date, {"year", "month", "day"}) if date is not None else ""
    text = citation_label(item) if variable == "citation-label" else item.text(variable)
    if variable in TITLES:
        return without_article(text, scope.language)
    if variable in NUMBER_VARIABLES:
        return re.sub(r"\d+", lambda match: match[0].zfill(9), text)
    return text


_MARKUP = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"[-–’']")
_IGNORED = re.compile(r"[^\w\s\U00010f00-\U00010f1f]")


# Letters that are no variants of others in a language, each behind the letter it follows.
_ALPHABETS = {
    "cs": "cč rř sš zž",
    "da": "zæ zø zå",
    "es": "nñ",
    "et": "sš zž wõ wä wö wü",
    "fi": "zå zä zö",
    "hr": "cč cć dđ sš zž",
    "nb": "zæ zø zå",
    "nn": "zæ zø zå",
    "pl": "aą cć eę lł nń oó sś zź zż",
    "ro": "aă aâ iî sș tț",
    "sk": "aä cč oô sš zž",
    "sl": "cč sš zž",
    "sv": "zå zä zö",
    "tr": "cç gğ hı oö sş uü",
}


@functools.lru_cache(maxsize=64)
def _alphabet(language: str) -> dict[int, str]:
    """What stands for the letters of a language's own: the letter before, and a place behind it."""
    pairs = _ALPHABETS.get(language.partition("-")[0], "").split()
    return {ord(pair[1]): pair[0] + chr(0x10F00 + place) for place, pair in enumerate(pairs)}


@functools.lru_cache(maxsize=8192)
def collation(text: str, language: str = "") -> tuple[object, ...]:
    """A key for alphabetic order: letters without accents and case first, then the details."""
    lower = unicodedata.normalize("NFC", _MARKUP.sub("", text).casefold())
    bare = unicodedata.normalize("NFKD", lower.translate(_alphabet(language)))
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    words = tuple(_IGNORED.sub("", _BREAKS.sub(" ", letters)).split())
    return (words, bare)
