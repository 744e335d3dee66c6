"""Checks: one module each, found by being in this folder. The module's name is the rule's name.

A module offers `check`. What it takes says at which stage it runs: a Document before anything is
laid out, or a Built report, whose PDF was read back. Its docstring says what is wrong, why that
matters, and the cure.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from octavo.diagnostics import Finding
from octavo.model import Built, Document

Check = Callable[[Document | Built], Iterator[Finding]]


def names() -> tuple[str, ...]:
    """The rules that have a check, without importing one."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")))


def module(name: str) -> ModuleType:
    """The module of a rule."""
    return import_module(f"{__name__}.{name}")


def load() -> dict[str, Check]:
    """All checks by the names of their rules."""
    return {name: module(name).check for name in names()}


def run(subject: Document | Built) -> list[Finding]:
    """What the checks of this stage find, rule by rule."""
    return [
        finding
        for check in load().values()
        if isinstance(subject, typing.get_type_hints(check)["subject"])
        for finding in check(subject)
    ]
