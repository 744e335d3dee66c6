"""The right edge of justified text looks uneven: hyphens and stops are lighter than letters.

As in hand-set books they reach a little into the margin, so that the edge is straight to the eye.
CSS has `hanging-punctuation` for it, which WeasyPrint does not know, and which knows no shares
of a sign's width. The shares are of the size of those in use since Hàn Thế Thành's thesis,
"Micro-typographic Extensions to the TeX Typesetting System" (2000). Said to `account` by the
attribute `octavo_hang` of the line's last text: what hangs is not over the edge.
"""

from __future__ import annotations

from typing import Any

from octavo.engine.mends import before

MODULE = "weasyprint.layout.inline"
FUNCTION = "justify_line"
VERSION = "70.0"
SOURCE = "f83b21ff8793ba6b6dfc5fe8e10e4ab6cd6e02b17de02da97200902166148a81"
SHARES = {
    "-": 0.5,
    "\u2010": 0.5,
    "\u2013": 0.2,
    ",": 0.5,
    ".": 0.5,
    ":": 0.3,
    ";": 0.3,
    "\u2019": 0.5,
    "\u201d": 0.4,
}


def octavo_hang(context: Any, line: Any) -> float:
    """How far a line's last sign reaches beyond its end, in CSS pixels."""
    from weasyprint.text.line_break import create_layout, line_size

    last = line
    while children := [child for child in getattr(last, "children", ()) if _flows(child)]:
        last = children[-1]
    sign = getattr(last, "text", "").rstrip(" ")[-1:]
    if sign not in SHARES:
        return 0.0
    layout = create_layout(sign, last.style, context, None, 0)
    last.octavo_hang = SHARES[sign] * float(line_size(layout.get_first_line()[0], last.style)[0])
    return float(last.octavo_hang)


def _flows(box: Any) -> bool:
    return bool(box.is_in_normal_flow())


HELPERS = {"octavo_hang": octavo_hang}


def mended(source: str) -> str:
    """Stretch the line by as much as its last sign may hang."""
    return before(
        source,
        "if (nb_spaces := count_expandable_spaces(line)):",
        "extra_width += octavo_hang(context, line)",
    )
