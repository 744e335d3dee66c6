"""The tour, a manuscript of every construct, comes through without a finding."""

import re
from pathlib import Path

import pytest

from octavo import pipeline
from octavo.engine import libraries

TOUR = Path(__file__).parent / "tour"


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
def test_the_tour_has_no_finding() -> None:
    build = pipeline.build(TOUR, ["html", "pdf"])
    assert build.findings == ()
    assert [output.name for output in build.outputs] == [
        "a-tour-of-every-construct.html",
        "a-tour-of-every-construct.pdf",
    ]


def test_no_id_stands_twice() -> None:
    (page,) = pipeline.build(TOUR, ["html"]).outputs
    ids = re.findall(r' id="([^"]*)"', page.data.decode())
    assert len(ids) > 50
    assert len(ids) == len(set(ids))
