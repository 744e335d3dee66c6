"""Words of a table are parted only where its columns have no room for them, and never chopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import casefiles
import pytest

from octavo import pipeline
from octavo.engine import libraries
from octavo.engine.mends.column_widths import shares
from octavo.model import Build

CASES = casefiles.folder("tables")


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
@pytest.mark.parametrize("case", [pytest.param(c, id=f"{f}: {c.name}") for f, c in CASES])
def test_a_table_is_printed_so(case: casefiles.Case, tmp_path: Path) -> None:
    """`printed.txt` has a row a line, each cell with the strokes between its lines."""
    expected = case.files.pop("printed.txt").replace("\n", " | ").removesuffix(" | ")
    case.files.setdefault("report.toml", 'title = "T"\n')
    build = pipeline.build(case.write(tmp_path), ("pdf",))
    assert " | ".join(cells(build)) == expected
    assert tuple(casefiles.said(build.findings)) == case.expected


def cells(build: Build) -> Iterator[str]:
    """The cells of all tables, as they are printed."""
    for page in build.outputs[0].pages:
        for piece in page.pieces:
            if piece.tag in ("th", "td"):
                yield " / ".join(line.text.strip() for line in piece.lines)


@pytest.mark.parametrize(
    ("least", "most", "room", "expected"),
    [
        ([10, 10], [20, 400], 100, [20, 80]),  # what is narrow has all it wants
        ([30, 30], [80, 230], 120, [42, 78]),  # what is not gives way, all in one proportion
        ([10, 90], [20, 400], 100, [10, 90]),  # nothing is left to be parted
        ([10, 60], [80, 200], 60, [10, 60]),  # the table is too wide
    ],
)
def test_room_is_parted(
    least: list[float], most: list[float], room: float, expected: list[float]
) -> None:
    assert shares(least, most, room) == pytest.approx(expected)
