"""Tells works apart whose cites would look alike: names, given names, conditions, year suffixes.

The specification's order: more names, then given names, then the style's own condition, then
the letter after the year. Each step is only kept where it helps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from octavo.csl import person
from octavo.csl.cites import render
from octavo.csl.flatten import flatten
from octavo.csl.item import Item
from octavo.csl.markup import tagged
from octavo.csl.memory import Memory
from octavo.csl.person import Name
from octavo.csl.scope import UNCLOUDED, Clarity, Place
from octavo.csl.style import Style

_AMBIGUITY = Place(frozenset({"subsequent", "near-note"}))


class _Look(NamedTuple):
    """A bare cite: its text, per name list how many names show of how many, tests it came by."""

    text: str
    lists: tuple[tuple[int, int], ...]
    tests: int


@dataclass(slots=True)
class Bench:
    """The works cited and what is known of how their bare cites look; renderings are kept."""

    style: Style
    items: Sequence[Item]
    first_notes: Mapping[str, int]
    memory: Memory

    def look(self, item: Item, clarity: Clarity) -> str:
        """The plain text of a work's bare cite."""
        return self._rendered(item, clarity).text

    def lists(self, item: Item, clarity: Clarity) -> tuple[tuple[int, int], ...]:
        """For each name list of the cite, how many names show and how many there are."""
        return self._rendered(item, clarity).lists

    def tests(self, item: Item, clarity: Clarity) -> int:
        """How many tests `disambiguate` the cite comes by."""
        return self._rendered(item, clarity).tests

    def people(self, item: Item) -> tuple[tuple[Name, ...], ...]:
        """The name lists of the cite, before anything is done to them."""

        def make() -> tuple[tuple[Name, ...], ...]:
            box, _ = render(self.style, self.style.citation, item, _AMBIGUITY, UNCLOUDED, {})
            return tuple(names.tag.value[1] for names in tagged(box, "names") if names.tag)

        found: tuple[tuple[Name, ...], ...] = self.memory.people.get(item, make)
        return found

    def _rendered(self, item: Item, clarity: Clarity) -> _Look:
        place = _AMBIGUITY._replace(first_note=self.first_notes.get(item.key, 0))

        def make() -> _Look:
            area, hints = self.style.citation, self.memory.hints
            box, scope = render(self.style, area, item, place, clarity, hints, comparing=True)
            texts = "".join(token for token in flatten(box) if isinstance(token, str))
            return _Look(texts, tuple(scope.shown), scope.tests)

        found: _Look = self.memory.looks.get((item, place, clarity), make)
        return found


def disambiguate(
    style: Style,
    items: Sequence[Item],
    sort: Callable[[Iterable[Item]], list[Item]],
    first_notes: Mapping[str, int],
    memory: Memory,
) -> tuple[dict[str, Clarity], tuple[tuple[str, ...], ...]]:
    """The clarity of each work that needs any, and the groups of works that stay alike in spite
    of all. The levels of given names, for rules that go by name, are left in `memory`.

    `sort` gives works in the order of the bibliography, in which year suffixes are given out.
    """
    bench = Bench(style, items, first_notes, memory)
    memory.use_hints(_name_hints(bench))
    clarities: dict[str, Clarity] = {}
    left: list[tuple[str, ...]] = []
    for group in _alike(bench, items, UNCLOUDED):
        left.extend(_clear_up(bench, group, sort, clarities))
    return clarities, tuple(left)


