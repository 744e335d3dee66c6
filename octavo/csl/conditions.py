"""cs:choose: which branch holds for an item, by its tests (specification, Choose)."""

from __future__ import annotations

from collections.abc import Callable

from octavo.csl import numbers
from octavo.csl.eval_numbers import number_text
from octavo.csl.nodes import Choose, Condition, Node
from octavo.csl.scope import Scope


def chosen(node: Choose, scope: Scope) -> tuple[Node, ...]:
    """The elements of the first branch that holds."""
    for branch in node.branches:
        if _holds(branch.match, branch.conditions, scope):
            return branch.children
    return ()


def _holds(match: str, conditions: tuple[Condition, ...], scope: Scope) -> bool:
    if not conditions:
        return True
    wanted = match == "all"
    for condition in conditions:
        if condition.kind == "type":
            held = scope.item.type in condition.types
        else:
            held = _TESTS[condition.kind](condition.value, scope)
        if held is not wanted:  # one test decides: the first that fails all, or meets any
            return match == "any"
    return match != "any"


def _test_variable(value: str, scope: Scope) -> bool:
    if value == "locator":
        return bool(scope.place.locator)
    if value == "year-suffix":
        return bool(scope.clarity.suffix)
    if value == "citation-number":
        return bool(scope.place.number)
    if value == "first-reference-note-number":
        return bool(scope.place.first_note)
    # Also what a substitution has used up is there for a test: the specification only keeps it from
    # being printed again, and Chicago tells an article by a container-title that stands first.
    return scope.item.has(value)


def _test_numeric(value: str, scope: Scope) -> bool:
    text = number_text(value, scope)
    return bool(text) and numbers.is_numeric(text)


def _test_uncertain(value: str, scope: Scope) -> bool:
    date = scope.item.date(value)
    return date is not None and date.circa


def _test_locator(value: str, scope: Scope) -> bool:
    label = scope.place.label.replace("sub verbo", "sub-verbo")
    return bool(scope.place.locator) and value.replace(" ", "-") == label


def _test_disambiguate(value: str, scope: Scope) -> bool:
    """One test after the other is let hold until the cites can be told apart."""
    scope.tests += 1
    return scope.tests <= scope.clarity.conditions


_TESTS: dict[str, Callable[[str, Scope], bool]] = {
    "variable": _test_variable,
    "is-numeric": _test_numeric,
    "is-uncertain-date": _test_uncertain,
    "locator": _test_locator,
    "position": lambda value, scope: value in scope.place.positions,
    "disambiguate": _test_disambiguate,
}
