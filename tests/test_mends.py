"""Each mend of WeasyPrint fits the installed version, changes what it says, and is needed."""

import inspect
import textwrap
from collections.abc import Iterator
from importlib.metadata import version

import pytest

from octavo import engine
from octavo.engine import mends

ANY = pytest.mark.parametrize("name", mends.names())


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    """All mends are on before and after each test."""
    engine.load()
    yield
    for name in mends.names():
        mends.apply(mends.load(name))


@ANY
def test_it_fits_the_installed_version(name: str) -> None:
    mend = mends.load(name)
    assert version("weasyprint") == mend.VERSION
    assert hasattr(mends.installed(mend), "__wrapped__")


@ANY
def test_it_can_be_undone_and_done_again(name: str) -> None:
    mend = mends.load(name)
    mends.undo(mend)
    assert not hasattr(mends.installed(mend), "__wrapped__")
    mends.apply(mend)
    assert hasattr(mends.installed(mend), "__wrapped__")


@ANY
def test_another_text_is_left_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mend = mends.load(name)
    mends.undo(mend)
    monkeypatch.setattr(mend, "SOURCE", "0" * 64)
    with pytest.raises(mends.MisfitError, match=mend.FUNCTION):
        mends.apply(mend)
    assert not hasattr(mends.installed(mend), "__wrapped__")


@ANY
def test_it_changes_no_more_than_it_adds(name: str) -> None:
    mend = mends.load(name)
    mends.undo(mend)
    function = mends.installed(mend)
    source = textwrap.dedent(inspect.getsource(function)).splitlines()
    mended = mend.mended("\n".join(source)).splitlines()
    assert [line for line in mended if line in source] != mended
    at = iter(mended)
    assert all(line in at for line in source)  # every old line, in the old order


def lines(html: str) -> list[str]:
    """The lines of the first paragraph as laid out."""
    page = engine.load().HTML(string=html).render().pages[0]._page_box
    boxes = [box for box in page.descendants() if type(box).__name__ == "LineBox"]
    return ["".join(b.text for b in box.descendants() if hasattr(b, "text")) for box in boxes]


def breaks(width: float) -> list[str]:
    style = (
        f"<style>@page {{size: 400px; margin: 0}} p {{width: {width}px; font: 16px serif}}</style>"
    )
    return lines(f"{style}<p>To be ended, as was proposed <em>in January of that year</em></p>")


def early(broken: list[str]) -> bool:
    return broken[0].strip() == "To"


def test_a_line_is_not_broken_behind_its_first_word() -> None:
    widths = [120 + step / 2 for step in range(200)]
    assert not [width for width in widths if early(breaks(width))]
    mends.undo(mends.load("trailing_space"))
    assert [width for width in widths if early(breaks(width))]
