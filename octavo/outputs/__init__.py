"""Output formats: one module each, found by being in this folder.

A module offers `MEDIUM`, whether its page is the printed or the screen's, perhaps `WHOLE_NOTES`,
that it places the notes itself and wants each where it is called, and
`make(document, html) -> Output`; the output's name is that of a finished report.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from octavo.model import Document, Output


class Format(Protocol):
    """What a format's module offers."""

    MEDIUM: str

    def make(self, document: Document, html: str) -> Output:
        """The finished file."""


def names() -> tuple[str, ...]:
    """The formats there are: what `--to` takes."""
    return tuple(sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")))


def load(name: str) -> Format:
    """The format of that name."""
    return cast(Format, import_module(f"{__name__}.{name}"))
