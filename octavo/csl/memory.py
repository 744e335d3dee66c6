"""What a run keeps for the next one, so that only what changed is formatted again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from octavo.csl.item import Item
from octavo.csl.style import Style

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by what they were made from; those not asked for in a run are forgotten after it."""

    def __init__(self, before: Kept[V] | None = None) -> None:
        self.before: dict[Hashable, V] = before.now if before is not None else {}
        self.now: dict[Hashable, V] = {}

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value for `key`, made if neither this run nor the one before has it."""
        found = self.now.get(key)
        if found is None:
            found = self.before.get(key)
            self.now[key] = found = make() if found is None else found
        return found

    def close(self) -> None:
        """Forget what this run did not ask for."""
        self.before = {}


@dataclass(slots=True)
class Memory:
    """Everything kept from a run: works, renderings of cites and entries, finished texts."""

    style: Style
    items: dict[str, Item] = field(default_factory=dict)
    hints: Mapping[object, int] = field(default_factory=dict)
    sort_keys: Kept[Any] = field(default_factory=Kept)
    people: Kept[Any] = field(default_factory=Kept)
    looks: Kept[Any] = field(default_factory=Kept)
    boxes: Kept[Any] = field(default_factory=Kept)
    texts: Kept[Any] = field(default_factory=Kept)

    def next(self) -> Memory:
        """The memory of the run after this one."""
        return Memory(
            self.style,
            self.items,
            self.hints,
            Kept(self.sort_keys),
            Kept(self.people),
            Kept(self.looks),
            Kept(self.boxes),
            Kept(self.texts),
        )

    def close(self) -> None:
        """Forget what the run did not use."""
        for kept in (self.sort_keys, self.people, self.looks, self.boxes, self.texts):
            kept.close()

    def item(self, key: str, fields: Mapping[str, Any]) -> Item:
        """The work made ready; the one of the run before if its fields are still the same."""
        known = self.items.get(key)
        return known if known is not None and known.given == fields else Item(key, fields)

    def use_hints(self, hints: Mapping[object, int]) -> None:
        """Take the levels of given names; what was made with others is of no use."""
        if hints != self.hints:
            self.hints = hints
            self.looks, self.boxes, self.texts = Kept(), Kept(), Kept()


def recall(previous: object, style: Style) -> Memory:
    """The memory for a new run: that of an earlier one with the same style, or an empty one."""
    memory = getattr(previous, "memory", None)
    if isinstance(memory, Memory) and memory.style is style:
        return memory.next()
    return Memory(style)
