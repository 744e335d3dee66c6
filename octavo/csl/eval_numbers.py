"""cs:number: ordinals, roman numerals, and several numbers in one field."""

from __future__ import annotations

import re

from octavo.csl import numbers, rich
from octavo.csl.dress import dress
from octavo.csl.markup import Box, Content
from octavo.csl.nodes import Number
from octavo.csl.scope import PRESENT, Result, Scope

# Numbers that may be identifiers: a hyphen between their digits does not mean a range.
IDENTIFIERS = frozenset({"number", "version", "section"})
_PIECE = re.compile(r"\s*(?:,|;|&|–|-|\\-)\s*|\s+|[^\s,;&–\\-]+|\\")


def number_text(variable: str, scope: Scope) -> str:
    """The value of a number variable, those of the cite itself included."""
    place = scope.place
    if variable == "locator":
        return place.locator
    if variable == "citation-number":
        return str(place.number) if place.number else ""
    if variable == "first-reference-note-number":
        return str(place.first_note) if place.first_note else ""
    return "" if variable in scope.used else scope.item.text(variable)


def pages(text: str, scope: Scope) -> str:
    """A page list in the style's page-range-format."""
    style = scope.style
    text = numbers.page_range(text, style.page_range_format, style.range_delimiter)
    ampersand = style.locale.term("and", "symbol")
    return text.replace("&", ampersand) if ampersand and ampersand != "&" else text


def number(node: Number, scope: Scope) -> Result:
    """cs:number for the item of `scope`."""
    text = number_text(node.variable, scope)
    if not text:
        return scope.miss(node.variable)
    scope.use(node.variable)
    if node.variable in ("page", "locator") and node.form == "numeric":
        content: Content = Box(rich.parse(pages(text, scope)))
    elif not numbers.is_numeric(text):
        content = text if node.variable in IDENTIFIERS else _dashed(text, scope)
    else:
        content = Box(tuple(_pieces(text, node, scope)))
    return Result(dress(content, node.look, scope), PRESENT)


def _dashed(text: str, scope: Scope) -> str:
    return numbers.page_range(text, "", scope.style.range_delimiter)


def _pieces(text: str, node: Number, scope: Scope) -> list[Content]:
    pieces: list[Content] = []
    for match in _PIECE.finditer(text):
        piece = match[0]
        if (number := numbers.whole(piece, -1)) >= 0:
            pieces.extend(rich.parse_plain(one_number(number, node.variable, node.form, scope)))
        elif piece.strip() in ("-", "–"):
            kept = node.variable in IDENTIFIERS
            pieces.append(piece.strip() if kept else scope.style.range_delimiter)
        elif piece.strip() == "\\-":
            pieces.append("-")
        elif piece.strip() == "&":
            pieces.append(f" {scope.style.locale.term('and', 'symbol') or '&'} ")
        elif piece.strip() in (",", ";"):
            pieces.append(piece.strip() + " ")
        else:
            pieces.append(piece)
    return pieces


def one_number(value: int, noun: str, form: str, scope: Scope) -> str:
    """A whole number in a form of cs:number; `noun` decides the gender of ordinals."""
    locale = scope.style.locale
    if form == "roman":
        return numbers.roman(value)
    if form == "long-ordinal" and 1 <= value <= 10:
        gender = locale.gender_of(noun)
        spelled = locale.term(f"long-ordinal-{value:02}", gender=gender)
        if spelled:
            return spelled
    if form in ("ordinal", "long-ordinal"):
        return f"{value}{locale.ordinal_suffix(value, locale.gender_of(noun))}"
    return str(value)
