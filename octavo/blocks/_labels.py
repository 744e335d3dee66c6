"""Find room for the values that are written beside points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from octavo.blocks._canvas import SIZE, Box, Text

OFF = 4.0  # from a point to its text
STRIDE = 1.5  # how finely a line is followed to keep texts off it

Point = tuple[float, float]


def beside(
    points: Iterable[tuple[Point, str]],
    room: Box,
    taken: Sequence[Text],
    lines: Iterable[Sequence[Point]],
) -> Iterator[Text]:
    """A text for each point, in the room, on no other text and, if it can be, on no line.

    A text for which there is no room is left out; the axis says what it would have said.
    """
    boxes = [text.box for text in taken]
    ink = [place for line in lines for place in _followed(line)]
    for point, said in points:
        free = [text for text in _around(point, said) if _fits(text.box, room, boxes)]
        if free:
            text = min(free, key=lambda text: _covered(text.box, ink))
            boxes.append(text.box)
            yield text


def _around(point: Point, said: str) -> Iterator[Text]:
    """The places around a point, the best first."""
    x, y = point
    level = y + 0.32 * SIZE
    above, below = y - OFF, y + OFF + 0.66 * SIZE
    yield Text(said, x, above, "middle")
    yield Text(said, x, below, "middle")
    yield Text(said, x + OFF, level)
    yield Text(said, x - OFF, level, "end")
    yield Text(said, x + OFF / 2, above)
    yield Text(said, x - OFF / 2, above, "end")
    yield Text(said, x + OFF / 2, below)
    yield Text(said, x - OFF / 2, below, "end")
    yield Text(said, x + OFF, above - OFF / 2, "middle")  # in a valley, off its steeper side
    yield Text(said, x - OFF, above - OFF / 2, "middle")


def _fits(box: Box, room: Box, boxes: Iterable[Box]) -> bool:
    inside = room.holds(box.x, box.y) and room.holds(box.right, box.bottom)
    return inside and not any(box.meets(other) for other in boxes)


def _covered(box: Box, ink: Iterable[Point]) -> int:
    return sum(box.holds(x, y) for x, y in ink)


def _followed(line: Sequence[Point]) -> Iterator[Point]:
    """Places along a line; of a single point the point."""
    yield from line[:1]
    for (x1, y1), (x2, y2) in pairwise(line):
        count = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / STRIDE))
        for n in range(1, count + 1):
            yield x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count
