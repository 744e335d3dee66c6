"""The characters that the fonts of the printed page can draw."""

from __future__ import annotations

from functools import cache

from octavo.model import Typeface
from octavo.shipped import shipped


def of(typeface: Typeface | None) -> frozenset[str]:
    """All characters of a house font, and of the shipped ones, which draw what it lacks."""
    if typeface is None:
        return shipped_characters()
    from octavo import typefaces

    return shipped_characters() | typefaces.characters(typeface)


@cache
def shipped_characters() -> frozenset[str]:
    """All characters that one of the fonts in `assets/fonts/print` has.

    They are listed beside the fonts, as reading them out of the fonts takes a second.
    """
    listed = (shipped("assets") / "fonts" / "characters.txt").read_text("utf-8").split()
    ranges = (line.partition("-") for line in listed)
    return frozenset(
        chr(code)
        for first, _, last in ranges
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )
