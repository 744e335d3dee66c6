"""The label of styles such as DIN 1505-2: letters of the names and the year's last two digits."""

from __future__ import annotations

from octavo.csl.item import NAME_VARIABLES, Item

# How many letters each family name gives, by the number of names.
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}


def citation_label(item: Item) -> str:
    """The item's own citation-label, or one made as the specification's examples are: "Doe99"."""
    own = item.text("citation-label")
    if own:
        return own
    names = item.names("author") or next(
        (item.names(name) for name in sorted(NAME_VARIABLES) if item.names(name)), ()
    )
    counts = _LETTERS.get(len(names), (1, 1, 1, 1))
    start = "".join(
        (name.family or name.literal).replace(" ", "")[:count]
        for name, count in zip(names, counts, strict=False)
    )
    date = item.date("issued")
    year = f"{date.start.year % 100:02}" if date is not None and date.start is not None else ""
    return (start or "Xyz") + year
