"""A page ends in a parted word where a block that moves overleaf takes lines with it.

A break that is to be avoided, as ahead of some blocks, is made earlier: within the paragraph
before, laid out already. Here it is made behind a line that ends in a whole word; where orphans do
not allow it, ahead of that paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from octavo.engine.mends import after
from octavo.engine.mends.ladders import octavo_is_parted

MODULE = "weasyprint.layout.block"
FUNCTION = "find_earlier_page_break"
VERSION = "70.0"
SOURCE = "c2bbdcdfdf408cbc3071fe769f11118e4913e887315f231287845b63a6ea72f1"


def octavo_whole(lines: Sequence[Any], count: int, orphans: int) -> int:
    """How many of the lines to keep, no more than `count`, the last with a whole word; or none."""
    kept = range(count, orphans - 1, -1)
    return next((n for n in kept if not octavo_is_parted(lines[n - 1])), 0)


HELPERS = {"octavo_whole": octavo_whole}


def mended(source: str) -> str:
    """Keep a line less where the last one ends in a parted word."""
    return after(
        source,
        "index = len(children) - widows",
        "index = octavo_whole(children, index, orphans)",
    )
