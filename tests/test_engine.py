"""How WeasyPrint is loaded: exactly the libraries found, exactly the fonts shipped."""

from __future__ import annotations

import ctypes
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from octavo import engine, places
from octavo.engine import fontconfig, libraries, mends, split_notes
from octavo.model import Typeface

ROOT = Path(__file__).parent.parent


def python(program: str, **variables: str) -> str:
    """What the program prints, run in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def test_no_other_program_is_started_to_find_libraries() -> None:
    program = (
        "import sys\n"
        "started = []\n"
        "def hook(event, args):\n"
        "    if event in ('subprocess.Popen', 'os.system', 'os.posix_spawn'):\n"
        "        started.append(args)\n"
        "sys.addaudithook(hook)\n"
        "{}\n"
        "print(len(started))\n"
    )
    assert python(program.format("from octavo import engine; engine.load()")) == "0\n"
    by_itself = program.format("import ctypes.util; ctypes.util.find_library('none')")
    assert by_itself and python(by_itself) != "0\n"  # the hook does see such programs


def test_pages_are_set_in_the_shipped_fonts_alone(tmp_path: Path) -> None:
    program = (
        "import re\n"
        "from octavo import engine\n"
        "page = '<p style=\"font-family:{}\">Word 毛 <i>word</i></p>'\n"
        "names = ['Times New Roman', 'Mono', 'serif', 'sans-serif', 'monospace']\n"
        "html = engine.load().HTML(string=''.join(map(page.format, names)))\n"
        "pdf = html.write_pdf(uncompressed_pdf=True)\n"
        "print(*sorted(set(re.findall(rb'/BaseFont ?/[A-Z]+[+]([^/ \\n]+)', pdf))))\n"
    )
    fonts = python(program, XDG_CACHE_HOME=str(tmp_path)).split()
    known = ("b'Source-", "b'Noto-Serif-CJK-SC")
    assert len(fonts) >= 4 and all(font.startswith(known) for font in fonts), fonts


def test_the_configuration_is_kept_and_named_by_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "Größe & <Maß>")
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    own = fontconfig.use()
    assert os.environ["FONTCONFIG_FILE"] == str(own)
    written = own.stat().st_mtime_ns
    assert fontconfig.use() == own and own.stat().st_mtime_ns == written
    assert "Größe &amp; &lt;Maß&gt;" in own.read_text("utf-8")
    face = tmp_path / "face.ttf"
    face.write_bytes(b"a face")
    more = fontconfig.use(Typeface("A & B", "A & B", (face,), False))
    (folder,) = (tmp_path / "Größe & <Maß>").glob("face-*")
    assert more != own and folder.name in more.read_text("utf-8")
    assert [path.name for path in folder.iterdir()] == ["face.ttf"]


def test_without_a_home_to_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "file" / "cache")
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert fontconfig.use().is_file()


def test_a_missing_library_is_said_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "missing", lambda: ("Pango",))
    with pytest.raises(engine.EngineError) as caught:
        engine.load()
    assert str(caught.value).startswith("This computer lacks\n  - Pango")
    assert str(caught.value).endswith("add  --to html")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("libgobject-2.0-0", "gobject-2.0"),
        ("pango-1.0", "pango-1.0"),
        ("libpangoft2-1.0.so.0", "pangoft2-1.0"),
        ("harfbuzz-0.0", "harfbuzz"),
        ("libharfbuzz-subset-0", "harfbuzz-subset"),
        ("libharfbuzz-vector.0.dylib", "harfbuzz-vector"),
        ("fontconfig-1", "fontconfig"),
        ("libpangocairo-1.0.so.0", None),
        ("libfreetype.so.6", None),
    ],
)
def test_names_that_weasyprint_tries(name: str, stem: str | None) -> None:
    assert libraries.stem_of(name) == stem


@pytest.mark.skipif(sys.platform != "linux", reason="the loader of Linux")
def test_unpacked_libraries_are_loaded_whatever_they_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that needs another comes first by its name; its first loading fails."""
    folder = tmp_path / "debian/usr/lib"
    folder.mkdir(parents=True)
    for name in ("liba.so.1", "libb.so.1", "libbroken.so.1"):
        (folder / name).touch()
    loaded: list[str] = []

    def load(path: str) -> None:
        name = Path(path).name
        if name == "libbroken.so.1" or (name == "liba.so.1" and "libb.so.1" not in loaded):
            raise OSError(name)
        loaded.append(name)

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert libraries._load_unpacked.__wrapped__()
    assert loaded == ["libb.so.1", "liba.so.1"]


# --- notes split over pages: octavo/engine/split_notes.py ----------------------------------

STYLE = """<style>
@page {size: 360px 420px; margin: 30px; @footnote {border-top: 1px solid; padding-top: 4px}}
html {font: 12px/1.5 serif; orphans: 2; widows: 2}
p {margin: 0}
.note {float: footnote; footnote-policy: line; font-size: 10px}
nav a::after {content: target-counter(attr(href), page)}
</style>"""


def note(number: int, length: int) -> str:
    """A marked word and its note, all of whose words are told apart."""
    words = " ".join(f"n{number}w{word}x" for word in range(length))
    return f'c{number}x<span class="note">{words}</span> '


