"""The Chinese of a page for the screen: a font of just the characters that stand in it.

A phone may have no Chinese font. The whole of ours is two megabytes; of the characters of a paper
a few kilobytes are enough.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from octavo import glyphs, places, replacing
from octavo.engine import fontconfig

FIRST = "\u2e80"  # where East Asian characters begin (Unicode, CJK Radicals Supplement)
FILE = "NotoSerifCJKsc-Regular-GB2312.otf"
FAMILY = "Noto Serif CJK SC"
UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.S)


def embedded(html: str) -> str:
    """The page with a font of the Chinese characters that it shows; without any, as it is."""
    shown = {char for char in UNSEEN.sub("", html) if char >= FIRST}
    shown &= glyphs.shipped_characters()
    if not shown:
        return html
    data = base64.b64encode(_font("".join(sorted(shown)))).decode()
    face = (
        f'<style>@font-face {{ font-family: "{FAMILY}"; '
        f"unicode-range: {', '.join(_ranges(map(ord, sorted(shown))))}; "
        f'src: url("data:font/woff2;base64,{data}") format("woff2") }}</style>\n'
    )
    return html.replace("</head>", f"{face}</head>", 1)


def _font(characters: str) -> bytes:
    """The WOFF2 of these characters, from the cache if they have been asked for before."""
    source = fontconfig.shipped_fonts() / FILE
    versions = " ".join(map(_version, ("fonttools", "brotli", "brotlicffi")))
    asked = f"{characters}\n{source.stat().st_size}\n{versions}"
    path = places.cache() / f"han-{hashlib.sha256(asked.encode()).hexdigest()[:16]}.woff2"
    with suppress(OSError):
        return path.read_bytes()
    data = _subset(source.read_bytes(), characters)
    with suppress(OSError):  # no home to write to: it is made anew next time
        replacing.put(path, data)
    return data


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def _subset(font: bytes, characters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff2", layout_features=[], notdef_outline=True, hinting=False)
    with TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False) as made:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(made)
        out = io.BytesIO()
        subset.save_font(made, out, options)
    return out.getvalue()


def _ranges(codes: Iterable[int]) -> Iterable[str]:
    """The code points as CSS's `unicode-range` has them, one by one: they seldom are neighbours."""
    return (f"U+{code:X}" for code in codes)
