"""A table or figure may have a page of its own that is turned; the text goes on upright."""

from pathlib import Path

import pytest

from octavo import pipeline, readback
from octavo.model import Build

TABLE = "| Year | Loan |\n|---|---|\n| 1950 | 1,200 |\n\n: Loans. {#tbl:loans .landscape}\n\n"
FIGURE = "![A bar.](bar.svg){#fig:bar width=30% .landscape}\n\n"
CHART = (
    '```chart\ndata = "loans.csv"\nkind = "bars"\nx = "year"\ny = "loan"\n```\n\n'
    ": Loans, drawn. {#fig:loans .landscape}\n\n"
)
BEHIND = "Text behind it.\n\nAnd more.\n\nThe end.\n"
BAR = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><path d="M0 0h90v40z"/></svg>'


def build(folder: Path, middle: str) -> Build:
    (folder / "report.toml").write_text('title = "A"\n[page]\nsize = "letter"\n', "utf-8")
    (folder / "bar.svg").write_text(BAR, "utf-8")
    (folder / "loans.csv").write_text("year,loan\n1950,300\n1954,130\n", "utf-8")
    text = f"# One\n\nText ahead of it, with a note.^[The note.]\n\n{middle}{BEHIND}"
    (folder / "01-one.md").write_text(text, "utf-8")
    return pipeline.build(folder, ("pdf", "docx", "html"))


@pytest.mark.parametrize(
    ("middle", "words"), [(TABLE, "1,200"), (FIGURE, "A bar."), (CHART, "Loans, drawn.")]
)
def test_it_stands_alone_on_a_turned_page(tmp_path: Path, middle: str, words: str) -> None:
    built = build(tmp_path, middle)
    assert built.findings == ()
    read = readback.read(built.outputs[0])
    (turned,) = (page for page in built.outputs[0].pages if page.width > page.height)
    assert (turned.width, turned.height) == (1056, 816)
    said = read.text[turned.number - 1]
    assert words in said and "Text" not in said
    assert "Text ahead of it" in read.text[turned.number - 2]
    assert "Text behind it." in read.text[turned.number]


def test_a_heading_goes_with_it(tmp_path: Path) -> None:
    built = build(tmp_path, f"## Loans\n\n{TABLE}")
    (turned,) = (page for page in built.outputs[0].pages if page.width > page.height)
    assert "1.1 Loans" in " ".join(readback.read(built.outputs[0]).text[turned.number - 1].split())
    assert built.findings == ()


def test_tables_before_it_do_not_float_behind_it(tmp_path: Path) -> None:
    rows = "".join(f"| {year} | {year}00 |\n" for year in range(1950, 1962))
    tall = f"| Year | Tons |\n|---|---|\n{rows}\n: Tons. {{#tbl:tons}}\n\n"
    text = "\n\n".join(f"Paragraph {n} says what was agreed in the year {n}." for n in range(34))
    built = build(tmp_path, f"{text}\n\n{tall}{TABLE}")
    read = readback.read(built.outputs[0])
    assert built.findings == ()
    (turned,) = (page for page in built.outputs[0].pages if page.width > page.height)
    assert not any(page.floats for page in built.outputs[0].pages)
    assert "Table 1" in " ".join(read.text[turned.number - 2].split())


def test_no_space_stands_above_what_begins_a_page(tmp_path: Path) -> None:
    again = TABLE.replace("tbl:loans", "tbl:again")
    built = build(tmp_path, f"## Turned\n\n{TABLE}## After\n\nText.\n\n{again}# Last\n\n")
    heads: dict[str, float] = {}
    for page in built.outputs[0].pages[1:]:
        first = min((p for p in page.pieces if not p.in_notes), key=lambda p: p.lines[0].area.y)
        if first.tag in ("h1", "h2"):
            heads[first.lines[0].text] = first.lines[0].area.y - page.text.y
    assert {"1.1 Turned", "1.2 After", "2 Last"} <= heads.keys()
    assert max(heads.values()) < 9  # pixels above its capitals: no more than its own line has
