"""A figure that does not fit stands at the head of the next page; the text goes on before it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageOps

from octavo import pipeline, readback
from octavo.checks import lost_text
from octavo.engine import mends
from octavo.model import Build, Built, Page

TOML = 'title = "A"\ntemplate = "report"\nname = "a"\n\n[page]\nsize = "A5"\nmargins = "20mm"\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="{0}"><path d="M0 0h9v9z"/></svg>'
FIGURE = "![What {1} shows.]({0}.svg){{#fig:{1}}}\n\n"
LINE = 22  # CSS pixels: the height of a line, and a little


def paragraph(number: int, words: int = 60) -> str:
    """A paragraph of its own words, so that nothing in it stands anywhere else."""
    said = (f"{chr(97 + n % 26)}{chr(97 + number)}{'aeiou'[n % 5]}{n}" for n in range(words))
    return f"Paragraph {number} begins {' '.join(said)}.\n\n"


def build(tmp_path: Path, *parts: str) -> Build:
    (tmp_path / "report.toml").write_text(TOML, "utf-8")
    for height in (150, 330, 520):
        (tmp_path / f"{height}.svg").write_text(SVG.format(height), "utf-8")
    (tmp_path / "01-one.md").write_text("# One\n\n" + "".join(parts), "utf-8")
    return pipeline.build(tmp_path, ("pdf",))


def texts(made: Build) -> tuple[str, ...]:
    """The text of each page, with what stands above it ahead of it."""
    pdf = readback.read(made.outputs[0])
    return tuple(a + "\n" + b for a, b in zip(pdf.floats, pdf.text, strict=True))


def page_of(made: Build, words: str) -> int:
    return next(n for n, text in enumerate(texts(made), 1) if words in " ".join(text.split()))


def floating(made: Build) -> list[int]:
    """The pages that have figures above their text."""
    return [page.number for page in made.outputs[0].pages if page.floats]


SIX = tuple(map(paragraph, range(1, 7)))


def test_the_text_goes_on_and_the_figure_stands_overleaf(tmp_path: Path) -> None:
    made = build(tmp_path, *SIX[:3], FIGURE.format(330, "one"), *SIX[3:])
    assert made.findings == ()
    assert floating(made) == [2]
    assert page_of(made, "Paragraph 4 begins") == 1
    head = made.outputs[0].pages[1].floats
    assert head and head.y == made.outputs[0].pages[0].text.y and head.height > 330
    assert "What one shows" in readback.read(made.outputs[0]).floats[1]


def test_a_figure_that_fits_stays(tmp_path: Path) -> None:
    made = build(tmp_path, SIX[0], FIGURE.format(150, "one"), *SIX[1:])
    assert made.findings == () and floating(made) == []


def test_figures_keep_their_order(tmp_path: Path) -> None:
    two = FIGURE.format(330, "one") + paragraph(10, 15) + FIGURE.format(150, "two")
    made = build(tmp_path, *SIX[:3], two, *SIX[3:], *map(paragraph, range(11, 19)))
    assert made.findings == ()
    assert page_of(made, "What one shows") <= page_of(made, "What two shows")
    whole = " ".join("\n".join(texts(made)).split())
    assert whole.index("What one shows") < whole.index("What two shows")
    assert page_of(made, "Paragraph 4 begins") == 1


def test_one_that_calls_a_note_stays(tmp_path: Path) -> None:
    noted = FIGURE.format(330, "one").replace("shows.", "shows.^[So it is said.]")
    made = build(tmp_path, *SIX[:3], noted, *SIX[3:])
    assert made.findings == () and floating(made) == []
    assert page_of(made, "Paragraph 4 begins") == 2


def test_none_overtakes_one_that_stays(tmp_path: Path) -> None:
    noted = FIGURE.format(150, "two").replace("shows.", "shows.^[So it is said.]")
    made = build(tmp_path, *SIX[:3], FIGURE.format(330, "one"), noted, *SIX[3:])
    assert made.findings == ()
    assert page_of(made, "What one shows") <= page_of(made, "What two shows")


def test_one_too_high_to_have_text_below_it_stands_alone(tmp_path: Path) -> None:
    """The text goes on before it, even between two lines of a paragraph, and behind it."""
    made = build(tmp_path, SIX[0], FIGURE.format(520, "one"), *SIX[1:], *map(paragraph, (7, 8)))
    assert made.findings == () and floating(made) == [2]
    first, second, third = made.outputs[0].pages[:3]
    assert white(first, made) < 2 * LINE
    assert page_of(made, "What one shows") == 2 and not [p for p in second.pieces if p.tag == "p"]
    assert third.pieces[0].tag == "p" and not third.pieces[0].begins


def test_a_long_note_is_not_lost_where_one_stands_alone(tmp_path: Path) -> None:
    note = " ".join("".join(map(paragraph, range(10, 18))).split())
    parts = (f"Noted.^[{note}]\n\n", FIGURE.format(520, "one"), *SIX)
    made = build(tmp_path, *parts)
    assert made.findings == () and floating(made) == [3]
    assert "Paragraph 17 begins" in " ".join(
        "\n".join(readback.read(made.outputs[0]).notes).split()
    )


@pytest.mark.parametrize("behind", [(), (paragraph(4, 9),)])
def test_at_the_end_of_the_report_no_page_is_added(tmp_path: Path, behind: tuple[str, ...]) -> None:
    made = build(tmp_path, *SIX[:3], FIGURE.format(330, "one"), *behind)
    assert made.findings == () and floating(made) == []
    assert len(made.outputs[0].pages) == 2
    assert page_of(made, "What one shows") == 2


def test_it_passes_headings_and_the_contents_know_the_pages(tmp_path: Path) -> None:
    parts = (
        *SIX[:2],
        FIGURE.format(330, "one"),
        "# Two\n\n",
        *SIX[2:],
        "# Three\n\n",
        *map(paragraph, range(7, 13)),
    )
    made = build(tmp_path, *parts)
    assert made.findings == ()
    (page,) = floating(made)
    assert page_of(made, "What one shows") == page_of(made, "Paragraph 3 begins") + 1 == page
    contents = " ".join(texts(made)[0].split())
    heading = next(n for n, said in enumerate(texts(made)[1:], 2) if "Three" in said)
    assert re.search(rf"3 Three[ .]+{heading}\b", contents)


def white(page: Page, made: Build) -> float:
    """How much of a page's text area is empty at its foot, in CSS pixels."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(made.outputs[0].data)
    sheet = pdf[page.number - 1].render(scale=96 / 72).to_pil().convert("L")
    left, right = int(page.text.x), int(page.text.x + page.text.width)
    top, foot = int(page.text.y), int(page.text.y + page.text.height)
    box = ImageOps.invert(sheet.crop((left, top, right, foot))).getbbox()
    pdf.close()
    return foot - top - (box[3] if box else 0)


