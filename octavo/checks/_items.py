"""Lines of running text that look like the items of a list."""

from __future__ import annotations

import re
from itertools import pairwise

# What opens an item at the start of a line.
OPENING = re.compile(
    r"^(?P<before>[ \t>]*(?:\[\^[^\]\n]+\]:[ \t]*)?)(?:(?P<bullet>[-*+•·‣▪◦●–—])"
    r"|(?P<open>\()?(?P<number>\d{1,3}|[a-z]|[ivx]+)(?P<close>[.)]))[ \t]+(?=[^\W_]).*$",
    re.M,
)
BROKEN = re.compile(r"(?:  |<br ?/?>)\n\Z")  # a line that was broken on purpose
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def first_item(text: str, *, in_list: bool) -> re.Match[str] | None:
    """The first of two items in succession in a paragraph as typed, or one behind a colon.

    The sign that opens the paragraph is right in a list. The match's group `before` is what stands
    before the sign.
    """
    found = [item for item in OPENING.finditer(text) if not BROKEN.search(text, 0, item.start())]
    found = found[1:] if in_list and found and not found[0].start() else found
    for one, two in pairwise(found):
        if _succeeds(one, two):
            return one
    behind = (item for item in found if text[: item.start()].rstrip().endswith(":"))
    return next(behind, None)


def _succeeds(one: re.Match[str], two: re.Match[str]) -> bool:
    if one["bullet"] or two["bullet"]:
        return one["bullet"] == two["bullet"]
    if (one["open"], one["close"]) != (two["open"], two["close"]):
        return False
    return _follows(one["number"], two["number"])


def _follows(one: str, two: str) -> bool:
    if one.isdigit() or two.isdigit():
        return one.isdigit() and two.isdigit() and int(two) == int(one) + 1
    if (one, two) in pairwise(ROMAN):
        return True
    return len(one) == len(two) == 1 and ord(two) == ord(one) + 1
