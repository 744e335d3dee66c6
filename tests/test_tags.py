"""The structure of the tour's PDF says what its HTML says: what validators cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structure
import tinyhtml5

from octavo import pipeline, render
from octavo.engine import fontconfig, libraries, printing
from octavo.engine.printing import Attached
from octavo.markup import Medium

TOUR = Path(__file__).parent / "tour"
SOURCE = Attached("tour.md", b"# Tour", "the source")
NOTES = ("Note", "FENote")
GENERATED = ("Reference", "TOC")  # numbers of notes, page numbers
SVG = "{http://www.w3.org/2000/svg}svg"
pytestmark = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")


@pytest.fixture(scope="module")
def html() -> str:
    read = pipeline.read(TOUR)
    return render.render(read.document, read.language, Medium.PRINT)


@pytest.fixture(scope="module", params=["PDF 1.7", "PDF 2.0"])
def data(request: pytest.FixtureRequest, html: str) -> bytes:
    if request.param == "PDF 1.7":
        return printing.make(html).data
    return printing.make(html, printing.PDF_2_WITH_SOURCES, [SOURCE]).data


@pytest.fixture(scope="module")
def tree(data: bytes) -> structure.Node:
    return structure.read(data)


@pytest.fixture(scope="module")
def body(html: str) -> Any:
    return tinyhtml5.parse(html, namespace_html_elements=False).find("body")


def said(node: structure.Node, *without: str) -> str:
    """A node's text, but for what WeasyPrint made and the types named."""
    is_mark = node.type == "Lbl" and not any(map(str.isalpha, node.text()))  # of a list or note
    if is_mark or node.type in (*GENERATED, *without):
        return ""
    parts = (kid if isinstance(kid, str) else said(kid, *without) for kid in node.kids)
    if node.type == "Figure":  # what is drawn stands for itself, a caption does not
        parts = (said(kid, *without) for kid in node.kids if isinstance(kid, structure.Node))
    ends = "\n" if node.type in structure.BLOCKS else ""
    return ends + "".join(parts) + ends


def written(element: Any, *without: str) -> str:
    """An element's text, but for drawings, the contents and classes named."""
    parts = [element.text or ""]
    for child in element:
        left_out = (
            child.tag == SVG
            or (element.tag == "nav" and child.tag == "ol")
            or child.get("class") in without
        )
        is_block = child.tag in BLOCKS or (child.get("class") or "").startswith("note")
        ends = "\n" if is_block else " " if child.tag == "br" else ""
        parts += ["" if left_out else ends + written(child, *without) + ends, child.tail or ""]
    return "".join(parts)


BLOCKS = "p li dt dd div h1 h2 h3 h4 td th figcaption pre section header".split()


def every(body: Any, *tags: str) -> Iterator[Any]:
    return (element for element in body.iter() if element.tag in tags)


def one_line(text: str) -> str:
    return " ".join(text.split())


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_every_word_is_read_in_its_order_notes_where_they_are_called(
    tree: structure.Node, body: Any
) -> None:
    assert words(said(tree)) == words(written(body))


def words(text: str) -> list[str]:
    """The words of a text; marks that CSS sets around a word are none of it."""
    whole = text.replace("\N{SOFT HYPHEN}", "")
    return [word for each in whole.split() if (word := each.strip("“”‘’"))]


def test_headings_are_the_headings(tree: structure.Node, body: Any) -> None:
    expected = [
        (each.tag.upper(), one_line(written(each, "note")))
        for each in every(body, "h1", "h2", "h3", "h4")
    ]
    found = [(n.type, one_line(said(n, *NOTES))) for n in tree.all("H1", "H2", "H3", "H4")]
    assert found == expected
    assert not any(heading.all(*NOTES) for heading in tree.all("H1", "H2", "H3", "H4"))


def test_what_stands_in_margins_is_no_content(data: bytes, tree: structure.Node) -> None:
    margins = structure.set_aside(data)
    titles = {"", *(letters(said(node, *NOTES)) for node in tree.all("H1"))}
    found = [letters(text).removesuffix(f"{page + 1}") for page, text in margins["/Header"]]
    assert len(found) == len({page for page, _ in margins["/Header"]}) > 5
    assert set(found) <= titles
    assert len(set(found)) > 3
    assert margins["/Footer"] == []


def test_other_languages_are_named(tree: structure.Node, body: Any) -> None:
    expected = [(e.get("lang"), one_line(written(e))) for e in body.iter() if e.get("lang")]
    found = [(n.values["/Lang"], one_line(said(n))) for n in tree.walk() if "/Lang" in n.values]
    assert found == expected
    assert {language for language, _ in found} == {"de", "fr", "ru", "zh", "el"}


