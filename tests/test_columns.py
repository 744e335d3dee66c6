"""Words of a table are broken only where its columns have no room for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import pipeline
from octavo.engine import libraries

HEADS = "| Year | Paper | Ink | Type | Wages | Carriage | What the year was like |\n"
ROW = "| 1950 | 330 | 36 | 90 | 1,420 | 45 | The house was open all year, but for a week |\n"
CROWDED = "| Newspapers | Periodicals " * 4 + "|\n"


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
@pytest.mark.parametrize("kind", ["", " .landscape"])
def test_no_word_is_broken_that_has_room(tmp_path: Path, kind: str) -> None:
    lines = table(tmp_path, HEADS, ROW, kind)
    assert {"Year", "Paper", "Ink", "Wages", "Carriage", "1950", "1,420"} <= lines


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
def test_a_crowded_table_stays_on_the_page(tmp_path: Path) -> None:
    lines = table(tmp_path, CROWDED, CROWDED, "")
    assert "Newspapers" not in lines


def table(folder: Path, head: str, row: str, kind: str) -> set[str]:
    """The lines of a table's cells on A5, in which nothing is found amiss."""
    (folder / "report.toml").write_text('title = "T"\n[page]\nsize = "A5"\n', "utf-8")
    rule = "|---" * (head.count("|") - 1) + "|\n"
    text = f"# One\n\nText.\n\n{head}{rule}{row * 3}\n: A table. {{#tbl:a{kind}}}\n"
    (folder / "01.md").write_text(text, "utf-8")
    built = pipeline.build(folder, ("pdf",))
    assert built.findings == ()
    pieces = (piece for page in built.outputs[0].pages for piece in page.pieces)
    return {line.text.strip() for p in pieces if p.tag in ("th", "td") for line in p.lines}
