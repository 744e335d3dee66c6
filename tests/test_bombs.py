"""Small manuscripts that grow beyond measure in the plain chain end in a moment here, and are told.

PLAIN_BOMBS=1 tries them on the plain chain as well, where each uses up the bounds that it is given.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from test_hostile_texts import PATIENCE, patience

from octavo import pipeline
from octavo.limits import MOST_PIXELS

HERE = Path(__file__).parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def again(levels: int, times: int) -> str:
    """A drawing that draws each level's drawing so many times in the next."""
    groups = (
        f'<g id="a{level}">' + f'<use href="#a{level - 1}"/>' * times + "</g>"
        for level in range(1, levels + 1)
    )
    return SVG.format(f'<g id="a0"><path d="M0 0h1v1z"/></g>{"".join(groups)}')


def white(width: int, height: int) -> bytes:
    """A PNG of one colour, a thousandth as large as its pixels: PNG specification, 5.3."""
    row = zlib.compressobj(9)
    body = io.BytesIO()
    for _ in range(height):
        body.write(row.compress(b"\0" * (width // 8 + 1)))
    body.write(row.flush())
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x01\x00\x00\x00\x00"
    chunks = ((b"IHDR", head), (b"IDAT", body.getvalue()), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
        for kind, data in chunks
    )


# Each is the text of a section, other files, and the rules that must speak.
BOMBS: dict[str, tuple[str, dict[str, str | bytes], set[str]]] = {
    "a cell of a thousand million columns": (
        '<table><tr><td colspan="1000000000">a</td></tr></table>',
        {},
        {"dropped_html"},
    ),
    "a column of a million columns": (
        '<table><colgroup><col span="1000000"></colgroup><tr><td>a</td></tr></table>',
        {},
        {"dropped_html"},
    ),
    "ten million columns of a style": (
        '<div style="display:grid;grid-template-columns:repeat(10000000,1px)">a</div>',
        {},
        {"dropped_html"},
    ),
    "pages of one pixel": (
        "<style>@page{size:1px;margin:0}</style>\n\n" + "word " * 3000,
        {},
        {"dropped_html"},
    ),
    "five thousand elements within one another": (
        "<div>" * 5_000 + "a" + "</div>" * 5_000,
        {},
        {"nesting"},
    ),
    "a style sheet of five hundred brackets": (
        "<style>" + ":is(" * 500 + "p" + ")" * 500 + "{color:red}</style>\n\na",
        {"assets/styles/own.css": ":is(" * 500 + "p" + ")" * 500 + "{color:red}"},
        {"stylesheet"},
    ),
    "a drawing of ten million parts": ("![A](a.svg)", {"a.svg": again(7, 10)}, {"picture"}),
    "a drawing of many levels": (
        "![A](a.svg)",
        {"a.svg": SVG.format("<g>" * 3000 + "</g>" * 3000)},
        {"picture"},
    ),
    "a drawing of thirty million marks": (
        "![A](a.svg)",
        {
            "a.svg": SVG.format(
                '<g style="marker-mid: url(#m)"><path d="M0 0' + "h1" * 9_000 + '"/></g>'
                '<marker id="m">' + "<path/>" * 3_000 + "</marker>"
            )
        },
        {"picture"},
    ),
    "a drawing of thousands of unknown elements": (
        "![A](a.svg)",
        {"a.svg": SVG.format("<b/>" * 40_000)},
        set(),
    ),
    "a picture of 169 million pixels": (
        "![A](a.png)",
        {"a.png": white(13_000, 13_000)},
        {"picture"},
    ),
    "a picture of 900 million pixels": (
        "![A](a.png)",
        {"a.png": white(30_000, 30_000)},
        {"picture"},
    ),
}


def write(folder: Path, name: str) -> None:
    text, files, _ = BOMBS[name]
    made = {"report.toml": 'title = "A"\n', "01-one.md": f"# One\n\n{text}\n", **files}
    for path, data in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such clock")
@pytest.mark.parametrize("name", BOMBS)
def test_it_ends_in_a_moment(name: str, tmp_path: Path) -> None:
    write(tmp_path, name)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.*")) < 200_000
    with patience(PATIENCE):
        built = pipeline.build(tmp_path, ("html", "pdf"))
    assert len(built.outputs) == 2
    assert BOMBS[name][2] <= {finding.rule for finding in built.findings}


def test_a_large_picture_of_a_book_may_be_set() -> None:
    assert MOST_PIXELS > 35_000_000  # a page of A4 at 600 dots an inch


PLAIN = """
import resource, sys
sys.path[:0] = [{here!r}, {root!r}]
import plain_chain
from pathlib import Path
plain_chain.build(Path({folder!r}), "A", "Text.")  # what it loads takes time, too
resource.setrlimit(resource.RLIMIT_CPU, (8, 8))
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
plain_chain.build(Path({folder!r}), "A", Path({folder!r}, "01-one.md").read_text("utf-8"))
"""
CLOSED = {
    "pages of one pixel": "each page takes at least one line",
    "a picture of 900 million pixels": "Pillow refuses it of itself",
    "a drawing of many levels": "WeasyPrint leaves it out",
}


@pytest.mark.skipif("PLAIN_BOMBS" not in os.environ, reason="it takes minutes: PLAIN_BOMBS=1")
@pytest.mark.parametrize("name", BOMBS.keys() - CLOSED.keys())
def test_the_plain_chain_does_not_survive_it(name: str, tmp_path: Path) -> None:
    write(tmp_path, name)
    code = PLAIN.format(here=str(HERE), root=str(HERE.parent), folder=str(tmp_path))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert run.returncode, "it ended well"
