"""The writing format, case by case: what is found in a section, where, and what comes of it.

A case in `cases/markdown/` or `cases/citations/` gives a section or several (`>>> 02-next.md`),
perhaps further settings (`>>> report.toml`), and behind them what is expected, in one or more of
the views of views.py (`>>> html`, `>>> marks`, ...) and as findings (`!!!`); no other may come.

`UPDATE=1` writes the views that came out into the files: read the difference before you believe it.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import casefiles
import pytest
import views

from octavo import pipeline

FIRST = "01-first.md"
NEWLINE = "\n"
FOLDERS = ("markdown", "citations")
WORKS = casefiles.HERE / "markdown" / "works.bib"
STYLES = {name: casefiles.HERE / "markdown" / f"{name}.csl" for name in ("text", "note")}
PATHS = [path for name in FOLDERS for path in sorted((casefiles.HERE / name).glob("*.md"))]
CASES = [
    pytest.param(case, id=f"{path.stem}: {case.name}")
    for path in PATHS
    for case in casefiles.read(path)
]


def read(case: casefiles.Case, folder: Path) -> pipeline.Read:
    """Read a case's manuscript, with the works that all cases can cite."""
    for path in (WORKS, *STYLES.values()):
        shutil.copy(path, folder)
    settings = case.files.get("report.toml", "")
    if "style" not in settings:
        settings += 'style = "text.csl"\n'
    return views.read(folder, sections(case), f'bibliography = ["{WORKS.name}"]\n{settings}')


def sections(case: casefiles.Case) -> dict[str, str]:
    return {name: text for name, text in case.files.items() if name.endswith(".md")}


def expected(case: casefiles.Case) -> dict[str, str]:
    return {name: case.files[name].strip("\n") for name in views.VIEWS if name in case.files}


def came(case: casefiles.Case, found: pipeline.Read) -> dict[str, str]:
    return {name: views.VIEWS[name](found.document).strip("\n") for name in expected(case)}


@pytest.mark.parametrize("case", CASES)
def test_case(case: casefiles.Case, tmp_path: Path) -> None:
    found = read(case, tmp_path)
    assert came(case, found) == expected(case)
    assert tuple(casefiles.said(views.findings(found.document))) == case.expected


@pytest.mark.parametrize("case", CASES)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    case: casefiles.Case, tmp_path: Path
) -> None:
    windows = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in sections(case).items()}
    found = read(replace(case, files=case.files | windows), tmp_path)
    assert came(case, found) == expected(case)
    assert tuple(casefiles.said(views.findings(found.document))) == case.expected


def test_every_case_expects_something() -> None:
    for path in PATHS:
        for case in casefiles.read(path):
            assert expected(case) or case.expected, f"{path.name}: {case.name}"


@pytest.mark.parametrize("path", PATHS if os.environ.get("UPDATE") else ())
def test_update(path: Path, tmp_path: Path) -> None:
    parts = []
    for number, case in enumerate(casefiles.read(path)):
        (folder := tmp_path / str(number)).mkdir()
        found = read(case, folder)
        files = case.files | came(case, found)
        parts.append(
            written(case.name, files, tuple(casefiles.said(views.findings(found.document))))
        )
    path.write_text("\n".join(parts), encoding="utf-8")


def written(name: str, files: dict[str, str], findings: tuple[str, ...]) -> str:
    """A case as a case file has it."""
    parts = [
        text if name == FIRST else f">>> {name}\n{text.strip(NEWLINE)}\n"
        for name, text in files.items()
    ]
    return f"--- {name}\n" + "".join(parts) + "".join(f"!!! {line}\n" for line in findings)


def test_a_very_long_line_keeps_its_places(tmp_path: Path) -> None:
    text = "word " * 20_000 + "[@a] " + "word " * 20_000 + "[@b]\n"
    case = casefiles.Case("long", {FIRST: text}, ())
    said = views.marks(read(case, tmp_path).document)
    assert said == "1:100001-1:100005 citation @a\n1:200006-1:200010 citation @b"