def test_no_page_is_left_white_before_a_figure(tmp_path: Path) -> None:
    made = build(tmp_path, *SIX[:3], FIGURE.format(330, "one"), *SIX[3:])
    assert white(made.outputs[0].pages[0], made) < 2 * LINE


def test_without_the_mend_the_page_is_white(tmp_path: Path) -> None:
    from octavo import engine

    engine.load()
    mends.undo(mends.load("float_passed"))
    try:
        made = build(tmp_path, *SIX[:3], FIGURE.format(330, "one"), *SIX[3:])
    finally:
        mends.apply(mends.load("float_passed"))
    assert made.findings == () and floating(made) == []
    assert white(made.outputs[0].pages[0], made) > 4 * LINE


def test_what_is_lost_at_a_pages_head_is_found(tmp_path: Path) -> None:
    made = build(tmp_path, *SIX[:3], FIGURE.format(330, "one"), *SIX[3:])
    assert made.document is not None
    pdf = readback.read(made.outputs[0])
    whole = Built(made.document, made.outputs[0].pages, pdf)
    assert list(lost_text.check(whole)) == []
    (cut,) = lost_text.check(replace(whole, pdf=replace(pdf, floats=("",) * len(pdf.floats))))
    assert "the caption “Figure 1. What one shows.” is not in the PDF" in cut.message
    again = (pdf.text[0] + pdf.floats[1], *pdf.text[1:])
    (twice,) = lost_text.check(replace(whole, pdf=replace(pdf, text=again)))
    assert "is printed a second time" in twice.message and twice.page == 1


@pytest.mark.parametrize("before", [0, 3])
def test_a_figure_whose_picture_is_missing_is_a_marked_place(tmp_path: Path, before: int) -> None:
    made = build(tmp_path, *SIX[:before], "![What is gone.](none.svg){#fig:none}\n\n", *SIX[3:])
    assert [f.rule for f in made.findings if f.rule != "short_last_page"] == ["picture"]
    assert "none.svg" in "".join(texts(made))
