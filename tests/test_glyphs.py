"""The list of characters beside the fonts, held against the fonts themselves."""

import os
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

from octavo import glyphs

FONTS = Path(__file__).parent.parent / "assets" / "fonts"


def lines(codes: Iterable[int]) -> str:
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{a:04X}-{b:04X}\n" if a != b else f"{a:04X}\n" for a, b in ranges)


def test_the_list_is_that_of_the_fonts() -> None:
    codes = {code for path in (FONTS / "print").iterdir() for code in TTFont(path).getBestCmap()}
    if os.environ.get("UPDATE"):
        (FONTS / "characters.txt").write_text(lines(codes), "utf-8")
    assert {ord(char) for char in glyphs.shipped_characters()} == codes
