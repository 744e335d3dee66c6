"""What makes the engine quicker changes no byte of the page, and does what it is for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from octavo import engine, pipeline
from octavo.engine import mends
from octavo.engine.members import OctavoMembers

QUICKER = tuple(
    name for name in mends.names() if (mends.load(name).__doc__ or "").startswith("Slow:")
)


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    engine.load()
    yield
    for name in QUICKER:
        mends.apply(mends.load(name))


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper of many notes, some of which run on over pages, hold lists, or stand in tables."""
    folder = tmp_path_factory.mktemp("notes")
    (folder / "report.toml").write_text('title = "Notes"\n[page]\nsize = "A5"\n', "utf-8")
    parts = ["# One"]
    for n in range(16):
        parts.append(f"The text of paragraph {n} calls a note[^{n}] and goes on. " * 2)
        parts[-1] = parts[-1].replace(f"[^{n}]", "", 1)
        parts.append(f"[^{n}]: " + f"Words of note {n}. " * (1 + n % 5 * (40 if n == 14 else 3)))
    parts += ["| A | B |\n|---|---|\n| one[^t] | two |", "[^t]: In a table.\n\n    * a\n    * b"]
    (folder / "01-one.md").write_text("\n\n".join(parts) + "\n", "utf-8")
    return folder


def pdf(folder: Path) -> bytes:
    (output,) = pipeline.build(folder, ("pdf",)).outputs
    return output.data


def test_the_bytes_are_the_same_without(notes: Path) -> None:
    expected = pdf(notes)
    for name in QUICKER:
        mends.undo(mends.load(name))
        assert pdf(notes) == expected, name


def test_an_area_is_not_laid_out_again_for_each_note(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint import layout

    whole, calls = layout.block_level_layout, 0

    def counted(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        return whole(*given)

    monkeypatch.setattr(layout, "block_level_layout", counted)
    pdf(notes)
    quick, calls = calls, 0
    mends.undo(mends.load("note_heights"))
    pdf(notes)
    assert quick == 0
    assert calls >= 16


def page_heights(style: str) -> list[float]:
    html = "".join(f'<p>Text<span class="n">Note {n}</span></p>' for n in range(40))
    sheet = f"<style>@page {{size: 300px 200px; {style}}} .n {{float: footnote}}</style>"
    pages = engine.load().HTML(string=sheet + html).render().pages
    return [child.height for page in pages for child in page._page_box.children[1:2]]


@pytest.mark.parametrize(
    "style",
    [
        "",
        "@footnote {max-height: 50px}",
        "@footnote {height: 60px}",
        "@footnote {min-height: 60px}",
        "} .n {margin-top: 5px",
        "} .n {display: block; padding: 3px",
    ],
)
def test_areas_of_every_kind_are_as_high_as_without(style: str) -> None:
    expected = page_heights(style)
    mends.undo(mends.load("note_heights"))
    assert page_heights(style) == pytest.approx(expected)


def test_members() -> None:
    members = OctavoMembers("aba")
    members.append("c")
    members.extend("de")
    members.remove("a")
    assert list(members) == list("bacde")
    assert [thing in members for thing in "abcdex"] == [True] * 5 + [False]
    assert [thing in members for thing in "aae"] == [True] * 3
    members.remove("a")
    assert "a" not in members and "a" not in members.copy()
    assert members.copy() == members and members.copy() is not members


STYLES = """<html dir=rtl lang=en><style>
@page { margin: 2em; size: 300px 400px; @top-left { content: "Head"; color: red } }
html { font-size: 10px; color: #123; --wide: 3em; text-decoration: underline }
div { margin-inline-start: 5px; border-inline-end: 1px solid; padding-block: 2px; direction: ltr }
p { margin: inherit; width: var(--wide); page: inherit; border-radius: 2px; hyphens: initial }
p + p { inline-size: 4em; border: inherit; position: relative; float: left; min-block-size: 9px }
em { display: inline-block; width: calc(1em + 10%); text-decoration-color: red; color: inherit }
em::before { content: "b"; all: initial }
</style><div><p>One <em>two</em><p>Three <em>four</em> <b style="font: inherit">five</b></div>"""


def styles() -> list[dict[str, str]]:
    """Every property of every style that has a rule of its own, box by box."""
    from weasyprint.css import ComputedStyle
    from weasyprint.css.properties import INITIAL_VALUES

    (page,) = engine.load().HTML(string=STYLES).render().pages
    found = (box.style for box in page._page_box.descendants())
    own = [style for style in found if isinstance(style, ComputedStyle)]
    assert len(own) > 6
    return [{key: repr(style[key]) for key in INITIAL_VALUES} for style in own]


def test_every_property_of_a_style_is_the_same_without() -> None:
    quick = styles()
    mends.undo(mends.load("plain_values"))
    assert quick == styles()


@pytest.mark.parametrize("name", ["backgrounds", "corners"])
def test_backgrounds_and_corners_are_the_same_without(name: str) -> None:
    css = "p {border-radius: 3px / 10%; background: #eee} b {box-shadow: 1px 1px red}"
    css += "em {background: url(data:image/gif;base64,none)} i {visibility: hidden; color: red}"
    html = f"<style>{css} @page {{background: blue}}</style><p>a <b>b</b> <em>c</em> <i>d</i> e"

    def found() -> list[tuple[Any, ...]]:
        (page,) = engine.load().HTML(string=html).render().pages
        boxes = [page._page_box, *page._page_box.descendants()]
        return [
            (
                box.element_tag,
                getattr(box, "background", "none") is None,
                getattr(box, "border_top_left_radius", None),
                getattr(box, "border_bottom_right_radius", None),
            )
            for box in boxes
        ]

    quick = found()
    mends.undo(mends.load(name))
    assert quick == found()


def test_a_name_of_a_type_is_read_the_same_without() -> None:
    import cffi

    def types() -> list[str]:
        reader = cffi.FFI()
        reader.cdef("typedef int One; typedef struct { One a; } OneMore; typedef OneMore *Two;")
        named = ("One", "OneMore *", "Two[3]", "unsigned int *", "size_t", "One (*)(Two, bool)")
        return [str(reader.typeof(name)) for name in named]

    quick = types()
    mends.undo(mends.load("type_names"))
    assert quick == types()


def test_each_stream_is_compressed_once(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib

    whole, calls = zlib.compressobj, 0

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        return whole(*given, **named)

    monkeypatch.setattr(zlib, "compressobj", counted)
    pdf(notes)
    quick, calls = calls, 0
    mends.undo(mends.load("written_once"))
    pdf(notes)
    assert quick < calls
