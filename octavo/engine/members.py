"""A list that knows at once whether something is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any


class OctavoMembers(list[Any]):
    """A list of hashable things whose `in` does not take longer the more there are.

    Of the methods that change a list, those that WeasyPrint calls: append, extend, remove, copy.
    """

    def __init__(self, things: Iterable[Any] = ()) -> None:
        super().__init__(things)
        self._counts = Counter(self)

    def append(self, thing: Any) -> None:
        """Put one thing at the end."""
        super().append(thing)
        self._counts[thing] += 1

    def extend(self, things: Iterable[Any]) -> None:
        """Put things at the end."""
        for thing in things:
            self.append(thing)

    def remove(self, thing: Any) -> None:
        """Take the first such thing out; raises ValueError where there is none."""
        super().remove(thing)
        self._counts[thing] -= 1

    def copy(self) -> OctavoMembers:
        """A list of its own with the same things."""
        return OctavoMembers(self)

    def __contains__(self, thing: object) -> bool:
        return bool(self._counts.get(thing))
