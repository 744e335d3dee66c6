"""What a program that goes on running keeps from one build to the next: the preview's speed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, TypeVar

Value = TypeVar("Value")
Given = TypeVar("Given")


class Memory:
    """Results by what they were made from.

    A build that is given the memory of the one before takes from it what has not changed. What a
    build did not ask for is forgotten when the next one begins, so the memory does not grow.

    A `lasting` one is for a program that goes on running: it keeps more, as none of it has to be
    written down.
    """

    def __init__(self, *, lasting: bool = False) -> None:
        self.lasting = lasting
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}
        self.grown = False  # whether this build made something that the one before had not

    @classmethod
    def of(cls, results: dict[Hashable, Any]) -> Memory:
        """The memory for the build after the one that left these `results`."""
        memory = cls()
        memory._before = results
        return memory

    def results(self) -> dict[Hashable, Any]:
        """What this build made and took over, by key."""
        return self._now

    def __call__(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The result for `key`, made only if neither this build nor the one before made it.

        `key` must name all that the result depends on.
        """
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else self._made(make)
        value: Value = self._now[key]
        return value

    def once(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The result for `key`, made anew in each build, but once in it."""
        if key not in self._now:
            self._now[key] = make()
        value: Value = self._now[key]
        return value

    def unchanged(self, key: Hashable, given: Any, make: Callable[[], Value]) -> Value:
        """The result that the build before made under `key`, if of an equal value; else a new one.

        For what has no short key: comparing is quicker than making.
        """
        known = self._before.get(key)
        if known is None or known[0] != given:
            known = given, self._made(make)
        self._now[key] = known
        value: Value = known[1]
        return value

    def each(
        self, name: str, items: Sequence[Given], given: Any, make: Callable[[Given], Value]
    ) -> tuple[Value, ...]:
        """`make` of each item: as the build before made it, where the item and `given` are equal.

        `given` is all else that a result depends on. What comes out equal is the very same object
        as before, so that a stage that follows sees at once what has not changed.
        """
        return tuple(
            self.same((name, at), (item, given), partial(make, item))
            for at, item in enumerate(items)
        )

    def same(self, key: Hashable, given: Any, make: Callable[[], Value]) -> Value:
        """As `unchanged`, where the memory is lasting; and an equal result is the same object."""
        if not self.lasting:
            return make()
        before = self._before.get(key)
        made: Value = self.unchanged(key, given, make)
        if before is not None and made is not before[1] and made == before[1]:
            made = before[1]
            self._now[key] = given, made
        return made

    def next(self) -> Memory:
        """The memory for the build after this one."""
        memory = Memory.of(self._now)
        memory.lasting = self.lasting
        return memory

    def previous(self, key: Hashable) -> Any:
        """What the build before put away under `key` with `put`, or None."""
        return self._before.get(key)

    def _made(self, make: Callable[[], Value]) -> Value:
        self.grown = True
        return make()

    def put(self, key: Hashable, value: Any) -> None:
        """Put something away for the next build that helps it, and that it may not rely on."""
        self._now[key] = value