def test_each_cell_knows_its_head(tree: structure.Node, body: Any) -> None:
    tables = tree.all("Table")
    assert len(tables) == len([*every(body, "table")])  # one, however many pages it is on
    for table, element in zip(tables, every(body, "table"), strict=True):
        rows = [[written(cell, "note") for cell in row] for row in every(element, "tr")]
        heads = {n.values["/ID"]: one_line(said(n)) for n in table.all("TH")}
        for row, expected in zip(table.all("TR")[1:], rows[1:], strict=True):
            for cell, text, head in zip(row.all("TD"), expected, rows[0], strict=True):
                assert one_line(said(cell, *NOTES)) == one_line(text)
                assert [heads[name] for name in cell.attribute("/Headers")] == [head]
        assert {n.attribute("/Scope") for n in table.all("TH")} == {"/Column"}


def test_a_caption_belongs_to_its_table(tree: structure.Node) -> None:
    firsts = [next(kid for kid in n.kids if not isinstance(kid, str)) for n in tree.all("Table")]
    captions = [one_line(said(node, *NOTES)) for node in firsts if node.type == "Caption"]
    assert [caption[:8] for caption in captions] == ["Table 1.", "Table 2.", "Table 3.", "Table 4."]


def test_notes_and_their_calls_lead_to_each_other(data: bytes, tree: structure.Node) -> None:
    notes = tree.all(*NOTES)
    contents = tree.all("TOC")[0].all("Reference")
    calls = [node for node in tree.all("Reference") if node not in contents]
    assert len(notes) == len(calls) == 22
    for number, (call, note) in enumerate(zip(calls, notes, strict=True), 1):
        (there,), (back,) = call.all("Link")[0].links, note.all("Lbl")[0].all("Link")[0].links
        assert there["/Contents"].casefold() == f"note {number}"
        assert back["/Contents"].endswith(f" ({number})")
        assert there["/Dest"] == f"note-{number}"
        assert back["/Dest"] == f"call of note-{number}"
        if "/Ref" in note.values:
            assert note.values["/Ref"][0].get_object()["/S"] == "/Reference"


def test_the_contents_are_contents_without_dots(tree: structure.Node, body: Any) -> None:
    (toc,) = tree.all("TOC")
    lines = [re.sub(r"\s*\d+\s*$", "", n.text()) for n in toc.all("TOCI")]
    (nav,) = every(body, "nav")
    items = (written(item) for item in every(nav, "li"))
    assert [letters(line) for line in lines] == [letters(item) for item in items]
    assert not any("." in re.sub(r"\d\.\d", "", line) for line in lines)
    said = [link["/Contents"] for node in toc.all("Link") for link in node.links]
    assert said[0] == "Text in a line 3"  # heading and page are two words
    assert one_line(toc.all("TOCI")[0].text()) == "1 Text in a line 3"
    assert all(len(link.links) == 1 for link in toc.all("Link"))


def test_pictures_are_described(tree: structure.Node, body: Any) -> None:
    expected = [e.get("alt") or e.get("aria-label") for e in every(body, "img", SVG)]
    figures = tree.all("Figure")
    assert [n.values["/Alt"] for n in figures] == expected
    for figure in figures:
        left, bottom, right, top = figure.attribute("/BBox")
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842


def test_lists_say_how_their_items_are_marked(tree: structure.Node) -> None:
    kinds = [node.attribute("/ListNumbering") for node in tree.all("L")]
    assert "/Decimal" in kinds
    for item in tree.all("LI"):
        assert [kid.type for kid in item.kids if isinstance(kid, structure.Node)] in (
            ["Lbl", "LBody"],
            ["Lbl"],
        )


def test_links_say_where_they_lead(tree: structure.Node) -> None:
    links = [link for node in tree.walk() for link in node.links]
    said = {link["/A"]["/URI"]: link["/Contents"] for link in links if "/A" in link}
    assert said["https://example.org/"] == "place on the web (https://example.org/)"
    assert (
        said["https://doi.org/10.5555/sample.2011.12"] == "https://doi.org/10.5555/sample.2011.12"
    )
    assert all(address.startswith("https://") for address in said)


def test_only_the_shipped_fonts_are_in_it(data: bytes) -> None:
    shipped = {letters(path.stem) for path in fontconfig.shipped_fonts().iterdir()}
    names = structure.fonts(data)
    assert len(names) > 5
    for name in names:
        family = letters(name.split("+")[1].removesuffix("-").replace("Noto-Serif-CJK-SC", "Noto"))
        assert any(letters(family)[:10] in one or one[:4] == "Noto" for one in shipped)
