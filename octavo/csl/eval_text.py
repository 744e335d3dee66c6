"""cs:text with a variable, a term or a value; titles, links, variables of the cite itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from octavo.csl import numbers, rich
from octavo.csl.articles import without_article
from octavo.csl.citation_label import citation_label
from octavo.csl.dress import dress, dressed
from octavo.csl.eval_numbers import IDENTIFIERS, pages
from octavo.csl.item import NUMBER_VARIABLES
from octavo.csl.links import address
from octavo.csl.markup import Box, Content, Tag, plain
from octavo.csl.nodes import Look, TextTerm, TextValue, TextVariable
from octavo.csl.scope import CONSTANT, MISSING, NOTHING, PRESENT, Result, Scope
from octavo.csl.year_suffix import year_suffix

_RANGED = NUMBER_VARIABLES - IDENTIFIERS
_URI = re.compile(r"https?://\S*$")
_LATIN = re.compile(r"[A-Za-z]{2}")
_COLON = re.compile(r"\s?:\s|：")
TITLES = frozenset({"title", "container-title", "collection-title"})
_LINKED = frozenset({"DOI", "URL", "PMID", "PMCID"})
_SHORT_OF = {"title": "title-short", "container-title": "container-title-short"}


def text_variable(node: TextVariable, scope: Scope) -> Result:
    """cs:text with `variable`."""
    variable = node.variable
    special = _SPECIAL.get(variable)
    if special is not None:
        return special(node, scope)
    if variable in scope.used:
        return Result(None, MISSING)
    text = _short(variable, scope) if node.short else scope.item.text(variable)
    if not text:
        return scope.miss(variable)
    scope.use(variable)
    if scope.sorting and variable in TITLES:
        text = without_article(text, scope.language)
    elif variable == "page":
        text = pages(text, scope)
    elif variable in _RANGED:
        text = numbers.page_range(text, "", scope.style.range_delimiter)
    if variable in _LINKED:
        return _linked(node, text, scope)
    content = Box(rich.parse(text), tag=Tag("title") if variable == "title" else None)
    if variable in TITLES:
        content = _spoken(content, scope.item.language, scope)
    if variable == "title" and not node.short:
        return Result(_full_title(content, node.look, scope), PRESENT)
    return dressed(content, node.look, scope, PRESENT)


def _linked(node: TextVariable, text: str, scope: Scope) -> Result:
    """An identifier as a link; what of its prefix is part of the address belongs to the anchor."""
    uri = _URI.search(node.look.prefix)
    head = uri[0] if uri else ""
    look = node.look._replace(prefix=node.look.prefix[: len(node.look.prefix) - len(head)])
    anchor = Box((head, text), tag=Tag("link", address(node.variable, text)))
    return dressed(anchor, look, scope, PRESENT)


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47; programs write "German" too
_OTHER_SCRIPTS = frozenset("ar be bg el fa he hi hy ja ka ko mk ru th uk ur yi zh".split())


def _spoken(content: Box, language: str, scope: Scope) -> Box:
    """What is written in a language, marked as such where that is not the report's."""
    usual = scope.style.locale.language.partition("-")[0]
    own, romanised = language.partition("-")[0], language.casefold().endswith("-latn")
    if scope.sorting or not (romanised or own != usual) or not _LANGUAGE.fullmatch(language):
        return content
    # Of a work in Chinese, a title in Latin letters is a translation.
    if own in _OTHER_SCRIPTS and not romanised and max(plain(content), default="") < "\u0370":
        return content
    return Box((content,), tag=Tag("lang", language))


def _full_title(title: Content, look: Look, scope: Scope) -> Content | None:
    """The title, with its original in another script and its translation where there are any.

    Styles that print the original title themselves are left alone, as are later cites.
    """
    beside = [] if "subsequent" in scope.place.positions else _other_titles(scope)
    if not beside or scope.sorting:
        return dress(title, look, scope)
    bare = dress(title, look._replace(prefix="", suffix=""), scope) or ""
    return Box((bare, *beside), (), look.prefix, look.suffix, " ")


def _other_titles(scope: Scope) -> list[Content]:
    item = scope.item
    found: list[Content] = []
    original, translated = item.text("original-title"), item.text("translated-title")
    if scope.style.prints_original_title or _LATIN.search(original):
        original = ""
    if native := item.native_title or original:
        language = item.language.partition("-")[0] if item.native_title else ""
        found.append(_spoken(Box(rich.parse(native)), language, scope))
    if translated:
        found.append(Box(rich.parse(translated), (), "[", "]"))
    return found


def _short(variable: str, scope: Scope) -> str:
    """The short form of a field; a title that has none is cut at its colon."""
    item = scope.item
    name = _SHORT_OF.get(variable, f"{variable}-short")
    found = item.text(name)
    if not found:
        found = item.text(variable)
        if variable == "title" and scope.style.extras.short_title == "colon":
            found = _COLON.split(found, maxsplit=1)[0]
    return found


def _locator(node: TextVariable, scope: Scope) -> Result:
    locator = scope.place.locator
    if not locator:
        return Result(None, MISSING)
    text = pages(locator, scope) if scope.place.label == "page" else _other_locator(locator)
    scope.use("locator")
    return dressed(Box(rich.parse(text), tag=Tag("locator")), node.look, scope, PRESENT)


def _other_locator(text: str) -> str:
    return numbers.page_range(text, "", "–")


def _year_suffix(node: TextVariable, scope: Scope) -> Result:
    if not scope.clarity.suffix:
        return NOTHING  # it does not count as a variable: a group with "n.d." prints without it
    scope.suffix_printed = True
    box = Box((numbers.letters(scope.clarity.suffix),), tag=Tag("suffix", scope.clarity.suffix))
    return dressed(box, node.look, scope, PRESENT)


def _citation_number(node: TextVariable, scope: Scope) -> Result:
    if not scope.place.number:
        return Result(None, MISSING)
    number = scope.place.number
    text = f"{number:09}" if scope.sorting else str(number)
    return dressed(Box((text,), tag=Tag("number", number)), node.look, scope, PRESENT)


def _first_note(node: TextVariable, scope: Scope) -> Result:
    if not scope.place.first_note or "first" in scope.place.positions:
        return Result(None, MISSING)
    return dressed(str(scope.place.first_note), node.look, scope, PRESENT)


def _citation_label(node: TextVariable, scope: Scope) -> Result:
    content: Content = citation_label(scope.item)
    suffix = year_suffix(scope)
    if suffix is not None:
        content = Box((content, suffix))
    return dressed(content, node.look, scope, PRESENT)


_SPECIAL: dict[str, Callable[[TextVariable, Scope], Result]] = {
    "locator": _locator,
    "year-suffix": _year_suffix,
    "citation-number": _citation_number,
    "first-reference-note-number": _first_note,
    "citation-label": _citation_label,
}


def text_term(node: TextTerm, scope: Scope) -> Result:
    """cs:text with `term`."""
    text = scope.style.locale.term(node.term, node.form, plural=node.plural)
    if not text:  # a term that is defined as empty still ends a substitution
        return NOTHING if text is None else Result("", CONSTANT)
    content: Content = Box(rich.parse_plain(text), tag=Tag("term", node.term))
    if node.term == "no date":
        content = Box((content,), tag=Tag("year", None))
    return Result(dress(content, node.look, scope, of_style=True), CONSTANT)


def text_value(node: TextValue, scope: Scope) -> Result:
    """cs:text with `value`."""
    content = Box(rich.parse(node.value))
    return Result(dress(content, node.look, scope, of_style=True), CONSTANT)
