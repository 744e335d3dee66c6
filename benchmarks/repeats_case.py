"""A case: a manuscript of five sections, and where the two sides of each planted pair stand.

Source and copy stand between private-use characters while a case is put together; they are taken
out when it is written, and their offsets kept.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

FIRST_SIGN = 0xE000
Side = tuple[int, int, int]  # section, start, end


@dataclass
class Paragraph:
    """A block of a section; each is source or host at most once."""

    text: str
    used: bool = False


@dataclass
class Case:
    """A manuscript, and the pairs planted in it: kind and the two sides."""

    name: str
    sections: list[list[Paragraph]]
    chance: random.Random
    kinds: list[str] = field(default_factory=list)  # of each pair, by number

    def pair(self, kind: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
        """Two functions that put the signs of a new pair around its source and its copy."""
        first = chr(FIRST_SIGN + 4 * len(self.kinds))
        self.kinds.append(kind)
        one, two, three = (chr(ord(first) + n) for n in (1, 2, 3))
        return (lambda text: f"{first}{text}{one}"), (lambda text: f"{two}{text}{three}")

    def written(self) -> tuple[list[str], list[tuple[str, Side, Side]]]:
        """The files' texts, and all pairs with their offsets."""
        texts, signs = [], {}
        for number, section in enumerate(self.sections):
            blocks = [f"# Part {'ABCDE'[number]}", *(p.text for p in section)]
            marked, text = "\n\n".join(blocks) + "\n", []
            for character in marked:
                if "\ue000" <= character <= "\uf8ff":
                    signs[ord(character) - FIRST_SIGN] = (number, len(text))
                else:
                    text.append(character)
            texts.append("".join(text))
        sides = [(*signs[n], signs[n + 1][1]) for n in range(0, 4 * len(self.kinds), 2)]
        return texts, [(k, sides[2 * n], sides[2 * n + 1]) for n, k in enumerate(self.kinds)]
