"""The works of a run in order: of appearance, of the bibliography, and within a citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.csl.item import Item
from octavo.csl.memory import Memory
from octavo.csl.model import Citation, Cite
from octavo.csl.nodes import Area, SortKey
from octavo.csl.scope import Place, Scope
from octavo.csl.sorting import Key, key_value, sorted_by
from octavo.csl.style import Style


@dataclass(frozen=True, slots=True)
class Works:
    """The works of a run. `numbers` are the citation numbers, in the bibliography's order."""

    style: Style
    memory: Memory
    items: Mapping[str, Item]
    ordered: Sequence[Item]
    numbers: Mapping[str, int]

    def in_order(self, items: Iterable[Item]) -> list[Item]:
        """Some works in the order of the bibliography."""
        return sorted(items, key=lambda item: self.numbers[item.key])

    def sorted_cites(self, citation: Citation) -> list[Cite]:
        """A citation's cites in the style's order; those with affixes or a mode stay."""
        if not self.style.citation.sort or len(citation.cites) < 2:
            return list(citation.cites)
        done: list[Cite] = []
        movable: list[Cite] = []
        for cite in citation.cites:
            if cite.prefix or cite.suffix or cite.mode != "normal":
                done.extend((*self._by_keys(movable), cite))
                movable = []
            else:
                movable.append(cite)
        return done + self._by_keys(movable)

    def _by_keys(self, cites: list[Cite]) -> list[Cite]:
        area = self.style.citation

        def value(cite: Cite, key: SortKey) -> Key:
            item = self.items[cite.key]
            return _value(self.style, area, item, self.numbers[cite.key], key, self.memory)

        if area.attributes.get("disambiguate-add-year-suffix") == "true":
            # What the keys leave alike gets its letters in this order: 2019a, 2019b.
            cites = sorted(cites, key=lambda cite: self.numbers[cite.key])
        return sorted_by(cites, area.sort, value)


def works(
    style: Style,
    references: Mapping[str, Mapping[str, Any]],
    citations: Sequence[Citation],
    uncited: Sequence[str],
    memory: Memory,
) -> Works:
    """The works cited, then those only listed: sorted for the bibliography, and numbered."""
    cited = [cite.key for citation in citations for cite in citation.cites]
    keys = dict.fromkeys([*cited, *uncited])
    items = {key: memory.item(key, references[key]) for key in keys}
    memory.items = items
    ordered = list(items.values())
    numbers = {key: number for number, key in enumerate(items, 1)}
    area = style.bibliography
    if area is not None and area.sort:
        appearance = dict(numbers)

        def value(item: Item, key: SortKey) -> Key:
            return _value(style, area, item, appearance[item.key], key, memory)

        ordered = sorted_by(ordered, area.sort, value)
        numbers = {item.key: number for number, item in enumerate(ordered, 1)}
    return Works(style, memory, items, ordered, numbers)


def _value(style: Style, area: Area, item: Item, number: int, key: SortKey, memory: Memory) -> Key:
    def make() -> tuple[Key]:
        scope = Scope(style, area, item, Place(number=number), sort_key=key)
        return (key_value(key, scope),)

    found: tuple[Key] = memory.sort_keys.get((key, item, number), make)
    return found[0]
