"""Blocks that are drawn: what is wrong in them, what is drawn, and that it can be read.

`cases/blocks/faults.md` has the findings; `cases/blocks/drawn/` has manuscripts beside the drawings
that were looked at and approved (`UPDATE=1` writes what comes out now).
"""

from __future__ import annotations

import csv
import itertools
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import casefiles
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from octavo import blocks, languages, markup, pipeline
from octavo.blocks import _axes, _canvas, _labels, _table
from octavo.blocks._settings import SettingError
from octavo.blocks._sheet import PAGE, PHONE
from octavo.diagnostics import Source
from octavo.figures import _Words
from octavo.markup import Medium
from octavo.model import Build, Element

ROOT = Path(__file__).parent.parent
CASES = casefiles.HERE / "blocks"
FAULTS = casefiles.read(CASES / "faults.md")
DRAWN = sorted((CASES / "drawn").glob("*.md"))
RULES = ("figure", "missing_alt")


def build(folder: Path, files: dict[str, str], more: str = "") -> Build:
    (folder / "report.toml").write_text(f'title = "T"\n{more}', encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return pipeline.build(folder, ("html",))


def drawings(built: Build, *, narrow: bool = False) -> list[Element]:
    """The drawings for the page, or those for a phone."""
    assert built.document
    found = [svg for section in built.document.body for svg in svgs(section)]
    return [svg for svg in found if ("narrow" in svg.attributes["class"]) == narrow]


def svgs(element: Element) -> Iterator[Element]:
    if element.tag == "svg":
        yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from svgs(child)


def page(built: Build) -> str:
    return built.outputs[0].data.decode()


# --- faults and drawings -----------------------------------------------------------------


@pytest.mark.parametrize("case", FAULTS, ids=[case.name for case in FAULTS])
def test_faults(case: casefiles.Case, tmp_path: Path) -> None:
    built = build(tmp_path, case.files)
    found = [finding for finding in built.findings if finding.rule in RULES]
    assert list(casefiles.said(found)) == list(case.expected)
    missing = '<mark class="unresolved picture">' in page(built)
    assert missing == any("error[figure]" in line for line in case.expected)


@pytest.mark.parametrize("path", DRAWN, ids=[path.stem for path in DRAWN])
def test_drawing(path: Path, tmp_path: Path) -> None:
    first, _, data = path.read_text("utf-8").partition("\n>>> a.csv\n")
    built = build(tmp_path, {"01-first.md": first, "a.csv": data})
    assert not built.findings
    written = markup.write([*drawings(built), *drawings(built, narrow=True)], Medium.SCREEN)
    drawn = re.sub(r"(?<=>)(?=<(?!/text|/title|/path|/rect|/circle))", "\n", written) + "\n"
    approved = path.with_suffix(".svg")
    if os.environ.get("UPDATE"):
        approved.write_text(drawn, encoding="utf-8")
    assert drawn == approved.read_text("utf-8")


def test_every_block_has_a_drawing() -> None:
    texts = [path.read_text("utf-8") for path in DRAWN]
    assert all(any(f"```{name}\n" in text for text in texts) for name in blocks.names())


@pytest.mark.parametrize("name", blocks.names())
def test_every_block_says_what_it_takes(name: str) -> None:
    assert "data" in blocks.load(name).SETTINGS
    assert (blocks.load(name).draw.__doc__ or "").strip()


# --- the figure around it ----------------------------------------------------------------

CHART = '```chart\ndata = "a.csv"\nx = "what"\ny = "much"\n```\n'
DATA = {"a.csv": "what,much\none,1\ntwo,2\n"}


def test_a_figure_with_number_note_and_reference(tmp_path: Path) -> None:
    text = f"See @fig:b.\n{CHART}\n: Bars of *two*^[A note.]\nlines. {{#fig:b}}\n\nMore text.\n"
    built = build(tmp_path, {"01.md": text, **DATA})
    assert not built.findings
    html = page(built)
    assert '<a class="crossref" href="#fig:b">Figure\N{NO-BREAK SPACE}1</a>' in html
    assert '<figure id="fig:b"><svg class="drawing chart"' in html
    assert '<span class="label">Figure\N{NO-BREAK SPACE}1. </span>Bars of <em>two' in html
    assert 'role="img" aria-label="Bars of two lines."><title>Bars of two lines.</title>' in html
    assert built.document
    assert [note.number for note in built.document.notes] == [1]
    label = built.document.labels["fig:b"]
    assert str(label.span).endswith("01.md:9:9")


def test_captions_follow_at_once_or_not_at_all(tmp_path: Path) -> None:
    text = f"{CHART}: Right below.\n\n{CHART}\nNo caption.\n\n: No caption either\n"
    html = page(build(tmp_path, {"01.md": text, **DATA}))
    assert html.count("<svg") == 4  # each for wide and for narrow screens
    assert html.count("<figcaption>") == 1
    assert "Right below.</figcaption>" in html
    assert "<p>No caption.</p>" in html or "<dt>No caption.</dt>" in html


def test_code_in_other_languages_stays_code(tmp_path: Path) -> None:
    text = f"```toml\ndata = 1\n```\n\n````markdown\n{CHART}````\n\n    ```chart\n    a\n"
    built = build(tmp_path, {"01.md": text})
    assert "<svg" not in page(built)
    assert page(built).count("<pre>") == 3
    assert not [finding for finding in built.findings if finding.rule == "figure"]


def test_numbers_and_dates_in_the_report_s_language(tmp_path: Path) -> None:
    data = {"a.csv": "what,much\n1950-02-14,12000.5\n1955-10,3\n"}
    text = page(build(tmp_path, {"01.md": f"{CHART}\n: A.\n", **data}, 'language = "de"\n'))
    assert ">14. Februar 1950</text>" in text
    assert ">Oktober 1955</text>" in text
    assert ">12.000,5</text>" in text


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en-GB", "October 1962"), ("es", "octubre de 1962"), ("zh", "1962年10月"), ("fr", "octobre")],
)
def test_a_month_without_a_day(tag: str, expected: str) -> None:
    assert expected in _Words(languages.load(tag)).date(1962, 10, None)