def _alike(bench: Bench, items: Iterable[Item], clarity: Clarity) -> list[list[Item]]:
    """Groups of two or more works whose cites look the same; cites without text are not alike."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(bench.look(item, clarity), []).append(item)
    return [group for look, group in groups.items() if look and len(group) > 1]


# --- given names by name -----------------------------------------------------------------


def _name_hints(bench: Bench) -> dict[object, int]:
    """How far each name must be spelled out under the rules that look at names, not at cites."""
    rule = bench.style.namesake_rule
    if not rule:
        return {}
    names = _cited_names(bench, primary=rule.startswith("primary-name"))
    families: dict[tuple[str, str], list[Name]] = {}
    for name in names:
        particle = name.non_dropping if bench.style.demote_particle == "never" else ""
        families.setdefault((name.family, particle), []).append(name)
    hints: dict[object, int] = {}
    for people in families.values():
        if _are_several(people, strictly=rule == bench.style.given_name_rule):
            hints.update(_levels(people, rule))
    return hints


def _are_several(people: Sequence[Name], *, strictly: bool) -> bool:
    """Whether given names differ; unless `strictly`, "J." and "John Lewis" may be one person."""
    if strictly:
        return len({person.bare(name.given) for name in people}) > 1
    return any(not person.may_be_one(a.given, b.given) for a, b in combinations(people, 2))


def _levels(people: list[Name], rule: str) -> dict[object, int]:
    """Initials for those whom they tell apart; the whole given name for others, if allowed."""
    alike = Counter(map(_initials, people))
    twins = 0 if rule.endswith("with-initials") else 2
    return {name: 1 if alike[_initials(name)] == 1 else twins for name in people}


def _initials(name: Name) -> str:
    return person.initialize(name.given, "", True, True)


def _cited_names(bench: Bench, *, primary: bool) -> list[Name]:
    """The people in the name lists of all cites; `primary`: the first of each list."""
    found: dict[Name, None] = {}
    for item in bench.items:
        for people in bench.people(item):
            found.update(dict.fromkeys(people[:1] if primary else people))
    return [name for name in found if name.family]


# --- one group of works that look alike --------------------------------------------------


def _clear_up(
    bench: Bench,
    group: list[Item],
    sort: Callable[[Iterable[Item]], list[Item]],
    clarities: dict[str, Clarity],
) -> list[tuple[str, ...]]:
    """Run the stages on one group; what they find goes into `clarities`."""
    style = bench.style
    add_names = style.citation.attributes.get("disambiguate-add-names") == "true"
    rest: list[tuple[Clarity, list[Item]]] = [(UNCLOUDED, group)]
    if add_names or style.given_name_rule == "by-cite":
        rest = _by_names(bench, group, clarities, add_names)
    if style.tests_disambiguate:
        rest = [left for pair in rest for left in _by_condition(bench, *pair, clarities)]
    if style.citation.attributes.get("disambiguate-add-year-suffix") == "true":
        for clarity, items in rest:
            for number, item in enumerate(sort(items), 1):
                clarities[item.key] = clarity._replace(suffix=number)
        return []
    return [tuple(item.key for item in items) for _, items in rest]


def _by_condition(
    bench: Bench, clarity: Clarity, items: list[Item], clarities: dict[str, Clarity]
) -> list[tuple[Clarity, list[Item]]]:
    """Let one test `disambiguate` after the other hold; the works that stay alike."""
    most = max(bench.tests(item, clarity) for item in items)
    groups = [(clarity, items)]
    for count in range(1, most + 1):
        split: list[tuple[Clarity, list[Item]]] = []
        for before, alike in groups:
            tried = before._replace(conditions=count)
            for item in alike:
                clarities[item.key] = tried
            split.extend((tried, group) for group in _alike(bench, alike, tried))
        groups = split
    return groups


def _by_names(
    bench: Bench, group: list[Item], clarities: dict[str, Clarity], add_names: bool
) -> list[tuple[Clarity, list[Item]]]:
    """Add given names and names, one at a time; the works that stay alike, with what helped."""
    left: list[tuple[Clarity, list[Item]]] = []
    open_groups = [(UNCLOUDED, UNCLOUDED, group)]
    steps = list(_steps(bench, group, add_names))
    for step in steps:
        open_groups = [
            split
            for kept, tried, items in open_groups
            for split in _step(bench, step, kept, tried, items, clarities)
        ]
    for kept, _, items in open_groups:
        for item in items:
            clarities[item.key] = kept
        left.append((kept, items))
    return left


@dataclass(frozen=True, slots=True)
class _Step:
    """Show name number `name` of list `list`, its given name at `level`."""

    list: int
    name: int
    level: int


def _steps(bench: Bench, group: list[Item], add_names: bool) -> Iterable[_Step]:
    given = bench.style.given_name_rule == "by-cite"
    rows = [bench.lists(item, UNCLOUDED) for item in group]
    for number in range(min(len(row) for row in rows)):
        longest = max(row[number][1] for row in rows)
        shown = max(row[number][0] for row in rows)
        for name in range(longest if add_names else min(shown, longest)):
            if add_names:
                yield _Step(number, name, 0)
            if given:
                yield _Step(number, name, 1)
                yield _Step(number, name, 2)


def _step(
    bench: Bench,
    step: _Step,
    kept: Clarity,
    tried: Clarity,
    items: list[Item],
    clarities: dict[str, Clarity],
) -> list[tuple[Clarity, Clarity, list[Item]]]:
    """One step on one group: it falls apart into works told apart and groups still alike."""
    trial = _advanced(tried, step)
    looks: dict[str, list[Item]] = {}
    for item in items:
        looks.setdefault(bench.look(item, trial), []).append(item)
    if len(looks) == 1:
        return [(kept, trial, items)]
    better = _advanced(kept, step)
    groups: list[tuple[Clarity, Clarity, list[Item]]] = []
    for alike in looks.values():
        if len(alike) == 1:
            clarities[alike[0].key] = better
        else:
            groups.append((better, trial, alike))
    return groups


def _advanced(clarity: Clarity, step: _Step) -> Clarity:
    names = list(clarity.names) + [0] * (step.list + 1 - len(clarity.names))
    names[step.list] = max(names[step.list], step.name + 1)
    givens = [list(row) for row in clarity.givens]
    givens += [[] for _ in range(step.list + 1 - len(givens))]
    row = givens[step.list]
    row += [0] * (step.name + 1 - len(row))
    row[step.name] = max(row[step.name], step.level)
    return clarity._replace(names=tuple(names), givens=tuple(tuple(row) for row in givens))
