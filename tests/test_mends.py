"""Each mend of the engine fits the installed version, changes what it says, and is needed."""

import inspect
import re
import textwrap
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

import pytest

from octavo import engine
from octavo.engine import account, mends

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
    assert version(mend.MODULE.partition(".")[0]) == mend.VERSION
    assert mends.in_place(name)


@ANY
def test_it_can_be_undone_and_done_again(name: str) -> None:
    mend = mends.load(name)
    mended = mends.installed(mend)
    mends.undo(mend)
    assert mends.installed(mend) is not mended and not mends.in_place(name)
    mends.apply(mend)
    assert mends.in_place(name)


def test_all_undone_is_the_function_as_it_was() -> None:
    for name in mends.names():
        mends.undo(mends.load(name))
    for name in mends.names():
        mend = mends.load(name)
        function = mends.installed(mend)
        assert not hasattr(function, "__wrapped__")
        assert mends.digest(textwrap.dedent(inspect.getsource(function))) == mend.SOURCE


@ANY
def test_another_text_is_left_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mend = mends.load(name)
    mends.undo(mend)
    monkeypatch.setattr(mend, "SOURCE", "0" * 64)
    with pytest.raises(mends.MisfitError, match=mend.FUNCTION):
        mends.apply(mend)
    assert not mends.in_place(name)


@ANY
def test_it_changes_no_more_than_it_adds(name: str) -> None:
    mend = mends.load(name)
    mends.undo(mend)
    source = textwrap.dedent(inspect.getsource(mends.original(mend))).splitlines()
    mended = mend.mended("\n".join(source)).splitlines()
    assert [line for line in mended if line in source] != mended
    at = iter(mended)
    assert all(line in at for line in source)  # every old line, in the old order


def lines_of(page: Any) -> list[str]:
    """The lines of a page as laid out."""
    boxes = [box for box in page.descendants() if type(box).__name__ == "LineBox"]
    return ["".join(b.text for b in box.descendants() if hasattr(b, "text")) for box in boxes]


def early(text: str, widths: Sequence[float]) -> list[float]:
    """The widths of paragraphs at which a text is broken behind its first word."""
    style = "@page {size: 400px 4000px} p {font: 16px serif} .whole {white-space: nowrap}"
    html = "".join(f"<p style='width: {width}px'>{text}</p>" for width in widths)
    pages = engine.load().HTML(string=f"<style>{style}</style>{html}").render().pages
    broken = [line for page in pages for line in lines_of(page._page_box)]
    firsts = [line for line in broken if line.startswith("To ") or line == "To"]
    assert len(firsts) == len(widths)
    return [width for width, line in zip(widths, firsts, strict=True) if line.strip() == "To"]


PROPOSED = "To be ended, as was proposed <em>in January of that year</em>"
PAGES = "To be ended, as proposed, pp.&nbsp;<span class=whole>166 to 167</span>"


@pytest.mark.parametrize("text", [PROPOSED, PAGES])
def test_a_line_is_not_broken_behind_its_first_word(text: str) -> None:
    widths = [120 + step / 2 for step in range(200)]
    assert not early(text, widths)
    mends.undo(mends.load("trailing_space"))
    assert early(text, widths)


def code(width: int) -> list[str]:
    """The lines of a piece of coloured code."""
    style = (
        "@page {size: 400px 400px} pre {font: 12px monospace; white-space: pre-wrap;"
        f"width: {width}px}}"
    )
    html = "<pre><i>    </i><b>a page's name, long enough to break</b>\n<i>    </i>x</pre>"
    pages = engine.load().HTML(string=f"<style>{style}</style>{html}").render().pages
    return lines_of(pages[0]._page_box)


def test_a_line_of_code_is_not_broken_behind_its_indentation() -> None:
    assert not [width for width in range(100, 200, 2) if "    " in code(width)]
    mends.undo(mends.load("hanging_space"))
    assert [width for width in range(100, 200, 2) if "    " in code(width)]


LONG = "international negotiations concerning industrialisation administration understanding "


