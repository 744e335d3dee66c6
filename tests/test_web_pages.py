"""The HTML is valid and accessible, by three checkers that refuse a page which is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browser
import pytest
import webtools

from octavo import pipeline, render
from octavo.markup import Medium

ROOT = Path(__file__).parent.parent
PAPERS = {  # each with the number of faults that it is a draft for
    "essay": (ROOT / "sections", 0),
    "tour": (ROOT / "tests" / "tour", 0),
    "draft": (ROOT / "octavo" / "starter" / "manuscript", 3),
}
WIDE, NARROW = 1280, 390  # pixels: a window, a phone
# Light and dark, wide and narrow; and what a link opens: a note, a work, the contents.
VIEWS = (
    ("essay", WIDE, "light", ""),
    ("essay", NARROW, "dark", "#note-3"),
    ("tour", WIDE, "light", "#ref-arber1990"),
    ("tour", WIDE, "dark", "#note-3"),
    ("tour", NARROW, "light", "#_contents"),
    ("tour", NARROW, "dark", ""),
)
# Faults for the checkers to see: pale text, crossed tags, one id twice, a picture undescribed.
BAD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bad</title>
<style>p { color: #999; background: #fff }</style></head><body><main><h1>Bad</h1>
<p id="a">Pale text, <b><i>crossed</b></i>.</p><p id="a"><img src="a.png"><a href="#b"></a></p>
</main></body></html>"""

NO_HTML_VALIDATE = webtools.missing("html-validate", "node")
NO_VNU = webtools.missing("vnu-jar", "java")
NO_AXE = webtools.missing("axe-core") or ("" if browser.found() else "not installed: Chromium")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The papers as pages, and one that is bad."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "bad.html").write_text(BAD, encoding="utf-8")
    for name, (root, faults) in PAPERS.items():
        read = pipeline.read(root)
        html = render.render(read.document, read.language, Medium.SCREEN, faults)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {path.stem: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    with browser.Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.mark.skipif(bool(NO_HTML_VALIDATE), reason=NO_HTML_VALIDATE)
def test_html_validate_finds_nothing_but_what_is_bad(pages: dict[str, Path]) -> None:
    found = webtools.html_validate([*pages.values()], pages["bad"].parent)
    assert [fault for fault in found if not fault.startswith("bad.html:")] == []
    assert {"no-dup-id", "close-order", "wcag/h37"} <= {fault.split(": ")[1] for fault in found}


@pytest.mark.skipif(bool(NO_VNU), reason=NO_VNU)
def test_the_nu_checker_finds_nothing_but_what_is_bad(pages: dict[str, Path]) -> None:
    found = webtools.vnu([*pages.values()])
    assert [fault for fault in found if not fault.startswith("bad.html:")] == []
    assert any("Duplicate ID" in fault for fault in found)
    assert any("An “img” element must have an “alt” attribute" in fault for fault in found)


@pytest.mark.skipif(bool(NO_AXE), reason=NO_AXE)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " ".join(map(str, view)))
def test_axe_finds_nothing(
    view: tuple[str, int, str, str], pages: dict[str, Path], chromium: browser.Browser
) -> None:
    name, width, colours, place = view
    tab = webtools.shown(chromium, pages[name], width, colours, place)
    assert webtools.axe(tab) == []
    assert tab.run("refused") == []  # by the page's own policy
    assert tab.run(DEAD_LINKS) == []
    is_dark = tab.run("matchMedia('(prefers-color-scheme: dark)').matches")
    assert is_dark is (colours == "dark")
    tab.close()


DEAD_LINKS = """[...document.querySelectorAll("a[href^='#']")].map((link) => link.hash)
.filter((place) => !document.getElementById(decodeURIComponent(place.slice(1))))"""


@pytest.mark.skipif(bool(NO_AXE), reason=NO_AXE)
def test_axe_finds_what_is_bad(pages: dict[str, Path], chromium: browser.Browser) -> None:
    tab = webtools.shown(chromium, pages["bad"], WIDE, "light")
    rules = {fault.split(": ")[0] for fault in webtools.axe(tab)}
    assert {"image-alt", "link-name", "color-contrast"} <= rules
    assert tab.run(DEAD_LINKS) == ["#b"]
    tab.close()


@pytest.mark.skipif(bool(NO_AXE), reason=NO_AXE)
def test_keys_reach_what_is_wider_than_its_place(
    pages: dict[str, Path], chromium: browser.Browser
) -> None:
    tab = webtools.shown(chromium, pages["tour"], WIDE, "light")
    assert tab.run(REACHED) == tab.run(WIDER)
    before = tab.run(WIDER)
    tab.ask("Emulation.setDeviceMetricsOverride", **PHONE)
    tab.wait(f"{WIDER}.length > {len(before)}")
    tab.wait(f"{REACHED}.length > {len(before)}")
    assert tab.run(REACHED) == tab.run(WIDER)
    tab.close()


PHONE = {"width": NARROW, "height": 800, "deviceScaleFactor": 1, "mobile": False}
MAY_BE_WIDE = """[...document.querySelectorAll("figure, pre, section > table")]
.map((each, number) => [each, number])"""
REACHED = f"{MAY_BE_WIDE}.filter(([each]) => each.tabIndex === 0).map(([each, number]) => number)"
WIDER = f"""{MAY_BE_WIDE}.filter(([each]) => each.scrollWidth > each.clientWidth)
.map(([each, number]) => number)"""
