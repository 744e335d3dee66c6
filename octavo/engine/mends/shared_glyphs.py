"""All spaces are copied as the one that was drawn first, and all hyphens too.

Fonts draw several characters with one glyph: spaces of many widths, the keyboard's hyphen and those
that Unicode has beside it. WeasyPrint has a glyph read as the character it was first drawn for, so
that one hyphen that must not break, in the title, makes "Sino-Soviet" a word that no search finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from octavo.engine.mends import after

MODULE = "weasyprint.pdf.fonts"
FUNCTION = "build_fonts_dictionary"
VERSION = "70.0"
SOURCE = "fc551bef35d0d6c3d288f686fd21b5ea8c1efadb8f2f3b4d379cfa6045c02230"

# What a keyboard has, and what else a font may draw with the same glyph.
SAME = {
    " ": "\N{NO-BREAK SPACE}\N{EN QUAD}\N{EM QUAD}\N{EN SPACE}\N{EM SPACE}\N{THREE-PER-EM SPACE}"
    "\N{FOUR-PER-EM SPACE}\N{SIX-PER-EM SPACE}\N{FIGURE SPACE}\N{PUNCTUATION SPACE}\N{THIN SPACE}"
    "\N{HAIR SPACE}\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}",
    "-": "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}",
}
PLAIN = {other: plain for plain, others in SAME.items() for other in others}


def octavo_plain(fonts: Iterable[Any]) -> None:
    """Have spaces and hyphens be read as those of the keyboard."""
    for font in fonts:
        for glyph, text in font.to_unicode.items():
            font.to_unicode[glyph] = PLAIN.get(text, text)


HELPERS = {"octavo_plain": octavo_plain}


def mended(source: str) -> str:
    """Say what the glyphs stand for before that is written."""
    return after(source, "pdf_fonts = pydyf.Dictionary()", "octavo_plain(fonts.values())")