def essay(seed: int, lengths: tuple[int, ...]) -> str:
    """Paragraphs, lists and quotations with notes, behind contents with page numbers."""
    rng = random.Random(seed)
    number, parts, links = 0, [STYLE], []
    for at in range(9):
        text = ""
        for _ in range(rng.randint(1, 3)):  # no line has two: one of these might have to wait
            text += "text " * rng.randint(12, 45) + note(number, rng.choice(lengths))
            number += 1
        tag = rng.choice(["p", "p", "p", "li", "blockquote", "h2"])
        parts.append(f'<{tag} id="part{at}">{text}</{tag}>')
        links.append(f'<div><a href="#part{at}">Part</a></div>')
    return "".join([parts[0], "<nav>", *links, "</nav>", *parts[1:]])


def pages_of(html: str) -> list[tuple[list[str], list[str], list[Any]]]:
    """The words of each page's text and notes that are on the paper, and its lines of notes."""
    pages = []
    for page in engine.load().HTML(string=html).render().pages:
        root, *others = page._page_box.children
        area = [box for box in others if type(box).__name__ == "FootnoteAreaBox"]
        noted = [line for box in area for line in box.descendants() if is_line(line)]
        pages.append((on_paper(root), [w for box in area for w in on_paper(box)], noted))
    return pages


def is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def on_paper(root: Any) -> list[str]:
    texts = (box for box in root.descendants() if hasattr(box, "text"))
    seen = (box.text for box in texts if 0 <= box.position_y <= 420 - box.height)
    return re.findall(r"[nc]\d+\w*x", " ".join(seen))


def faults(html: str) -> list[str]:
    """Words lost, notes out of order, and notes that do not begin on the page of their call."""
    pages = pages_of(html)
    printed = [word for _, words, _ in pages for word in words]
    wanted = re.findall(r"\bn\d+w\d+x", html)
    found = sorted(set(wanted) - set(printed))
    if printed != wanted and not found:
        found.append("order")
    calls = [(call, words) for text, words, _ in pages for call in text]
    strays = [call for call, words in calls if f"n{call[1:-1]}w0x" not in words]
    return found + strays


@pytest.fixture
def mended() -> Iterator[None]:
    engine.load()
    yield
    for name in mends.names():
        mends.apply(mends.load(name))


@pytest.mark.parametrize("lengths", [(4, 9, 20), (6, 40, 90), (10, 80, 280)])
@pytest.mark.parametrize("seed", range(4))
def test_no_note_is_lost_or_strays(seed: int, lengths: tuple[int, ...]) -> None:
    assert faults(essay(seed, lengths)) == []


@pytest.mark.usefixtures("mended")
@pytest.mark.parametrize("part", split_notes.PARTS)
def test_each_part_is_needed_for_long_notes(part: str) -> None:
    long = essay(1, (10, 80, 280))
    mends.undo(mends.load(part))
    assert len(faults(long)) > 100


@pytest.mark.usefixtures("mended")
def test_another_context_of_weasyprint_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mends, "CONTEXT", "0" * 64)
    assert len(faults(essay(1, (10, 80, 280)))) > 100


def test_a_long_note_leaves_no_gap_and_keeps_orphans_and_widows() -> None:
    html = f"{STYLE}<p>{'text ' * 150}{note(0, 260)}{'text ' * 300}</p>"
    pages = pages_of(html)
    lines = [len(noted) for _, _, noted in pages]
    assert sum(map(bool, lines)) >= 2 and 1 not in lines
    for _, _, noted in pages[:-1]:
        if noted:
            assert 420 - 30 - (noted[-1].position_y + noted[-1].height) < 15  # a line


@pytest.mark.parametrize("words", [60, 130, 131, 132, 133, 134, 135, 136, 137, 138])
def test_one_line_never_stands_alone(words: int) -> None:
    html = f"{STYLE}<p>{'text ' * 150}{note(0, words)}{'text ' * 200}</p>"
    assert faults(html) == []
    assert 1 not in [len(noted) for _, _, noted in pages_of(html)]


def test_a_continued_note_has_the_rule_above_it() -> None:
    rendered = engine.load().HTML(string=f"{STYLE}<p>{'text ' * 90}{note(0, 400)}</p>").render()
    areas = [
        box
        for page in rendered.pages
        for box in page._page_box.children
        if type(box).__name__ == "FootnoteAreaBox" and box.children
    ]
    assert len(areas) > 1
    assert [(box.border_top_width, box.padding_top) for box in areas] == [(1, 4)] * len(areas)


def test_a_note_goes_on_behind_the_end_of_the_text() -> None:
    """The contents' numbers have the pages gone through twice: the last ones are still there."""
    contents = '<nav><a href="#end">End</a></nav>'
    html = f"{STYLE}{contents}<p>{'text ' * 400}</p><p id=end>text {note(0, 500)}</p>"
    pages = pages_of(html)
    assert faults(html) == [] and pages[-1][0] == [] and pages[-1][1]


def test_a_line_whose_note_has_no_room_waits() -> None:
    """Two long notes one upon the other: the second's line is on the page where it begins."""
    html = f"{STYLE}<p>{note(0, 600)}</p><p>{note(1, 600)}</p><p>{note(2, 8)}</p>"
    assert faults(html) == []


def test_each_page_is_told_while_it_is_set() -> None:
    from octavo.engine.progress import told

    said: list[str] = []
    html = "<style>p { break-after: page }</style><p>One<p>Two<p>Three"
    weasyprint = engine.load()
    with told(said.append):
        weasyprint.HTML(string=html).write_pdf()
    assert [step for step in said if "page " in step] == [f"setting page {n}" for n in (1, 2, 3)]
    assert said[-1] == "writing"
    weasyprint.HTML(string=html).render()
    assert said[-1] == "writing"
