"""Which bracket closes which, for a whole text at once.

To look for the end of each bracket by itself takes time that grows with the square of a text's
length where brackets never close: minutes for a page of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# What matters of a text: brackets that no backslash escapes, and the ends of paragraphs.
PART = re.compile(r"\\.|[\[\]]|\n[ \t]*(?=\n|\Z)", re.S)
HIGHEST = 20  # brackets within brackets; what holds more is no notation
BRACKET = re.compile(r"[\[\]]")


def pairs(text: str) -> Mapping[int, int]:
    """The offset of each opening bracket that is closed in its own paragraph, and of its end.

    Those that hold more than HIGHEST others within one another are left out: what they hold would
    be gone through for each.
    """
    return _matched(PART, text, HIGHEST)


class Ends:
    """Where brackets are closed in a text that changes from its beginning on.

    Backslashes and ends of paragraphs mean nothing here. What lies behind a bracket says where it
    is closed: so what was found stays true as long as the text ends as it did.
    """

    def __init__(self) -> None:
        self.text = ""
        self.found: Mapping[int, int] = {}

    def of(self, text: str, opening: int) -> int | None:
        """The offset of the bracket that closes the one at `opening`; None if none does."""
        if not self.text.endswith(text[opening:]):
            self.text, self.found = text, _matched(BRACKET, text, len(text))
        shift = len(self.text) - len(text)
        end = self.found.get(opening + shift)
        return None if end is None else end - shift


def _matched(parts: re.Pattern[str], text: str, highest: int) -> Mapping[int, int]:
    found: dict[int, int] = {}
    waiting: list[list[int]] = []  # each opening bracket, and how high those within it are piled
    for part in parts.finditer(text):
        if part[0] == "[":
            waiting.append([part.start(), 0])
        elif part[0] == "]":
            if waiting:
                opening, height = waiting.pop()
                if height < highest:
                    found[opening] = part.start()
                if waiting:
                    waiting[-1][1] = max(waiting[-1][1], height + 1)
        elif part[0][0] == "\n":
            waiting.clear()
    return found
