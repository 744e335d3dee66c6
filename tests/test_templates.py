"""Every template, in print and on the screen, filled with a document that has one of everything."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from octavo import engine, languages
from octavo.diagnostics import Source, Span
from octavo.markup import Medium
from octavo.model import Document, Element, Heading, Kind, Layout, Node, Note, Project, Section
from octavo.outputs import pdf
from octavo.render import render

ROOT = Path(__file__).parent.parent
STYLES = ROOT / "assets/styles"
TEMPLATES = [
    path.stem for path in sorted((ROOT / "templates").glob("*.html")) if path.stem != "base"
]
SOURCE = Source(Path("01.md"), "")
BLOCKS = {
    "p": Kind.PROSE,
    "li": Kind.PROSE,
    "dd": Kind.PROSE,
    "h1": Kind.HEADING,
    "h2": Kind.HEADING,
    "figcaption": Kind.CAPTION,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "div": Kind.ENTRY,
}
SENTENCE = (
    "The Sino-Soviet alliance of 1950 outlived its well-known purpose, and the disagreements that "
    "followed the Twentieth Congress were none that a treaty could have settled. "
)

UNHYPHENATED = "Representatives of neighbouring governments misunderstood one another. "


def e(tag: str, *children: Node, **attributes: str) -> Element:
    names = {key.strip("_"): value for key, value in attributes.items()}
    return Element(tag, names, children, BLOCKS.get(tag))


def note(number: int, text: str = "A note of 1956.") -> Note:
    block = Element("p", {}, (text,), Kind.NOTE)
    return Note(number, f"note-{number}", (block,), Span(SOURCE, 0, 0))


def heading(tag: str, number: str, title: str, *more: Node) -> Element:
    label = (e("span", number, class_="number"), " ") if number else ()
    return e(tag, *label, title, *more, id=f"sec:{number}")


def body() -> tuple[Element, ...]:
    first = (
        heading("h1", "1", "Leaning to one side"),
        e("p", UNHYPHENATED * 8),  # the first hyphen drawn is one that breaks a word
        e("p", SENTENCE * 6, note(1), " And more."),
        e("p", SENTENCE * 3, e("a", "Table 1", class_="crossref", href="#tbl:loans")),
        e("blockquote", e("p", "We lean to one side.", note(2))),
        heading("h2", "1.1", "The treaty"),
        e("ul", e("li", "One", note(3)), e("li", "two")),
        e("dl", e("dt", "Front"), e("dd", "A common policy.")),
        table(),
        e("div", e("pre", e("code", e("span", "def", class_="k"), " f()")), class_="highlight"),
    )
    second = (
        heading("h1", "2", "The speech", note(5, "A note of a heading.")),
        e("p", e("span", "毛泽东", lang="zh"), " and H", e("sub", "2"), "O", note(6), note(7)),
        figure(),
        e(
            "p",
            e("mark", "[@nokey]", class_="unresolved"),
            " ",
            e("span", "nato", class_="smallcaps"),
        ),
        e("p", SENTENCE * 40),
    )
    return e("section", *first, class_="section"), e("section", *second, class_="section")


def table() -> Element:
    head = e("tr", e("th", "Year"), e("th", "Roubles", class_="right"))
    row = e("tr", e("td", "1950", note(4)), e("td", "1,471.6", class_="right"))
    caption = e("figcaption", e("span", "Table 1.", class_="label"), " Loans")
    return e(
        "figure",
        caption,
        e("table", e("thead", head), e("tbody", row)),
        id="tbl:loans",
        class_="table",
    )


def figure() -> Element:
    caption = e("figcaption", e("span", "Figure 1.", class_="label"), " Steel")
    return e(
        "figure", e("img", src="data:image/svg+xml,<svg/>", alt="Steel"), caption, id="fig:steel"
    )


def document(template: str = "essay", **layout: Any) -> Document:
    project = Project(
        root=Path(__file__).parent / "nowhere",
        source=SOURCE,
        name="essay",
        title='Two Camps, "One" Front?',
        subtitle="Why there was none",
        authors=("Ann Example", "José García"),
        course="HIST 301",
        date="24 November 2026",
        abstract="What the essay says.",
        keywords=("split", "Cold War"),
        template=template,
        layout=Layout(**layout),
    )
    sections = body()
    return Document(
        project,
        (Section(SOURCE, 0), Section(SOURCE, 0)),
        sections,
        notes=tuple(note for section in sections for note in notes_of(section)),
        headings=tuple(headings(sections)),
        bibliography=(
            e("div", "Lüthi, Lorenz M. ", e("i", "The Split"), ".", class_="entry", id="ref-l"),
        ),
        note_style=True,
        words=languages.load("en-GB").words,
    )


def notes_of(node: Node) -> Iterator[Note]:
    if isinstance(node, Note):
        yield node
    elif isinstance(node, Element):
        for child in node.children:
            yield from notes_of(child)


def headings(sections: tuple[Element, ...]) -> Iterator[Heading]:
    for index, section in enumerate(sections):
        for child in section.children:
            if isinstance(child, Element) and child.tag in ("h1", "h2"):
                number, _, title = child.children[:3]
                assert isinstance(number, Element)
                text = str(number.children[0])
                yield Heading(int(child.tag[1]), text, child.attributes["id"], (title,), index)


def page(template: str, medium: Medium, faults: int = 0, **layout: Any) -> str:
    return render(document(template, **layout), languages.load("en-GB"), medium, faults)


class Names(HTMLParser):
    """The ids of a page, where its links lead, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" else []


