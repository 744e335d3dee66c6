"""Checks: one module each, found by being in this folder. The module's name is the rule's name.

A module offers `check`. What it takes says at which stage it runs: a Document before anything is
laid out, a Built report, whose PDF was read back, or a BuiltDocx, whose Word document was. Its
docstring says what is wrong, why that matters, and the cure.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from octavo.diagnostics import Finding
from octavo.model import Built, BuiltDocx, Document

Subject = Document | Built | BuiltDocx
Check = Callable[[Subject], Iterator[Finding]]


def names() -> tuple[str, ...]:
    """The rules that have a check, without importing one."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")))


def module(name: str) -> ModuleType:
    """The module of a rule."""
    return import_module(f"{__name__}.{name}")


def load() -> dict[str, Check]:
    """All checks by the names of their rules."""
    return {name: module(name).check for name in names()}


def run(subject: Subject) -> list[Finding]:
    """What the checks of this stage find, rule by rule."""
    return [
        finding
        for check in load().values()
        if isinstance(subject, typing.get_type_hints(check)["subject"])
        for finding in check(subject)
    ]
