"""A narrow column of a table breaks its few words, and a crowded one chops them, beside a wide one.

CSS Tables 3 has every column give way in one proportion, from its widest (no line broken) towards
its narrowest (every line broken that can be). Here the columns that want no more than their fair
share have it, and those of running text give way for them. No word is parted where the longest of
all columns stand side by side; where they do not, words are parted as their language parts them,
with hyphens, in the widest columns first. A table that is still too wide reaches into the margin,
of which the check `off_page` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MODULE = "weasyprint.layout.table"
FUNCTION = "auto_table_layout"
VERSION = "70.0"
SOURCE = "8ce6f1e31a00b6c7558b83b7043f2b6a201b5c3ba9a99e50f3baf6a3bd6df91b"
ROUNDING = 1 + 1e-9  # as WeasyPrint has it


def octavo_part_room(context: Any, box: Any, room: float, widths: Sequence[Any]) -> None:
    """Part the room (CSS pixels) among the columns of a table, where it is too narrow for them.

    `widths` are the columns' narrowest and widest widths, their percentages, and whether a style
    sheet has fixed them; where it has, the columns stay as they are.
    """
    narrowest, widest, percentages, fixed = widths
    if any(percentages) or any(fixed) or sum(widest) <= room * ROUNDING:
        return
    unparted = _unparted(context, box)
    fits = sum(unparted) <= room * ROUNDING
    least, most = (unparted, widest) if fits else (narrowest, unparted)
    box.get_wrapped_table().column_widths = shares(least, most, room)


def shares(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """The room for each column, between its least and its most, in whose sum there is no room.

    What wants the least is served first, as long as that is no more than an equal share of what
    is left, and the others keep their least; these then give way in one proportion.
    """
    found = dict(enumerate(least))
    waiting = sorted(found, key=lambda column: most[column])
    left = room - sum(least)  # beyond what all have
    while waiting:
        column = waiting[0]
        fair = (left + sum(least[one] for one in waiting)) / len(waiting)
        if most[column] > fair or most[column] - least[column] > left:
            break
        found[column] = most[column]
        left -= most[column] - least[column]
        del waiting[0]
    wanted = sum(most[column] - least[column] for column in waiting)
    for column in waiting:
        more = most[column] - least[column]
        found[column] += more * max(0.0, left) / wanted if wanted else 0.0
    return list(found.values())


def _unparted(context: Any, box: Any) -> list[float]:
    """The narrowest widths of the columns if no word is parted."""
    from weasyprint.layout.preferred import table_and_columns_preferred_widths

    table = box.get_wrapped_table()
    known, before = context.tables.pop(table), getattr(context, "octavo_unparted", False)
    context.octavo_unparted = True
    try:
        found: list[float] = table_and_columns_preferred_widths(context, box, outer=False)[2]
    finally:
        context.tables[table], context.octavo_unparted = known, before
    return found


HELPERS = {"octavo_part_room": octavo_part_room}


def mended(source: str) -> str:
    """Part the room at the end, when it is known."""
    return source.rstrip() + (
        "\n    octavo_part_room(context, box, assignable_width, (\n"
        "        column_min_content_widths, column_max_content_widths,\n"
        "        column_intrinsic_percentages, constrainedness))\n"
    )
