"""Ways to print findings: one module each, found by being in this folder.

A module offers `write(findings, *, colour, everything) -> str`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from octavo.diagnostics import Finding


def names() -> tuple[str, ...]:
    """The formats there are: what `--format` takes."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def write(
    findings: Sequence[Finding],
    form: str = "text",
    *,
    colour: bool = False,
    everything: bool = True,
) -> str:
    """The findings in that format. `everything` False shortens what a person would skim."""
    text: str = import_module(f"{__name__}.{form}").write(
        findings, colour=colour, everything=everything
    )
    return text
