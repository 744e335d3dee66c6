"""What is drawn on: a drawing is made for the page, and again for a narrow screen."""

from __future__ import annotations

from math import inf
from typing import NamedTuple


class Sheet(NamedTuple):
    """The room for a drawing, in points where the text is 11 point."""

    width: float
    tallest: float  # the highest that a drawing may be


PAGE = Sheet(341.0, 540.0)  # the measure, 31 em; what a page holds beside a caption
PHONE = Sheet(228.0, inf)  # 20 rem on a screen, where the text is no smaller than on a wide one
