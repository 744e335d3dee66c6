"""What is copied out of the PDF is what was written: by two readers, PDFium and Poppler."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import random_manuscripts

from octavo import engine, pipeline
from octavo.checks import lost_text
from octavo.engine import mends
from octavo.model import Area, Build, Built, Output, Page, Pdf

HERE = Path(__file__).parent
TEXT = """# One {{-}}

{paragraphs}
"""
SENTENCE = """{0}The Sino-Soviet alliance was an office of fine, efficient, difficult and
first flags, in the Anglo-American world too. [PRC and Nato]{{.smallcaps}} stand in small
capitals. The Sino-Soviet quarrel was one of internationalisation and industrialisation: the
Sino-Soviet and Franco-German agreements say so at
<https://example.org/sino-soviet-papers/a-very-long-title-of-it/page>.
"""
TIMES = 36  # paragraphs, each a little further in, so that every word stands at a line's end
WORDS = {
    "Sino-Soviet": 3,
    "Anglo-American": 1,
    "Franco-German": 1,
    "office of fine, efficient, difficult and first flags": 1,
    "PRC and Nato stand in small capitals": 1,
    "internationalisation and industrialisation": 1,
    "https://example.org/sino-soviet-papers/a-very-long-title-of-it/page": 1,
}
NEEDS_POPPLER = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="Poppler's pdftotext is not installed"
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Output:
    folder = tmp_path_factory.mktemp("paper")
    (folder / "report.toml").write_text('title = "T"\n[page]\nsize = "A5"\n', "utf-8")
    paragraphs = (SENTENCE.format("I" * n + " ") for n in range(1, TIMES + 1))
    (folder / "01.md").write_text(TEXT.format(paragraphs="\n".join(paragraphs)), "utf-8")
    return pipeline.build(folder, ("pdf",)).outputs[0]


def poppler(data: bytes, *options: str) -> str:
    """The text of a PDF as Poppler reads it."""
    given = ["pdftotext", *options, "-", "-"]
    return subprocess.run(given, input=data, capture_output=True, check=True).stdout.decode()


def pdfium(data: bytes) -> str:
    """The text of a PDF as PDFium reads it, and with it Chromium."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def pasted(text: str) -> str:
    """A text in one line: a soft hyphen (which PDFium says as U+FFFE) and the line's end go."""
    joined = re.sub("\N{SOFT HYPHEN}\\s*|\ufffe|\u200b", "", text)
    return " ".join(joined.split())


def in_one(text: str) -> str:
    """The same, the ends of lines within addresses taken away."""
    return re.sub(r"(?<=[:/a-z]) (?=[-/])|(?<=://) ", "", pasted(text))


def in_pieces(text: str, pages: int) -> list[str]:
    """The words that are not in the text as often as they were written.

    A word that a page's end parts is in two pieces for whoever copies page by page.
    """
    text = in_one(text)
    assert "SinoSoviet" not in text and "\N{HYPHEN}" not in text
    return [words for words, n in WORDS.items() if text.count(words) < n * TIMES - pages]


def test_each_word_is_copied_whole(copied: Output) -> None:
    assert in_pieces(pdfium(copied.data), len(copied.pages)) == []


@NEEDS_POPPLER
@pytest.mark.parametrize("options", [(), ("-raw",)])
def test_another_reader_copies_the_same(copied: Output, options: tuple[str, ...]) -> None:
    assert in_pieces(poppler(copied.data, *options), len(copied.pages)) == []


def test_some_of_the_words_stand_at_the_ends_of_lines(copied: Output) -> None:
    lines = [line.text for page in copied.pages for piece in page.pieces for line in piece.lines]
    assert sum(line.endswith("Sino-") for line in lines) > 1
    assert sum(line.endswith("-") for line in lines) > 10


CROWDED = """# One

| a | b | c | d | e | f | g | h | i | j |
|---|---|---|---|---|---|---|---|---|---|
|{}
""".format(" Denuclearisation | Collectivisation |" * 5)


@NEEDS_POPPLER
def test_a_word_over_three_lines_of_a_cell_is_copied_whole(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('title = "T"\n[page]\nsize = "A5"\n', "utf-8")
    (tmp_path / "01.md").write_text(CROWDED, "utf-8")
    said = poppler(pipeline.build(tmp_path, ("pdf",)).outputs[0].data, "-raw")
    assert said.count("\u00ad\n") == 20, "each word runs over three lines"
    whole = said.replace("\u00ad\n", "")
    assert (whole.count("Denuclearisation"), whole.count("Collectivisation")) == (5, 5)


# --- the read-back, by a reader of its own ----------------------------------------------------


def read_by_poppler(output: Output) -> Pdf:
    """A PDF as Poppler reads the same areas of its pages."""
    areas = [(page, page.text, page.notes, page.floats) for page in output.pages]
    return Pdf(
        text=tuple(area(output.data, page, text) for page, text, _, _ in areas),
        notes=tuple(area(output.data, page, notes) for page, _, notes, _ in areas),
        floats=tuple(area(output.data, page, floats) for page, _, _, floats in areas),
    )


def area(data: bytes, page: Page, area: Area | None) -> str:
    """What stands in an area of a page, in the order in which it is drawn."""
    if area is None:
        return ""
    box = {"-x": 0, "-y": area.y, "-W": page.width, "-H": area.height}
    sides = [said for name, length in box.items() for said in (name, f"{round(length)}")]
    number = str(page.number)
    return poppler(data, "-raw", "-r", "96", "-f", number, "-l", number, *sides)


def lost(built: Build) -> list[str]:
    assert built.document is not None
    output = built.outputs[0]
    found = Built(built.document, output.pages, read_by_poppler(output))
    return [finding.message for finding in lost_text.check(found)]


@NEEDS_POPPLER
@pytest.mark.parametrize("folder", [HERE.parent / "sections", HERE / "tour"], ids=["essay", "tour"])
def test_another_reader_finds_nothing_lost(folder: Path) -> None:
    assert lost(pipeline.build(folder, ("pdf",))) == []


@NEEDS_POPPLER
def test_another_reader_finds_nothing_lost_of_a_random_manuscript(tmp_path: Path) -> None:
    built = random_manuscripts.build(tmp_path, 5)[1]
    assert lost(built) == []
    cut = replace(built.outputs[0], pages=built.outputs[0].pages[:-1])
    assert lost(replace(built, outputs=(cut,))) != []


# --- characters that share a glyph ------------------------------------------------------------

SHARED = """# Non\u2011breaking\u2002spaces {-}

Non\u2011breaking\u00a0and plain: Sino-Soviet\u2003words. More of them.
"""


@pytest.mark.parametrize("font", ["", 'font = "Times New Roman"\n'])
def test_spaces_and_hyphens_are_those_of_the_keyboard(tmp_path: Path, font: str) -> None:
    (tmp_path / "report.toml").write_text(f'title = "T"\n{font}', "utf-8")
    (tmp_path / "01.md").write_text(SHARED, "utf-8")
    data = pipeline.build(tmp_path, ("pdf",)).outputs[0].data
    said = pdfium(data)
    assert "Non-breaking and plain: Sino-Soviet words. More of them." in said.replace("\r\n", " ")
    assert not re.search("[\u00a0\u2000-\u2011\u202f]", said)


def test_without_the_mend_they_are_not(tmp_path: Path) -> None:
    engine.load()
    mends.undo(mends.load("shared_glyphs"))
    with pytest.raises(AssertionError):
        test_spaces_and_hyphens_are_those_of_the_keyboard(tmp_path, "")
    mends.apply(mends.load("shared_glyphs"))