# Behind a paragraph: it is not planned as a whole, but left to the engine.
PICTURE = "<span style='display: inline-block'></span>"
UNPARTED = [("parted_words", PICTURE), ("whole_words", ""), ("whole_words", PICTURE)]
IN_A_ROW = [("parted_words", PICTURE), ("ladders", ""), ("ladders", PICTURE)]


def column(width: int, height: int, behind: str = "") -> list[list[str]]:
    """The lines of each page of one paragraph of long words."""
    style = (
        f"<style>@page {{size: {width}px {height}px; margin: 10px}} html {{orphans: 1; widows: 1}}"
        'p {font: 16px/20px serif; text-align: justify; hyphens: auto; hyphenate-character: "-"}'
        "</style>"
    )
    html = f"{style}<p lang=en>{LONG * 40}{behind}"
    pages = engine.load().HTML(string=html).render().pages
    return [lines_of(page._page_box) for page in pages]


def parted_at_the_end(pages: list[list[str]]) -> list[str]:
    return [page[-1] for page in pages if page[-1].endswith("-")]


def longest_ladder(pages: list[list[str]]) -> int:
    """The most lines in a row that end in a hyphen."""
    signs = ["".join("-" if line.endswith("-") else " " for line in page) for page in pages]
    return max(len(run) for page in signs for run in page.split(" "))


def test_no_page_ends_in_a_parted_word_where_a_stop_hangs_over_the_edge_instead() -> None:
    """Behind "administration." the rest of the line is a part of the next word."""
    style = (
        "p {font: 16px/20px serif; text-align: justify; hyphens: auto; hyphenate-character: '-'}"
    )
    for width in range(200, 300, 4):
        page = f"<style>@page {{size: {width}px 120px; margin: 10px}} {style}</style>"
        html = f"{page}<p lang=en>{LONG.replace(' ', '. ') * 12}"
        pages = engine.load().HTML(string=html).render().pages
        assert parted_at_the_end([lines_of(page._page_box) for page in pages]) == [], width


@pytest.mark.parametrize(("name", "behind"), UNPARTED)
def test_no_page_ends_in_a_parted_word(name: str, behind: str) -> None:
    sizes = [(width, 120, behind) for width in range(200, 300, 20)]
    assert not [size for size in sizes if parted_at_the_end(column(*size))]
    mends.undo(mends.load(name))
    assert [size for size in sizes if parted_at_the_end(column(*size))]


def above_a_heading(width: int, words: int) -> list[str]:
    """The lines of a first page; behind so many words stands a heading, never first on a page."""
    style = (
        f"<style>@page {{size: {width}px 220px; margin: 10px}} html {{orphans: 2; widows: 2}}"
        'p {font: 16px/20px serif; text-align: justify; hyphens: auto; hyphenate-character: "-";'
        "margin: 0} h1 {font: 16px/30px serif; margin: 0; break-before: avoid; break-after: avoid}"
        "</style>"
    )
    text = " ".join((LONG * 6).split()[-words:])
    html = f"{style}<p lang=en>{text}<h1>Head</h1><p>{LONG * 3}"
    return lines_of(engine.load().HTML(string=html).render().pages[0]._page_box)


def test_no_page_ends_in_a_parted_word_above_a_heading_that_moves() -> None:
    trials = [(width, words) for width in (210, 240, 270) for words in range(12, 19)]
    pages = [above_a_heading(*trial) for trial in trials]
    assert not [page for page in pages if page[-1].endswith("-")]
    mends.undo(mends.load("earlier_break"))
    assert [trial for trial in trials if above_a_heading(*trial)[-1].endswith("-")]


@pytest.mark.parametrize(("name", "behind"), IN_A_ROW)
def test_no_more_than_three_lines_in_a_row_end_in_a_parted_word(name: str, behind: str) -> None:
    widths = range(200, 300, 20)
    assert max(longest_ladder(column(width, 600, behind)) for width in widths) == 3
    mends.undo(mends.load(name))
    assert max(longest_ladder(column(width, 600, behind)) for width in widths) > 3


