"""The letter after the year where a style does not say itself where it goes."""

from __future__ import annotations

from octavo.csl import numbers
from octavo.csl.markup import Box, Content, Tag
from octavo.csl.scope import Scope


def year_suffix(scope: Scope) -> Content | None:
    """The year suffix where none has been printed yet and the style has no place of its own."""
    number = scope.clarity.suffix
    if not number or scope.suffix_printed or scope.style.places_year_suffix:
        return None
    scope.suffix_printed = True
    return Box((numbers.letters(number),), tag=Tag("suffix", number))