# --- every template, both media ----------------------------------------------------------


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("template", TEMPLATES)
def test_links_lead_somewhere(template: str, medium: Medium) -> None:
    names = Names(page(template, medium))
    assert len(names.ids) == len(set(names.ids))
    inner = {link[1:] for link in names.links if link.startswith("#")}
    assert inner
    assert inner <= set(names.ids)
    assert ("script" in names.tags) is (medium == "screen")  # the close link's, nothing else's


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_note_on_the_screen_has_its_way_back(template: str) -> None:
    html = page(template, Medium.SCREEN)
    for number in range(1, 8):
        back = f'href="#call-{number}" role="doc-backlink"'
        assert (
            html.index(f'id="call-{number}"') < html.index(f'id="note-{number}"') < html.index(back)
        )


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_draft_says_so_first(template: str, medium: Medium) -> None:
    notice = "DRAFT: 3 faults"
    html = page(template, medium, faults=3)
    assert html.index(notice) < html.index('class="title"')
    assert notice not in page(template, medium)


def test_a_manuscript_may_extend_what_it_replaces(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/essay.html").write_text(
        '{% extends "shipped/essay.html" %}{% block notes %}<p id="own">{% endblock %}', "utf-8"
    )
    own = document()
    own = replace(own, project=replace(own.project, root=tmp_path))
    html = render(own, languages.load("en-GB"), Medium.SCREEN)
    assert '<p id="own">' in html
    assert "doc-endnotes" not in html
    assert 'class="title-block"' in html


# --- the style sheets --------------------------------------------------------------------


def test_families_are_shipped() -> None:
    """Fontconfig answers an unknown name with another face, and says nothing."""
    from fontTools.ttLib import TTFont

    shipped = set()
    for path in (ROOT / "assets/fonts/print").glob("*.[ot]tf"):
        with TTFont(path) as font:
            shipped.add(font["name"].getBestFamilyName())
    css = (STYLES / "print.css").read_text("utf-8")
    named = re.findall(r'"([^"]+)"', " ".join(re.findall(r"font-family:([^;}]*)", css)))
    assert set(named) == shipped


def test_screen_fonts_leave_room_in_600_kilobytes() -> None:
    css = (STYLES / "screen.css").read_text("utf-8")
    files = [(STYLES / url).resolve() for url in re.findall(r'url\("([^"]+)"\)', css)]
    assert len(files) == 3
    assert sum(path.stat().st_size for path in files) * 4 / 3 < 300_000
    assert "http" not in css


