"""What a PDF says of itself and how it is leafed through: facts, bookmarks, labels of pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest

from octavo import pipeline
from octavo.engine import libraries, printing

SETTINGS = """title = "Loans & *Letters*: 1 < 2"
authors = ["Ada O'Brien & Sons", "Бен Чен"]
abstract = "What was *lent* & why."
keywords = ["loans", "R&D"]
language = "de"
[page]
notes = "footnotes"
"""
TEXT = """# The *first* & last^[A note in a heading.]

Text.

## Inner `code` and a [link](https://example.org)

Text.

### Deeper

Text.

# Unnumbered {.unnumbered}

Text.

# Last

Text.
"""
# Bookmarks, each with how deep it lies and the page (from 0) it leads to.
BOOKMARKS = [
    (0, "1 The first & last", 2),
    (1, "1.1 Inner code and a link", 2),
    (2, "1.1.1 Deeper", 2),
    (0, "Unnumbered", 2),
    (0, "2 Last", 2),
]
STANDARDS = {"PDF 1.7": printing.ACCESSIBLE, "PDF 2.0": printing.PDF_2}
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
# Two pages with small Roman numbers, one whose number is not printed, and two from 1 on.
PAGES = """<html lang="en"><head><title>Pages</title><style>
@page { @bottom-center { content: counter(page) } }
@page front { @bottom-center { content: counter(page, lower-roman) } }
@page bare { @bottom-center { content: none } }
@page text:nth(1 of text) { counter-reset: page 1 }
div { break-after: page } .front { page: front } .bare { page: bare } main { page: text }
</style></head><body><div class="front">One</div><div class="front">Two</div>
<div class="bare">Three</div><main><div>Four</div><p>Five</p></main></body></html>"""
pytestmark = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")


@pytest.fixture(scope="module", params=list(STANDARDS))
def pdf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A paper as read by another reader."""
    from octavo import render
    from octavo.markup import Medium

    folder: Path = tmp_path_factory.mktemp("paper")
    (folder / "report.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "01.md").write_text(TEXT, encoding="utf-8")
    read = pipeline.read(folder)
    html = render.render(read.document, read.language, Medium.PRINT)
    return reader(printing.make(html, STANDARDS[request.param]).data)


def reader(data: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(data))


def test_document_information(pdf: Any) -> None:
    if pdf.pdf_header == "%PDF-2.0":  # PDF/A-4 has none (ISO 19005-4, 6.1.3)
        assert pdf.metadata is None
        return
    said = dict(pdf.metadata)
    assert said.pop("/Creator").startswith("Octavo ")
    assert said.pop("/Producer").startswith("WeasyPrint ")
    assert said == {
        "/Title": "Loans & Letters: 1 < 2",
        "/Author": "Ada O'Brien & Sons, Бен Чен",
        "/Subject": "What was lent & why.",
        "/Keywords": "loans, R&D",
    }


def test_the_same_in_xmp(pdf: Any) -> None:
    packet = ElementTree.fromstring(pdf.trailer["/Root"]["/Metadata"].get_data())

    def said(name: str) -> list[str | None]:
        found = packet.find(f".//{name}", NAMES)
        assert found is not None
        return [item.text for item in found.iterfind(".//rdf:li", NAMES)] or [found.text]

    assert said("dc:title") == ["Loans & Letters: 1 < 2"]
    assert said("dc:creator") == ["Ada O'Brien & Sons", "Бен Чен"]
    assert said("dc:description") == ["What was lent & why."]
    assert said("dc:subject") == ["loans", "R&D"]
    assert said("pdf:Keywords") == ["loans, R&D"]
    assert said("dc:language") == ["de"]


def test_its_language_and_what_a_window_is_called(pdf: Any) -> None:
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/MarkInfo"]["/Marked"].value is True


def test_bookmarks_lie_within_one_another_and_lead_to_their_pages(pdf: Any) -> None:
    assert [*outline(pdf, pdf.outline)] == BOOKMARKS


def outline(pdf: Any, items: Any, depth: int = 0) -> Any:
    for item in items:
        if isinstance(item, list):
            yield from outline(pdf, item, depth + 1)
        else:
            title = " ".join(item.title.split())
            yield depth, title, pdf.get_destination_page_number(item)


def test_labels_of_pages_are_the_numbers_printed_on_them() -> None:
    made = reader(printing.make(PAGES).data)
    printed = [page.extract_text().split()[-1] for page in made.pages]
    assert printed == ["i", "ii", "Three", "1", "2"]
    assert made.page_labels == ["i", "ii", "iii", "1", "2"]
