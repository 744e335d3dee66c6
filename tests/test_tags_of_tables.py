"""In a PDF each cell of a table names the heads that hold for it, also where cells span others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import casefiles
import pytest
import structure

from octavo.engine import libraries, printing

CASES = casefiles.read(Path(__file__).parent / "cases" / "tags" / "tables.html", "body.html")
PAGE = '<!DOCTYPE html><html lang="en"><head><title>Table</title></head><body>%s</body></html>'
SPANS = {"/RowSpan": "rows", "/ColSpan": "columns"}


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
@pytest.mark.parametrize("standard", [printing.ACCESSIBLE, printing.PDF_2], ids=["1.7", "2.0"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_heads(case: casefiles.Case, standard: printing.Standard) -> None:
    made = printing.make(PAGE % case.files["body.html"], standard)
    (table,) = structure.read(made.data).all("Table")
    assert sorted(said(table)) == sorted(case.expected)
    assert len(made.pages) == 1 + ("two pages" in case.name)


def said(table: structure.Node) -> Iterator[str]:
    """What is said of each cell: its scope and spans, and the texts of its heads."""
    heads = {head.values["/ID"]: head.text().strip() for head in table.all("TH")}
    for cell in table.all("TH", "TD"):
        scope = [str(cell.attribute("/Scope"))[1:]] if cell.type == "TH" else []
        spans = [f"{n} {what}" for name, what in SPANS.items() if (n := cell.attribute(name))]
        about = ", ".join(scope + spans)
        names = ", ".join(heads[name] for name in cell.attribute("/Headers") or ())
        line = cell.text().strip() + (f": {about}" if about else "")
        yield line + (f" < {names}" if names else "")
