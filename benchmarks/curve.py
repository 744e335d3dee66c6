"""Draws time against length, both on scales of powers of ten, as an SVG picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, FOOT, RIGHT, HEAD = 640, 400, 60, 40, 170, 16
DASHES = ("", "7 3", "2 3", "10 3 2 3", "4 4", "1 3", "12 4", "6 2 2 2")


def power(once: float, twice: float) -> float:
    """The power of the length that a time grows with, from the times at one and double length."""
    return math.log2(twice / once) if once > 0 and twice > 0 else 0.0


def drawn(curves: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """The picture: a line for each builder, its name at the line's end."""
    points = [point for curve in curves.values() for point in curve]
    low_x, high_x = _decades([words for words, _ in points])
    low_y, high_y = _decades([seconds for _, seconds in points])

    def x(words: float) -> float:
        share = (math.log10(words) - low_x) / (high_x - low_x)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(seconds: float) -> float:
        share = (math.log10(seconds) - low_y) / (high_y - low_y)
        return HEIGHT - FOOT - share * (HEIGHT - FOOT - HEAD)

    parts = []
    for decade in range(low_x, high_x + 1):
        at = x(10**decade)
        parts += [
            _line(at, y(10**low_y), at, y(10**high_y)),
            _text(at, HEIGHT - 20, f"{10**decade:,}", "middle"),
        ]
    for decade in range(low_y, high_y + 1):
        at = y(10.0**decade)
        parts += [
            _line(x(10**low_x), at, x(10**high_x), at),
            _text(LEFT - 8, at + 4, f"{10.0**decade:g}", "end"),
        ]
    parts += [_text(LEFT, HEIGHT - 4, "words", "start"), _text(8, HEAD, "s", "start")]
    lowest = float(HEIGHT)
    for number, (name, curve) in enumerate(sorted(curves.items(), key=lambda one: one[1][-1][1])):
        path = " ".join(f"{x(words):.1f},{y(seconds):.1f}" for words, seconds in curve)
        dash = DASHES[number % len(DASHES)]
        width = 2.5 if name.startswith("Octavo") else 1.2
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="#000" stroke-width="{width}" '
            f'stroke-dasharray="{dash}"/>'
        )
        lowest = min(y(curve[-1][1]) + 4, lowest - 14)  # names do not lie over one another
        parts.append(_text(x(curve[-1][0]) + 6, lowest, name, "start"))
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    back = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
    )
    return "\n".join([head, back, *parts, "</svg>\n"])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#bbb" stroke-width="0.5"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
