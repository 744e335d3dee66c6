"""Says in a PDF's text what stands between its pieces, at the ends of lines above all.

A hyphen that divides a word is no part of it: it is read as a soft hyphen, which readers drop (ISO
32000-1, 14.8.2.2.3). As they drop any hyphen at the end of a line, one that belongs to its word, as
in "Sino-Soviet", is read as a hyphen and a soft one. Between two words there must be a space, also
where a line ends (14.8.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from octavo.engine.tags.reader import Gap
from octavo.engine.tags.writing import Mark

# "[<0012 0034>-20<0056>] TJ" as WeasyPrint writes it: what leads to the last glyph, that, its kern.
SHOWN = re.compile(rb"\[(.*)<((?:[0-9a-f]{4})*)([0-9a-f]{4})>(-?[\d.]*)\] TJ", re.DOTALL)
SPACES = (" ", "\N{NO-BREAK SPACE}")
READ_AS = b"/Span <</ActualText <feff%s>>> BDC\n[<%s>%s] TJ\nEMC"
HYPHENS = {Gap.HYPHEN: b"00ad", Gap.KEPT: b"002d00ad"}


def mend(
    gaps: Mapping[tuple[int, int], Gap],
    marks: Mapping[tuple[int, int], Mark],
    fonts: Mapping[Any, Any],
) -> None:
    """Write into the contents of pages what stands behind their pieces.

    What is drawn stays the same. `fonts` are those of WeasyPrint's document.
    """
    blanks = {font.hash: _blank(font) for font in fonts.values()}
    for place, gap in gaps.items():
        if place in marks:
            _mend(marks[place], gap, blanks)


def _blank(font: Any) -> int | None:
    """The glyph of a font that is read as a space, if the file has it."""
    return next((glyph for glyph, text in font.to_unicode.items() if text in SPACES), None)


def _mend(mark: Mark, gap: Gap, blanks: Mapping[str, int | None]) -> None:
    items = mark.stream.stream
    font, shown = "", None
    for at in range(mark.start, mark.end):
        if isinstance(items[at], bytes) and items[at].endswith(b" Tf"):
            font = items[at].split()[0][1:].decode()
        elif isinstance(items[at], bytes) and items[at].endswith(b" TJ"):
            shown = at
    parts = SHOWN.fullmatch(items[shown]) if shown is not None else None
    if shown is None or parts is None:
        return
    if gap in HYPHENS:
        items[shown] = _read_as(HYPHENS[gap], *parts.groups())
    elif (blank := blanks.get(font or _font_before(items, mark.start))) is not None:
        items[shown] = items[shown].removesuffix(b"] TJ") + b"<%04x>] TJ" % blank


def _read_as(said: bytes, before: bytes, glyphs: bytes, last: bytes, kern: bytes) -> bytes:
    """A line whose last glyph is read as something else."""
    kept = before + (b"<" + glyphs + b">" if glyphs else b"")
    start = b"[" + kept + b"] TJ\n" if kept else b""
    return start + READ_AS % (said, last, kern)


def _font_before(items: list[Any], start: int) -> str:
    """The font that holds at a place of a page's contents."""
    fonts = (item for item in reversed(items[:start]) if isinstance(item, bytes))
    setting = next((item for item in fonts if item.endswith(b" Tf")), b"/")
    return setting.split()[0][1:].decode()