# --- the printed page --------------------------------------------------------------------


def printed(template: str = "essay", **layout: Any) -> Any:
    """The PDF, opened."""
    import pypdfium2

    output = pdf.make(document(template, **layout), page(template, Medium.PRINT, **layout))
    return pypdfium2.PdfDocument(output.data)


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_engine_understands_all_of_the_style_sheet(
    template: str, caplog: pytest.LogCaptureFixture
) -> None:
    weasyprint = engine.load()
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        weasyprint.HTML(string=page(template, Medium.PRINT, faults=1)).render()
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize(
    ("size", "font_size"),
    [("A4", "10pt"), ("A4", "11pt"), ("A4", "12pt"), ("letter", "11pt"), ("A5", "10pt")],
)
def test_a_full_line_has_60_to_70_characters(size: str, font_size: str) -> None:
    pages = printed(size=size, font_size=font_size)
    text = pages[len(pages) - 2].get_textpage().get_text_bounded()
    lines = re.split("[\x02\r\n]+", text)  # PDFium joins a word that is parted, and marks where
    full = sorted(len(line) for line in lines if len(line) > 50)
    assert 60 <= full[len(full) // 2] <= 70


def test_the_title_page_has_no_number_and_the_contents_has_them_all() -> None:
    pages = printed()
    texts = [sheet.get_textpage().get_text_bounded() for sheet in pages]
    assert "Why there was none" in texts[0]
    assert not re.search(r"^1$", texts[0], re.M)
    found = dict(re.findall(r"(\w+)[ .]+(\d+)\s", texts[1]))
    for title in ("side", "treaty", "speech", "Bibliography"):
        assert title in texts[int(found[title]) - 1]


def test_the_first_heading_stands_at_the_head_of_its_page() -> None:
    """A break that a style sheet forces keeps the space above what follows."""
    sheet = printed()[2]
    (foot,) = places(sheet.get_textpage(), "Leaning")
    assert foot > 0.89 * sheet.get_height() - 25  # the head is 11%, the heading's line 20.6pt


def test_hyphens_are_copied_out_as_hyphens() -> None:
    """Two characters share a glyph in the font; the break of a word must not rename both."""
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in printed())
    assert text.count("Sino-Soviet") > 20
    assert "\u2010" not in text


def test_no_word_of_a_note_is_parted_to_fill_a_ragged_line() -> None:
    import pypdfium2

    words = SENTENCE.replace("Sino-Soviet ", "").replace("well-known ", "") * 12
    html = page("essay", Medium.PRINT).replace("A note of 1956.", f"Noted: {words}", 1)
    pages = pypdfium2.PdfDocument(engine.load().HTML(string=html).write_pdf())
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in pages)
    noted = text[(start := text.index("1. Noted:")) : start + 1_200]
    parted = "\x02"  # what stands in a word that goes on in the next line
    assert parted in text[:start]  # of the justified paragraphs with the same words
    assert parted not in noted


def test_notes_stay_single_spaced_and_text_does_not() -> None:
    single, double = (leading(printed(line_spacing=spacing)) for spacing in (1.0, 2.0))
    assert double["text"] == pytest.approx(2.3 * 11, abs=0.2)
    assert single["text"] == pytest.approx(1.4 * 11, abs=0.2)
    assert single["note"] == pytest.approx(double["note"], abs=0.2)


def leading(pages: Any) -> dict[str, float]:
    """From baseline to baseline in points, in the last paragraph and between two notes."""
    found = {}
    for sheet in pages:
        text = sheet.get_textpage()
        for kind, words in (("text", "the"), ("note", "A note of 1956")):
            tops = sorted({round(bottom, 1) for bottom in places(text, words)}, reverse=True)
            gaps = [upper - lower for upper, lower in pairwise(tops)]
            if gaps:
                found[kind] = min(gaps)
    return found


def places(text: Any, words: str) -> Iterator[float]:
    """How high on the page each occurrence of the words begins."""
    search = text.search(words)
    while at := search.get_next():
        yield text.get_charbox(at[0], loose=True)[1]
