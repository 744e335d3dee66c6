"""Verbs of the command line: one module each, found by being in this folder.

A module's docstring begins with what `--help` says of it. It offers `options(parser)`, which adds
what may follow the verb, and `run(options, checkout)`, which does it and returns the exit code.
Or, in the place of `run`, `passed_on(arguments, checkout)`, which takes what follows as it is.
`IN_CHECKOUT = True` says that it makes sense beside build.py alone. A name that is a word of Python
ends in an underscore. Modules import what they work with inside `run`: `--help` reads them all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

HERE = Path(__file__).parent  # pkgutil would find the modules too, in twice the time
FINE, FAULTS, IMPOSSIBLE = 0, 1, 2
ALIASES = {"serve": "preview"}  # what several other builders call it


class UsageError(Exception):
    """The command line asks for something that cannot be; the text says what, and the cure."""


class FaultsError(Exception):
    """The verb ends with FAULTS; what is wrong has been said."""


class Verb(Protocol):
    """What a verb's module offers."""

    __doc__: str | None

    def options(self, parser: argparse.ArgumentParser) -> None:
        """Add what may follow the verb."""

    def run(self, options: argparse.Namespace, checkout: Path | None) -> int:
        """Do it. `checkout` is the folder of build.py, None for the installed command.

        Returns the exit code; raises UsageError, FaultsError, and OSError where a file cannot be
        had.
        """

    def passed_on(self, arguments: Sequence[str], checkout: Path) -> int:
        """Do it with arguments that another program understands."""


def names(checkout: Path | None) -> tuple[str, ...]:
    """The verbs there are, by name."""
    found = sorted(path.stem.removesuffix("_") for path in HERE.glob("[a-z]*.py"))
    return tuple(name for name in found if checkout or not getattr(load(name), "IN_CHECKOUT", 0))


def load(name: str) -> Verb:
    """The verb of that name."""
    underscored = (HERE / f"{name}_.py").exists()
    return cast(Verb, import_module(f"{__name__}.{name}{'_' * underscored}"))


def said(verb: Verb) -> str:
    """What `--help` says of a verb: the first line of its docstring."""
    return (verb.__doc__ or "").partition("\n")[0]


def program(checkout: Path | None) -> str:
    """What the user typed to come here."""
    return "build.py" if checkout else "octavo"
