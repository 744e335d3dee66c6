"""Figures of strangers that int() cannot read: no traceback, and what can be printed is."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from octavo import importers, pipeline
from octavo.csl import numbers
from octavo.numerals import whole

LONG = "9" * 5000  # int() refuses more than 4,300 figures
ODD = ("²", "٣²", LONG, "-1", "", "1 000")


@pytest.mark.parametrize("function", [whole, numbers.whole])
def test_what_is_a_number(function: type) -> None:
    assert [function(text, 7) for text in ODD] == [7] * len(ODD)
    assert [function(text) for text in ("0", "12", "999999999")] == [0, 12, 999_999_999]


WORD = """<w:document xmlns:w="w" xmlns:wp="wp"><w:body>
<w:p><w:pPr><w:outlineLvl w:val="{0}"/><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="{0}"/>
</w:numPr><w:ind w:left="{0}"/></w:pPr>
<w:r><w:rPr><w:sz w:val="{0}"/><w:position w:val="{0}"/></w:rPr><w:t>The text is here.</w:t>
<w:drawing><wp:inline><wp:extent cx="{0}"/></wp:inline></w:drawing></w:r></w:p>
<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{0}"/></w:trPr>
<w:tc><w:tcPr><w:gridSpan w:val="{0}"/></w:tcPr><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc>
</w:tr></w:tbl></w:body></w:document>"""


@pytest.mark.parametrize("figures", ["²", LONG])
def test_a_word_document_is_read(figures: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", WORD.format(figures))
    written = importers.write(importers.make(path), tmp_path / "paper")
    text = "".join(one.read_text("utf-8") for one in written if one.suffix == ".md")
    assert "The text is here." in text and "A cell." in text


@pytest.mark.parametrize("figures", ["²", LONG])
def test_a_manuscript_is_built(figures: str, tmp_path: Path) -> None:
    n = figures
    (tmp_path / "report.toml").write_text('title = "A"\n', "utf-8")
    (tmp_path / "01-a.md").write_text(
        f'# A\n\n<ol start="{n}"><li>a</li></ol>\n\n{n}. a\n{n}. b\n\n'
        f'<table><tr><td colspan="{n}" rowspan="{n}">cell</td></tr></table>\n\n'
        f"A [@a, p. {n}], B [@b, {n}--{n}], C [@c].\n",
        "utf-8",
    )
    date = {"date-parts": [[n, n]], "season": n}
    works = [
        {"id": "a", "type": "book", "title": "A", "issued": date, "edition": n, "volume": n},
        {"id": "b", "type": "book", "title": "B", "issued": {"date-parts": [[2001]], "season": n}},
        {"id": "c", "type": "book", "title": "C", "number-of-volumes": n, "page": f"{n}-{n}"},
    ]
    (tmp_path / "references.json").write_text(json.dumps(works), "utf-8")
    made = pipeline.build(tmp_path, ["html", "txt", "docx", "md"])
    assert len(made.outputs) == 4
    assert figures in made.outputs[1].data.decode()


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Odd</title><id>odd</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation et-al-min="{0}" et-al-use-first="{0}" near-note-distance="{0}">
<layout><choose><if position="near-note"><text value="near"/></if></choose><text variable="title"/>
</layout></citation>
<bibliography entry-spacing="{0}" line-spacing="{0}"><layout><text variable="title"/></layout>
</bibliography></style>"""


@pytest.mark.parametrize("figures", ["²", LONG])
def test_a_style_is_read(figures: str, tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('title = "A"\nstyle = "odd"\n', "utf-8")
    (tmp_path / "01-a.md").write_text("# A\n\nA [@a]. B [@b]. A [@a].\n", "utf-8")
    works = [{"id": name, "type": "book", "title": f"Title {name}"} for name in "ab"]
    (tmp_path / "references.json").write_text(json.dumps(works), "utf-8")
    (tmp_path / "assets" / "csl").mkdir(parents=True)
    (tmp_path / "assets" / "csl" / "odd.csl").write_text(STYLE.format(figures), "utf-8")
    made = pipeline.build(tmp_path, ["html"])
    assert "Title a" in made.outputs[0].data.decode()
