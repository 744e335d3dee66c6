"""Notes and sources open in place: reached and left by keyboard, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Browser, Tab, found

from octavo import pipeline

pytestmark = pytest.mark.skipif(found() is None, reason="no Chromium on this computer")
TEXT = "# One\n\nText [@a].\n\n" + "More.[^n]\n\n[^n]: See [@a, 5].\n\n" + "Last of all.\n\n" * 80
WORKS = '[{"id": "a", "type": "book", "title": "A Book", "author": [{"family": "Lee"}]}]'
WHERE = "[document.activeElement.textContent, location.hash.slice(0, 6), scrollY]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "report.toml").write_text('title = "A"\ntemplate = "report"\n', "utf-8")
    (folder / "references.json").write_text(WORKS, "utf-8")
    (folder / "01-one.md").write_text(TEXT, "utf-8")
    (output,) = pipeline.build(folder, ("html",)).outputs
    (folder / "page.html").write_bytes(output.data)
    return (folder / "page.html").as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture
def tab(browser: Browser, address: str) -> Tab:
    """The page, with its second note opened by keyboard."""
    tab = browser.tab(address)
    tab.wait("document.readyState === 'complete' && document.querySelector('.call a')")
    tab.run("document.querySelectorAll('.call a')[1].focus()")
    tab.press("Enter")
    tab.wait("document.activeElement.matches('.notes li:target')")
    return tab


@pytest.mark.parametrize(
    "keys",
    [("Escape",), ("Tab", "Tab", "Tab"), ("Shift",), ("Tab", "Enter", "Escape")],
    ids=["escape", "past its last link", "back before it", "a source opened from it"],
)
def test_a_note_is_left_to_where_it_was_called(tab: Tab, keys: tuple[str, ...]) -> None:
    for key in keys:
        tab.press("Tab" if key == "Shift" else key, shift=key == "Shift")
        if key == "Enter":
            tab.wait("document.activeElement.matches('.entry:target')")
    tab.wait("location.hash === '#_closed' && document.activeElement.matches('.call a')")
    assert tab.run(WHERE) == ["2", "#_clos", 0]


def test_within_a_note_the_links_are_reached(tab: Tab) -> None:
    tab.press("Tab")
    assert tab.run("document.activeElement.matches('.notes li:target a.cite')")
    tab.press("Tab")
    assert tab.run("document.activeElement.matches('.notes li:target a.back')")
    tab.press("Enter")
    tab.wait("document.querySelector('.call a:target')")
    top, height = tab.run(
        "[document.querySelector('.call a:target').getBoundingClientRect().top, innerHeight]"
    )
    assert 0 < top < height
