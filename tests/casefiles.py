"""Read case files: what a writer gives, and the findings it must get.

    --- name of the case
    text                               (a second file starts with a line `>>> 02-next.md`)
    !!! 3:5 error[rule] message -- hint

The places are those of the text as the case shows it; a place in another file names that file
before it: `!!! 02-next.md:3:5 ...`. What only shows in print says its page: `message (page 2)`. A
case without `!!!` is one in which nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from octavo.diagnostics import Finding

HERE = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case: files by name, and the findings as lines."""

    name: str
    files: dict[str, str]
    expected: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder


def read(path: Path, first: str = "01-first.md") -> list[Case]:
    """The cases of a file; `first` is the name of the file that a case begins with."""
    return [
        _case(part, first) for part in re.split(r"^--- ", path.read_text("utf-8"), flags=re.M)[1:]
    ]


def folder(kind: str, first: str = "01-first.md") -> list[tuple[str, Case]]:
    """All cases of a folder, each with the name of its file."""
    return [(p.stem, case) for p in sorted((HERE / kind).glob("*.md")) for case in read(p, first)]


def _case(part: str, first: str) -> Case:
    name, text = part.split("\n", 1)
    lines = text.splitlines(keepends=True)
    expected = tuple(line[4:].strip() for line in lines if line.startswith("!!! "))
    text = "".join(line for line in lines if not line.startswith("!!! ")).rstrip("\n") + "\n"
    head, *rest = re.split(r"^>>> (\S+)\n", text, flags=re.M)
    files = dict(zip(rest[::2], rest[1::2], strict=True))
    return Case(name, {first: head, **files} if head.strip() else files, expected)


def said(findings: Iterable[Finding], first: str = "01-first.md") -> Iterator[str]:
    """Findings as the lines of a case."""
    for finding in findings:
        place = ""
        if finding.span is not None:
            line, column = finding.span.source.position(finding.span.start)
            name = finding.span.source.path.name
            place = f"{line}:{column} " if name == first else f"{name}:{line}:{column} "
        on = f" (page {finding.page})" if finding.page else ""
        hint = f" -- {finding.hint}" if finding.hint else ""
        yield f"{place}{finding.severity}[{finding.rule}] {finding.message}{on}{hint}"
