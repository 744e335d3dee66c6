"""Numbers at the lines of the text: one a line, counted on, and no part of the text."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pypdfium2
import pytest

from octavo import conformance, pipeline, readback
from octavo.engine import libraries
from octavo.model import Build

pytestmark = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
TEXT = """# A heading

A paragraph of one line.[^a]

- an item
- another

> A quotation.

| A | B |
|---|---|
| 1 | 2 |

: A table.

{long}

[^a]: A note is not counted.
"""
LONG = " ".join(map("".join, product("bdfgm", "aeiou", "lnrst", "aeo", "kpt"))) + "."
SETTINGS = 'title = "A"\ntemplate = "report"\n[page]\nline_numbers = {}\nfont_size = "12pt"\n'


def built(folder: Path, wanted: str) -> Build:
    folder.mkdir()
    (folder / "report.toml").write_text(SETTINGS.format(wanted), encoding="utf-8")
    (folder / "01.md").write_text(TEXT.format(long=LONG), encoding="utf-8")
    return pipeline.build(folder, ("pdf",))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return built(tmp_path_factory.mktemp("lines") / "paper", "true")


def margins(build: Build) -> list[list[str]]:
    """What stands left of the text, page by page."""
    output = build.outputs[0]
    pdf = pypdfium2.PdfDocument(output.data)
    found = []
    for sheet, page in zip(pdf, output.pages, strict=True):
        text = sheet.get_textpage()
        found.append(text.get_text_bounded(0, 0, (page.text.x - 4) * 0.75, 9999).split())
        text.close()
    pdf.close()
    return found


def test_each_line_has_the_next_number(made: Build) -> None:
    numbers = margins(made)
    assert len(numbers) > 3 and all(numbers)
    counted = [int(number) for page in numbers for number in page]
    assert counted == list(range(1, len(counted) + 1))
    lines = {  # an item's sign stands beside its line
        (page.number, round(line.area.y + line.area.height))
        for page in made.outputs[0].pages
        for piece in page.pieces
        if piece.tag in ("p", "li") and not piece.in_notes
        for line in piece.lines
    }
    assert len(counted) == len(lines) - 1  # the word count, below the title


def test_they_are_no_part_of_the_text(made: Build, tmp_path: Path) -> None:
    assert made.findings == built(tmp_path / "plain", "false").findings
    pdf = readback.read(made.outputs[0])
    assert not any(char.isdigit() for char in pdf.text[1])
    assert [page.left for page in made.outputs[0].pages if not page.left] == []


def test_the_lines_stand_where_they_stood(made: Build, tmp_path: Path) -> None:
    plain = built(tmp_path / "plain", "false").outputs[0]
    assert margins(Build(None, (plain,), ())) == [[] for _ in plain.pages]
    assert [page.blocks for page in plain.pages] == [page.blocks for page in made.outputs[0].pages]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_keeps_its_standards(made: Build, profile: str) -> None:
    assert conformance.validate(made.outputs[0].data, profile) == ()
