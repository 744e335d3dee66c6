"""How well text stands out from what is behind it (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

from functools import cache
from typing import Any

Colour = tuple[float, float, float]  # red, green and blue, from 0 to 1
WHITE: Colour = (1.0, 1.0, 1.0)


def contrast(style: Any, ground: Colour) -> float:
    """The contrast of a text of that style with the colour behind it, from 1 to 21."""
    colour = style["color"]
    return _ratio(_channels(colour), colour.alpha * style["opacity"], ground)


def blended(colour: Any, ground: Colour) -> Colour:
    """A colour that may be half transparent, laid over another."""
    return _over(_channels(colour), colour.alpha, ground)


def _channels(colour: Any) -> Colour:
    red, green, blue = colour.to("srgb").coordinates
    return red, green, blue


def _over(colour: Colour, alpha: float, ground: Colour) -> Colour:
    red, green, blue = (alpha * a + (1 - alpha) * b for a, b in zip(colour, ground, strict=True))
    return red, green, blue


@cache
def _ratio(colour: Colour, alpha: float, ground: Colour) -> float:
    dark, light = sorted((_luminance(_over(colour, alpha, ground)), _luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