# --- that it can be read -----------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """A text with the box it fills in the real faces."""

    text: str
    left: float
    right: float
    top: float
    foot: float


FONTS = {
    "print": ("print/SourceSans3-Regular.ttf", "print/SourceSans3-Semibold.ttf"),
    "screen": ("screen/SourceSerif4-Regular.woff2", "screen/SourceSerif4-Semibold.woff2"),
}


@pytest.fixture(scope="module")
def faces() -> dict[str, tuple[TTFont, TTFont]]:
    folder = ROOT / "assets" / "fonts"
    return {k: (TTFont(folder / a), TTFont(folder / b)) for k, (a, b) in FONTS.items()}


def advance(text: str, face: TTFont) -> float:
    """The width of a text in em."""
    glyphs, widths = face.getBestCmap(), face["hmtx"]
    units = int(face["head"].unitsPerEm)
    return sum(int(widths[glyphs[ord(character)]][0]) for character in text) / units


def seen(svg: Element, pair: tuple[TTFont, TTFont]) -> list[Seen]:
    """All texts of a drawing."""
    size = float(svg.attributes["font-size"])
    return [
        box(child, size, pair["font-weight" in child.attributes])
        for child in svg.children
        if isinstance(child, Element) and child.tag == "text"
    ]


def box(element: Element, size: float, face: TTFont) -> Seen:
    text = str(element.children[0])
    x, y = (float(element.attributes[name]) for name in "xy")
    width = advance(text, face) * size
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[
        element.attributes.get("text-anchor", "start")
    ]
    left = x - share * width
    return Seen(text, left, left + width, y - 0.7 * size, y + 0.2 * size)


def overlaps(texts: list[Seen]) -> list[tuple[str, str]]:
    return [
        (a.text, b.text)
        for a, b in itertools.combinations(texts, 2)
        if a.left < b.right and b.left < a.right and a.top < b.foot and b.top < a.foot
    ]


