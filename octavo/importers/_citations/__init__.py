"""The citations that reference managers leave in a .docx, as values; one module a program.

A module offers `read(code, data, package) -> Citation | None`: `code` is the field's instruction,
or the tag of a content control; `data` what is hidden beside it. None: it is not this program's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from octavo.importers._package import Package

OTHERS = re.compile(
    r"ADDIN (?:EN\.CITE\b|ZOTERO_ITEM|CSL_CITATION|Mendeley|paperpile_citation|CitaviPlaceholder"
    r"|REFMGR\.CITE|PAPERS2_CITATIONS|RW\.CITE|JR_|BEC\{)|CITATION\s|MENDELEY_CITATION"
    r"|CitaviPlaceholder|ZOTERO_|\bEN\.CITE\b",
    re.I,
)
BIBLIOGRAPHY = re.compile(
    r"\s*(?:ADDIN )?(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley Bibliography|CSL_BIBLIOGRAPHY"
    r"|MENDELEY_BIBLIOGRAPHY|CitaviBibliography|CITAVI_BIBLIOGRAPHY|paperpile_bibliography"
    r"|REFMGR\.REFLIST|PAPERS2_BIBLIOGRAPHY|RW\.BIB|BIBLIOGRAPHY\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One work as a citation names it.

    `work` has CSL-JSON's names; empty where the draft does not describe the work. `marks` tell it
    from other works: its addresses in a library. `label` is CSL's term for the locator.
    """

    work: Mapping[str, Any]
    marks: tuple[str, ...] = ()
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """What a field cites. `narrative`: the author stands in the sentence.

    `edited`: the printed words were changed by hand, so that the data do not say all of it.
    """

    items: tuple[Item, ...] = field(default_factory=tuple)
    narrative: bool = False
    edited: bool = False


class Program(Protocol):
    """What a program's module offers."""

    def read(self, code: str, data: str, package: Package) -> Citation | None:
        """What the field cites; None if it is another program's, or holds no data."""


def read(code: str, data: str, package: Package) -> Citation | None:
    """What a field cites; None if it is no citation, or nobody can read it."""
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            program = cast(Program, import_module(f"{__name__}.{module.name}"))
            if citation := program.read(code, data, package):
                return citation if citation.items else None
    return None


def is_citation(code: str) -> bool:
    """Whether a field or a content control is a citation of any known program."""
    return bool(OTHERS.match(code.strip()))


def is_bibliography(code: str) -> bool:
    """Whether a field or a content control holds a list of the works cited."""
    return bool(BIBLIOGRAPHY.match(code))
