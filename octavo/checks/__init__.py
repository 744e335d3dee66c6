"""Checks: one module each, found by being in this folder. The module's name is the rule's name.

A module offers `check`. What it takes says at which stage it runs: a Document before anything is
laid out, a Built report, whose PDF was read back, or a BuiltDocx, whose Word document was. Where
report.toml may tune it, the module offers `Settings` too (see `_settings`), and its check takes
them second. Its docstring says what is wrong, why that matters, and the cure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from octavo.diagnostics import Finding
from octavo.model import Built, BuiltDocx, Document, Project

Subject = Document | Built | BuiltDocx
Check = Callable[..., Iterator[Finding]]
HERE = Path(__file__).parent
STAGES = re.compile(r"^def check\(\s*subject: ([\w |]+)", re.M)


@cache
def names() -> tuple[str, ...]:
    """The rules that have a check, without importing one."""
    return tuple(sorted(path.stem for path in HERE.glob("[a-z]*.py")))


@cache
def stages(name: str) -> tuple[str, ...]:
    """The names of what a rule's check takes; read, not imported: those of print take long."""
    return tuple(STAGES.findall((HERE / f"{name}.py").read_text("utf-8"))[0].split(" | "))


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
    stage = type(subject).__name__
    found: list[Finding] = []
    for name in names():
        if stage in stages(name):
            found += _findings(module(name), subject, document.project)
    return found


def _findings(rule: ModuleType, subject: Subject, project: Project) -> Iterator[Finding]:
    kind = getattr(rule, "Settings", None)
    given = project.settings.get(rule.__name__.rpartition(".")[2], {})
    found: Iterator[Finding] = rule.check(subject, kind(**given)) if kind else rule.check(subject)
    return found
