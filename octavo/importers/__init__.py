"""Take a raw draft and make a manuscript of it: one module a format, found by being here.

A format's module offers `ENDINGS`, the file endings it reads in lower case, and
`read(path) -> Draft`. Modules whose names begin with an underscore are the stages that follow:

    Draft --settle--> --name_broken--> --drop--> --propose--> Draft --files--> manuscript

`make` is their order. No word is lost: what is not in the sections is in dropped.txt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from octavo.diagnostics import Finding
from octavo.importers import _ends, _folder, _kinds, _manuscript, _repeats, _titles, _topics
from octavo.importers._draft import Block, Draft, DraftError, Dropped, Kind, Text
from octavo.importers._folder import refuse_to_overwrite

__all__ = [
    "Block",
    "Draft",
    "DraftError",
    "Dropped",
    "Kind",
    "Manuscript",
    "Text",
    "make",
    "refuse_to_overwrite",
    "write",
]


LARGEST = 300_000_000  # bytes


class Format(Protocol):
    """What a format's module offers."""

    __name__: str
    ENDINGS: tuple[str, ...]

    def read(self, path: Path) -> Draft:
        """The draft. Raises OSError, or DraftError where the file is not what its name says."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A manuscript's files by name, and what the writer should look at, in reading order."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def formats() -> Iterator[Format]:
    """The modules of all formats."""
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            yield cast(Format, import_module(f"{__name__}.{module.name}"))


def make(path: Path) -> Manuscript:
    """The manuscript that a draft becomes; nothing is written.

    Raises OSError where the draft cannot be read, DraftError where there is no such format, the
    file is broken, or there is no text in it.
    """
    known = {ending: module for module in formats() for ending in module.ENDINGS}
    _refuse(path, sorted(known))
    try:
        draft = known[path.suffix.lower()].read(path)
        if not any(block.text.letters.strip() for block in draft.blocks):
            raise DraftError(f"there is no text in {path}")
        draft = shaped(draft)
        return Manuscript(_manuscript.files(draft), _in_order(draft))
    except RecursionError as error:
        raise DraftError(f"{path} is nested deeper than any text is") from error


def _refuse(path: Path, known: Sequence[str]) -> None:
    """Refuse what no format reads. Raises OSError if it is not there, else DraftError."""
    if path.is_dir():
        raise DraftError(f"{path} is a folder: name the draft's file")
    size = path.stat().st_size
    if not path.is_file():
        raise DraftError(f"{path} is no file that holds a text")
    if size > LARGEST:
        raise DraftError(f"{path} has more than {LARGEST // 10**6} MB: no draft is so large")
    if path.suffix.lower() not in known:
        raise DraftError(_unknown(path, known))
    if not size:
        raise DraftError(f"{path} is empty")


def _unknown(path: Path, known: Sequence[str]) -> str:
    """What is said of a draft whose ending no format has."""
    with path.open("rb") as file:
        kind = _kinds.BY_ENDING.get(path.suffix.lower()) or _kinds.of(file.read(1_000_000))
    said = f"is {kind.name}: {kind.cure}" if kind else "has a name that does not say what it is"
    return f"{path} {said} (drafts end in {', '.join(known)})"


def shaped(draft: Draft) -> Draft:
    """The draft without repeats, in titled sections, its broken ends named."""
    draft = _titles.settle(draft)
    draft = _ends.name_broken(draft)  # before copies go: the last words may be a copy's
    draft = _repeats.drop(draft)
    draft = _ends.name_broken(draft)
    return _topics.propose(draft)


def _in_order(draft: Draft) -> tuple[Finding, ...]:
    def place(finding: Finding) -> int:
        return finding.span.start if finding.span else -1

    return tuple(sorted(draft.findings, key=place))


def write(manuscript: Manuscript, folder: Path) -> list[Path]:
    """Write the files into a folder that is not there, or empty, and return their paths.

    Raises FileExistsError where it is not, OSError where it cannot be written; then nothing has
    been changed in it.
    """
    return _folder.write(manuscript.files, folder)
