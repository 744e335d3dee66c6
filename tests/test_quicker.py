"""What makes the engine quicker changes no byte of the page, and does what it is for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from octavo import engine, pipeline
from octavo.engine import mends
from octavo.engine.members import OctavoMembers

QUICKER = ("note_heights", "note_lookup", "struts", "text_set_up", "used_values")


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