@pytest.mark.parametrize("behind", ["", PICTURE])
def test_all_words_are_there_all_the_same(behind: str) -> None:
    for width in range(200, 300, 20):
        text = " ".join(line for page in column(width, 120, behind) for line in page)
        assert re.sub(r"- ?|\s", "", text) == re.sub(r"\s", "", LONG * 40)


def heads(name: str) -> list[str]:
    """The running heads of four pages: a section on two, one that begins page 3 and fills two."""
    style = (
        f"<style>@page {{ @top-left {{content: string({name}, start)}} }}"
        "@page {size: 300px 200px; margin: 40px}"
        f"h1 {{string-set: {name} content(text); break-before: page; font: 20px serif; margin: 0}}"
        "p {font: 16px/20px serif; margin: 0}</style>"
    )
    html = style + "".join(f"<h1>{title}</h1><p>{'word ' * 50}</p>" for title in ("One", "Two"))
    pages = engine.load().HTML(string=html).render().pages
    found = []
    for page in pages:
        boxes = [b for b in page._page_box.children if type(b).__name__ == "MarginBox"]
        found.append(
            "".join(t.text for b in boxes for t in b.descendants() if hasattr(t, "text")).strip()
        )
    return found


def test_no_running_head_above_the_heading_that_it_repeats() -> None:
    assert heads("running-head") == ["", "One", "", "Two"]
    assert heads("another") == ["One", "One", "Two", "Two"]
    mends.undo(mends.load("opening_heads"))
    assert heads("running-head") == ["One", "One", "Two", "Two"]


def space_above(style: str) -> list[float]:
    """The space above two headings that each begin a page, the text's pages having a name."""
    html = f"""<style>@page {{size: 100px; margin: 0}} p {{height: 90px; margin: 0}}
    h1 {{margin: 30px 0 0; font-size: 10px}} html {{page: text}} {style}</style>
    <p></p><h1>One</h1><p></p><h1>Two</h1>"""
    pages = engine.load().HTML(string=html).render().pages
    boxes = [box for page in pages for box in page._page_box.descendants()]
    heads = (box for box in boxes if box.element_tag == "h1")
    return [box.margin_top for box in heads if type(box).__name__ == "BlockBox"]


def test_named_pages_begin_without_space_above() -> None:
    assert space_above("") == [0, 0]
    mends.undo(mends.load("named_pages"))
    assert space_above("") == [30, 30]


@pytest.mark.parametrize("style", ["h1 {break-before: page}", "h1 {page: other}"])
def test_space_above_stays_where_a_break_is_forced(style: str) -> None:
    assert space_above(style) == [30, 30]


def justified() -> Any:
    """A page with a paragraph whose edges are 30 and 270 CSS pixels from the left."""
    style = """<style>@page {size: 300px 900px; margin: 30px} body {margin: 0}
    p {font: 16px/20px serif; text-align: justify; hyphens: auto; hyphenate-character: "-"}"""
    text = "international negotiations, the administration, of all the old understanding rules " * 9
    html = f"{style}</style><p lang=en>{text}"
    (page,) = engine.load().HTML(string=html).render().pages
    return page


def beyond() -> dict[str, float]:
    """By their last signs, how far justified lines reach beyond the edge, in CSS pixels."""
    boxes = [box for box in justified()._page_box.descendants() if type(box).__name__ == "TextBox"]
    return {box.text[-1]: round(box.position_x + box.width - 270, 1) for box in boxes[:-1]}


def test_hyphens_and_stops_hang_by_a_part_of_their_width() -> None:
    hanging = beyond()
    assert 1 < hanging["-"] < 4 and 1 < hanging[","] < 4
    assert {over for sign, over in hanging.items() if sign.isalpha()} == {0}
    mends.undo(mends.load("hanging_signs"))
    assert set(beyond().values()) == {0}


def test_what_hangs_is_not_over_the_edge() -> None:
    (page,) = account.pages([justified()])
    rights = [line.area.x + line.area.width for piece in page.pieces for line in piece.lines]
    assert len(rights) > 10 and max(rights) < 270.1
