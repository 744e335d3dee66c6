"""Reading of bibliographies: one module a format, found by being in this folder.

A format's module offers `ENDINGS`, the file endings it reads in lower case, and
`read(source) -> (references by key, findings)`. Modules whose names begin with an underscore, and
packages, are helpers.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from octavo.diagnostics import Finding, Source, Span, nearest
from octavo.model import Reference
from octavo.references._csl import seen

__all__ = ["formats", "knows", "public", "read", "seen"]


class Format(Protocol):
    """What a format's module offers."""

    __name__: str
    ENDINGS: tuple[str, ...]

    def read(self, source: Source) -> tuple[dict[str, Reference], list[Finding]]:
        """All references of a bibliography by key, in its order, and what is wrong with it."""

    def public(self, source: Source) -> str:
        """The bibliography without comments and without fields that are the writer's own."""


def read(source: Source) -> tuple[dict[str, Reference], list[Finding]]:
    """The references of a bibliography file by key, in its order, and what is wrong with it.

    The file's ending says its format. An entry that cannot be read is left out with a finding;
    it does not stop the others. Of two entries with one key the first is kept.
    """
    known = _by_ending()
    ending = source.path.suffix.lower()
    if ending in known:
        return known[ending].read(source)
    near = nearest(ending, known)
    hint = f"did you mean {near}?" if near else f"bibliographies end in {', '.join(sorted(known))}"
    message = f"cannot read a bibliography that ends in '{ending}'"
    return {}, [Finding("bibliography", message, Span(source, 0, 0), hint=hint)]


def knows(ending: str) -> bool:
    """Whether files that end so (".bib") are bibliographies."""
    return ending in _by_ending()


def public(source: Source) -> str:
    """A bibliography as it may be given away: without remarks, paths and unknown fields."""
    return _by_ending()[source.path.suffix.lower()].public(source)


def _by_ending() -> dict[str, Format]:
    return {ending: module for module in formats() for ending in module.ENDINGS}


def formats() -> Iterator[Format]:
    """The modules of all formats."""
    for module in iter_modules(__path__):
        if not module.ispkg and not module.name.startswith("_"):
            yield cast(Format, import_module(f"{__name__}.{module.name}"))
