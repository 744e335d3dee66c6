"""What is handed in keeps PDF/UA-1 and PDF/A, by a validator that refuses what was spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import conformance, pipeline, render
from octavo.engine import libraries, printing
from octavo.engine.printing import Attached
from octavo.markup import Medium

ROOT = Path(__file__).parent.parent
PAPERS = {
    "the essay": ROOT / "sections",
    "the tour": ROOT / "tests" / "tour",
    "the starter": ROOT / "octavo" / "starter" / "manuscript",
}
pytestmark = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")


@pytest.fixture(scope="module", params=list(PAPERS.values()), ids=list(PAPERS))
def html(request: pytest.FixtureRequest) -> str:
    read = pipeline.read(request.param)
    return render.render(read.document, read.language, Medium.PRINT)


def faults(data: bytes, *profiles: str) -> list[conformance.Fault]:
    return [fault for profile in profiles for fault in conformance.validate(data, profile)]


def test_it_is_accessible_and_archivable(html: str) -> None:
    data = printing.make(html).data
    assert faults(data, "ua1", "2a") == []
    assert b"/EmbeddedFile" not in data


def test_so_it_is_with_its_sources(html: str) -> None:
    source = Attached("paper.md", b"# Paper", "the source")
    assert faults(printing.make(html, printing.WITH_SOURCES, [source]).data, "ua1", "3a") == []


def page(body: str) -> str:
    return f'<html lang="en"><head><title>Page</title></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("<h1>One</h1><h3>Three</h3>", "HEADING"),
        ('<h1>One</h1><img src="data:image/svg+xml,<svg xmlns=%27http://www.w3.org/2000/svg%27 '
         'width=%279%27 height=%279%27><rect width=%275%27 height=%275%27/></svg>">', "FIGURE"),
    ],
)  # fmt: skip
def test_the_writers_faults_are_refused(broken: str, rule: str) -> None:
    found = faults(printing.make(page(broken)).data, "ua1")
    assert any(rule in fault.rule for fault in found), found


def test_a_page_without_a_language_is_refused() -> None:
    data = printing.make(page("<p>Text</p>").replace(' lang="en"', "")).data
    assert faults(data, "ua1") != []
