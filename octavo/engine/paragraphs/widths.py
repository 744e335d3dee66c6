"""How wide a piece of text is in a style, in CSS pixels: measured once, and kept for the document.

Pango takes its time for each measuring, and a text has few different words.
"""

from __future__ import annotations

from typing import Any

OTHERS = ("letter_spacing", "word_spacing", "font_kerning")  # that a width depends on, but no font


def width(text: str, style: Any, context: Any) -> float:
    """The width of a text that stands in one line."""
    known = _known(style, context)
    if text not in known:
        known[text] = _measured(text, style, context)
    return known[text]


def _measured(text: str, style: Any, context: Any) -> float:
    if not text.isspace():
        return _extent(text, style, context)
    # Spaces at a line's end have no width: between letters they do.
    return _extent(f"x{text}x", style, context) - 2 * width("x", style, context)


def _extent(text: str, style: Any, context: Any) -> float:
    from weasyprint.text.line_break import create_layout, line_size

    layout = create_layout(text, style, context, None, 0)  # alive as long as its line
    extent: float = line_size(layout.get_first_line()[0], style)[0]
    return extent


def _known(style: Any, context: Any) -> dict[str, float]:
    """The widths that are known in a style, or in others with the same looks."""
    widths: dict[str, float] | None = style.__dict__.get("octavo_widths")
    if widths is None:
        looks = context.__dict__.setdefault("octavo_widths", {})
        widths = style.octavo_widths = looks.setdefault(_looks(style), {})
    return widths


def _looks(style: Any) -> tuple[Any, ...]:
    from weasyprint.text.line_break import _font_style_cache_key

    return _font_style_cache_key(style, include_size=True), *(style[name] for name in OTHERS)
