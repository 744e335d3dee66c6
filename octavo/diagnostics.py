"""Where a fault is and what it is: the text it stands in, its place, the finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a finding weighs: an error forbids handing in, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Source:
    """A text file, kept whole: every later stage points into `text` by offset.

    `path` is as the writer should read it: from the current folder where it lies below it.
    """

    path: Path
    text: str

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, in code points, both counted from 1."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        return self.text.count("\n", 0, offset) + 1, offset - line_start + 1

    def __repr__(self) -> str:
        return f"Source({str(self.path)!r})"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source: offsets in code points, `end` not included."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch as the writer typed it."""
        return self.source.text[self.start : self.end]

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.path.as_posix()}:{line}:{column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its rule, one terse sentence that names it, its place, and the cure.

    `related` are other places that belong to it (the first of two twins); `page` is the
    printed page, from 1, for what only shows on paper.
    """

    rule: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""
    related: tuple[Span, ...] = ()
    page: int | None = None


class ReportError(Exception):
    """The next stage has no input; carries all that was found so far."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.message for finding in self.findings))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely stands for, or None if none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), 1)), None)
