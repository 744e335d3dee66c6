"""Checks: one module each, found by being in this folder. The module's name is the rule's name.

A module offers `check`. What it takes says at which stage it runs: a Document before anything is
laid out, a Built report, whose PDF was read back, or a BuiltDocx, whose Word document was. Where
report.toml may tune it, the module offers `Settings` too (see `_settings`), and its check takes
them second. Its docstring says what is wrong, why that matters, and the cure.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from octavo.diagnostics import Finding
from octavo.model import Built, BuiltDocx, Document

Subject = Document | Built | BuiltDocx
Check = Callable[..., Iterator[Finding]]


def names() -> tuple[str, ...]:
    """The rules that have a check, without importing one."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")))


def module(name: str) -> ModuleType:
    """The module of a rule."""
    return import_module(f"{__name__}.{name}")


def settings_of(name: str) -> type[Any] | None:
    """The dataclass of what report.toml may set of a rule; None where it may set nothing."""
    return getattr(module(name), "Settings", None) if name in names() else None


def load() -> dict[str, Check]:
    """All checks by the names of their rules."""
    return {name: module(name).check for name in names()}


def run(subject: Subject) -> list[Finding]:
    """What the checks of this stage find, rule by rule."""
    document = subject if isinstance(subject, Document) else subject.document
    found: list[Finding] = []
    for name, check in load().items():
        if isinstance(subject, typing.get_type_hints(check)["subject"]):
            kind = settings_of(name)
            given = document.project.settings.get(name, {})
            found += check(subject, kind(**given)) if kind else check(subject)
    return found