def outside(svg: Element, texts: list[Seen]) -> list[str]:
    """The texts that are cut off."""
    _, _, width, height = map(float, svg.attributes["viewBox"].split())
    slack = 0.01
    return [
        t.text
        for t in texts
        if t.left < -slack or t.right > width + slack or t.top < -slack or t.foot > height + slack
    ]


@pytest.mark.parametrize("medium", FONTS)
def test_the_essay_s_figures(faces: dict[str, tuple[TTFont, TTFont]], medium: str) -> None:
    built = pipeline.build(ROOT / "sections", ())
    found = drawings(built)
    assert len(found) == 3
    for svg in found:
        texts = seen(svg, faces[medium])
        assert overlaps(texts) == []
        assert outside(svg, texts) == []
        assert float(svg.attributes["viewBox"].split()[3]) <= 560  # points: less than a page
        assert float(svg.attributes["font-size"]) * 31 * 10 / PAGE.width >= 7.5  # text of 10 pt


def test_the_essay_s_figures_on_a_phone(faces: dict[str, tuple[TTFont, TTFont]]) -> None:
    built = pipeline.build(ROOT / "sections", ("html", "pdf"))
    for svg, wide in zip(drawings(built, narrow=True), drawings(built), strict=True):
        texts = seen(svg, faces["screen"])
        assert overlaps(texts) == []
        assert outside(svg, texts) == []
        assert svg.attributes["viewBox"].split()[2] == str(int(PHONE.width))
        assert words_of(svg) == words_of(wide)
    assert page(built).count('narrow" viewBox') == 3
    assert b"narrow" not in built.outputs[1].data


def test_the_essay_shows_every_row_of_its_data() -> None:
    texts = [svg_texts(svg) for svg in drawings(pipeline.build(ROOT / "sections", ()))]
    for name, column, shown in (("timeline", "event", texts[0]), ("loans", "purpose", texts[1])):
        with (ROOT / "assets" / "essay" / f"{name}.csv").open(encoding="utf-8") as file:
            said = [row[column].replace("'", "’") for row in csv.DictReader(file)]
        assert [text for text in said if text not in shown] == []


def words_of(svg: Element) -> Counter[str]:
    """What is said, but for numbers: a narrow axis has fewer."""
    return Counter(re.findall(r"[^\W\d_]{2,}", svg_texts(svg)))


def svg_texts(svg: Element) -> str:
    return " ".join(
        str(child.children[0])
        for child in svg.children
        if isinstance(child, Element) and child.tag == "text"
    )


def test_bars_are_as_long_as_their_values() -> None:
    svg = drawings(pipeline.build(ROOT / "sections", ()))[1]
    rects = [c for c in svg.children if isinstance(c, Element) and c.tag == "rect"]
    with (ROOT / "assets" / "essay" / "loans.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rects) == len(rows) == 11
    for rect, row in zip(rects, rows, strict=True):
        length = float(rect.attributes["width"])
        longest = float(rects[0].attributes["width"])
        assert length / longest == pytest.approx(float(row["million_old_roubles"]) / 1200, abs=1e-3)
        assert (rect.attributes["fill"] == "none") == (row["certain"] == "no")


def test_no_width_is_reckoned_too_small(faces: dict[str, tuple[TTFont, TTFont]]) -> None:
    for character in map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x450)]):
        for regular, bold in faces.values():
            if ord(character) not in regular.getBestCmap():
                continue
            room = _canvas.extent(character) / _canvas.SIZE
            assert advance(character, regular) <= room + 1e-9, character
            if character.isalnum() and character.isascii():
                assert advance(character, bold) <= room * 1.1, character


# --- anything a writer may draw ----------------------------------------------------------

NUMBERS = st.decimals(0, 10**9, places=2).map(str)
WORDS = st.text("abcdefgmwABCMW éß", max_size=60).map(str.strip)
YEARS = st.integers(1000, 2100).map(str)
DATES = st.dates().filter(lambda date: date.year >= 1000).map(str)
OPTIONS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WORDS_OF = _Words(languages.load("en-GB"))


