"""What the signs of a .docx are in Unicode, those of its symbol fonts too."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from octavo.importers._package import get

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# The fonts have their signs at U+F020 to U+F0FF (Unicode's private use), in an order of their own.
# Symbol's is Adobe's: "Symbol Encoding to Unicode", unicode.org/Public/MAPPINGS/VENDORS/ADOBE.
CAPITALS = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
SMALL = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
RARER = {
    **dict(zip(range(0xA2, 0xB0), "′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xBD), "°±″≥×∝∂•÷≠≡≈…", strict=True)),
    **dict(zip(range(0xC4, 0xD2), "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇", strict=True)),
    **dict(zip(range(0xD5, 0xDF), "∏√⋅¬∧∨⇔⇐⇑⇒", strict=True)),
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2D: "−",
    0x40: "≅",
    0x5C: "∴",
    0x5E: "⊥",
    0x7E: "∼",
    0xE5: "∑",
    0xF2: "∫",
}
FONTS = {
    "symbol": {**CAPITALS, **SMALL, **RARER},
    "wingdings": {0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓"}
    | {0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x6F: "☐", 0x6C: "●"},
}
ANY = {0xB7: "•", 0x2D: "-", **FONTS["wingdings"]}  # where the font is not said


def sign(element: Element) -> str:
    """The character that a `sym` stands for."""
    code = get(element, "char")
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0xFFFD
    return _in_unicode(number, get(element, "font"))


def letters(text: str, font: str) -> str:
    """A run's letters, those of a symbol font's own place put in Unicode's."""
    return re.sub("[\uf020-\uf0ff]", lambda match: _in_unicode(ord(match[0]), font), text)


def _in_unicode(number: int, font: str) -> str:
    known = FONTS.get(font.casefold(), ANY)
    if number < 0x100 and font.casefold() in FONTS:
        number += 0xF000
    if 0xF020 <= number <= 0xF0FF:
        code = number - 0xF000
        plain = chr(code) if font.casefold() == "symbol" and code < 0x40 else UNKNOWN
        return known.get(code, plain)
    return chr(number) if number < 0xD800 else UNKNOWN
