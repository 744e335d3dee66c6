"""Slow: whether a note is still to come is looked up in a list, for every box of every line.

In a book of three thousand notes that is a twelfth of the time.
"""

from __future__ import annotations

from octavo.engine.members import OctavoMembers
from octavo.engine.mends import after

MODULE = "weasyprint.layout"
FUNCTION = "LayoutContext.__init__"
VERSION = "70.0"
SOURCE = "1fb6033661ed0b1b200b21e8954dc9d6f05337b95075ec7ccdb9e3f29eca0cdd"
HELPERS = {"OctavoMembers": OctavoMembers}


def mended(source: str) -> str:
    """Keep the notes in a list that knows its members."""
    return after(source, "self.footnotes = []", "self.footnotes = OctavoMembers()")