def check(name: str, text: str, chosen: Mapping[str, object], pair: tuple[TTFont, TTFont]) -> None:
    block = blocks.load(name)
    table = _table.parse(Source(Path("a.csv"), text))
    values = {key: setting.default for key, setting in block.SETTINGS.items()}
    sheet = PHONE if len(text) % 2 else PAGE
    with suppress(SettingError) if sheet is PHONE else nullcontext():
        svg = block.draw({**values, **chosen}, table, WORDS_OF, sheet)
        texts = [text for text in seen(svg, pair) if text.text]
        assert overlaps(texts) == []
        assert outside(svg, texts) == []


@given(st.lists(st.tuples(WORDS, NUMBERS, WORDS), min_size=1, max_size=12))
@OPTIONS
def test_any_bars_can_be_read(
    faces: dict[str, tuple[TTFont, TTFont]], rows: list[tuple[str, str, str]]
) -> None:
    text = "what,much,why\n" + "\n".join(f'"{a}",{n},"{b}"' for a, n, b in rows)
    chosen = {"kind": "bars", "x": "what", "y": ("much",), "remark": "why", "unit": "million tons"}
    check("chart", text, chosen, faces["print"])


@given(
    st.lists(st.tuples(YEARS, NUMBERS, NUMBERS), min_size=1, max_size=30),
    st.sampled_from(["lines", "dots"]),
    st.booleans(),
)
@OPTIONS
def test_any_plot_can_be_read(
    faces: dict[str, tuple[TTFont, TTFont]],
    rows: list[tuple[str, str, str]],
    kind: str,
    panels: bool,
) -> None:
    text = "year,first,second\n" + "\n".join(map(",".join, rows))
    chosen = {
        "kind": kind,
        "x": "year",
        "y": ("first", "second"),
        "unit": "million tons",
        "panels": panels,
        "values": tuple(int(year) for year, _, _ in rows[:5]),
    }
    check("chart", text, chosen, faces["print"])


@given(st.lists(st.tuples(DATES, WORDS), min_size=1, max_size=20))
@OPTIONS
def test_any_timeline_can_be_read(
    faces: dict[str, tuple[TTFont, TTFont]], rows: list[tuple[str, str]]
) -> None:
    text = "date,event\n" + "\n".join(f'{date},"{event}"' for date, event in rows)
    check("timeline", text, {"data": "a.csv"}, faces["print"])


@given(st.floats(1e-6, 1e9), st.floats(1e-6, 1e9))
@example(1e-06, 1.0000000000000002e-06)
def test_ticks_enclose_what_they_measure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for ticks in (_axes.ticks(low, high, 5), _axes.powers(low, high, 6)):
        assert ticks == sorted(set(ticks))
        assert 2 <= len(ticks) <= 10
        assert ticks[0] <= low * (1 + 1e-6)
        assert ticks[-1] >= high * (1 - 1e-6)


def test_text_of_svg_is_escaped(tmp_path: Path) -> None:
    data = {"a.csv": 'what,much\n"<b>&""",1\n'}
    html = page(build(tmp_path, {"01.md": f"{CHART}\n: A.\n", **data}))
    assert "&lt;b&gt;&amp;" in html
    assert '<b>&"' in unescape(html)
    assert "<b>" not in html


def test_a_value_in_a_narrow_valley_stands_on_no_line() -> None:
    """Steep on the one side and near the axis: of the nearest places each is crossed."""
    valley = [(0.0, 60.0), (18.0, 18.0), (27.0, 45.0), (36.0, 51.0), (45.0, 49.0), (70.0, 40.0)]
    room = _canvas.Box(0, 0, 80, 56)
    (text,) = _labels.beside([((36.0, 51.0), "6.67")], room, [], [valley])
    assert not any(text.box.holds(x, y) for x, y in _labels._followed(valley))
