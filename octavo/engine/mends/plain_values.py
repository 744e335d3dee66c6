"""Slow: for a property that no rule sets, all that a rule could have said is asked all the same."""

from __future__ import annotations

from octavo.engine.mends import before
from octavo.engine.plain_values import octavo_plain

MODULE = "weasyprint.css"
FUNCTION = "ComputedStyle.__missing__"
VERSION = "70.0"
SOURCE = "5b34f190d6dc227f80ae5286fdd227ff12d955329d58b519ce4f03864e9841aa"
HELPERS = {"octavo_plain": octavo_plain}


def mended(source: str) -> str:
    """Inherit such a property, or take its initial value, at once."""
    asked = "if octavo_plain(self, key):"
    return before(source, "if key == 'float':", asked, "    return self[key]")
