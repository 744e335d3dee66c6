"""On a screen, what is wider than its place shows so; calls of notes stay with their words."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import browser
import pytest
import webtools
from PIL import Image

from octavo import pipeline, render
from octavo.markup import Medium

pytestmark = pytest.mark.skipif(not browser.found(), reason="not installed: Chromium")

NOTES = "".join(f"[^{n}]: Note {n}.\n" for n in range(1, 25))
ROW = "| слово[^{0}] | Conclusion | Entry into Korea | Treaty of Friendship | 180 | 519 | Kulik |"
ROWS = "\n".join(ROW.format(number) for number in range(13, 25))
TEXT = f"""# One

{" ".join(f"Really![^{n}] Words of it (and more)[^{n + 1}] follow." for n in range(1, 13, 2))}

| Word | Event | Events in China | Treaty or agreement | Casualties | Trade in roubles | Source |
|---|---|---|---|---:|---:|---|
{ROWS}

: A table of many columns.

{NOTES}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    (folder / "report.toml").write_text('title = "T"\n', "utf-8")
    (folder / "01-one.md").write_text(TEXT, "utf-8")
    read = pipeline.read(folder)
    html = render.render(read.document, read.language, Medium.SCREEN, 0)
    (folder / "page.html").write_text(html, "utf-8")
    return folder / "page.html"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    with browser.Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


APART = """[...document.querySelectorAll(".call")].filter((call) => {
  const word = document.createRange(), parts = [...call.getClientRects()]
  const text = call.previousSibling
  word.setStart(text, text.length - 1)
  word.setEnd(text, text.length)
  const base = word.getBoundingClientRect()
  return parts.some((part) => part.top > base.bottom || part.bottom < base.top)
}).map((call) => call.textContent)"""


def test_a_number_is_never_broken_nor_parted_from_its_word(
    page: Path, chromium: browser.Browser
) -> None:
    tab = webtools.shown(chromium, page, 768, "light")
    assert tab.run("document.querySelectorAll('.call').length") == 24
    for width in range(300, 800, 20):
        tab.ask("Emulation.setDeviceMetricsOverride", width=width, **SIZE)
        tab.run("new Promise((then) => requestAnimationFrame(then))")
        assert tab.run(APART) == [], width
    tab.close()


SIZE = {"height": 800, "deviceScaleFactor": 1, "mobile": False}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_shade_is_where_there_is_more(
    colours: str, page: Path, chromium: browser.Browser
) -> None:
    tab = webtools.shown(chromium, page, 400, colours)
    assert tab.run(f"{FIGURE}.scrollWidth > {FIGURE}.clientWidth + 100")
    assert shaded(tab) == (False, True)
    tab.run(f"{FIGURE}.scrollLeft = 50")
    assert shaded(tab) == (True, True)
    tab.run(f"{FIGURE}.scrollLeft = 10000")
    assert shaded(tab) == (True, False)
    tab.close()


FIGURE = "document.querySelector('figure')"


def shaded(tab: browser.Tab) -> tuple[bool, bool]:
    """Whether the left and the right edge of the table differ from the paper's colour."""
    tab.run(f"{FIGURE}.scrollIntoView()")
    tab.run("new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))")
    x, y, width = tab.run(f"(({{x, y, width}}) => [x, y, width])({FIGURE}.getBoundingClientRect())")
    shot = base64.b64decode(tab.ask("Page.captureScreenshot", format="png")["data"])
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    row = int(y) + 3  # above the words of the caption
    paper = image.getpixel((2, row))
    left, right = (image.getpixel((round(at), row)) for at in (x + 1, x + width - 2))
    return left != paper, right != paper
