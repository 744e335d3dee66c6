"""The Chinese characters of a page for the screen come with it, in a font of just these."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from octavo import pipeline, places
from octavo.engine import han

FACE = re.compile(r'"Noto Serif CJK SC"; unicode-range: ([^;]*); src: url\("data:[^,]*,([^"]*)"')


def page(root: Path, text: str) -> str:
    (root / "report.toml").write_text('title = "A"\n', "utf-8")
    (root / "01-one.md").write_text(f"# One\n\n{text}\n", "utf-8")
    return pipeline.build(root, ("html",)).outputs[0].data.decode()


def face(html: str) -> tuple[str, set[str]]:
    """What the face is said to be for, and what it has."""
    (found,) = FACE.findall(html)
    with TTFont(io.BytesIO(base64.b64decode(found[1]))) as font:
        assert font.flavor == "woff2"
        return found[0], {chr(code) for code in font.getBestCmap()}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    (tmp_path / "paper").mkdir()
    return tmp_path / "cache"


def test_just_the_characters_that_stand_in_the_page(cache: Path, tmp_path: Path) -> None:
    html = page(tmp_path / "paper", "The word 历史 means history, and 史 is its second sign。")
    said, has = face(html)
    assert has == set("历史。")
    assert said == ", ".join(f"U+{ord(char):X}" for char in sorted("历史。"))
    assert len(html.partition("unicode-range")[2].partition("</style>")[0]) < 4000


def test_a_page_without_chinese_brings_none(cache: Path, tmp_path: Path) -> None:
    html = page(tmp_path / "paper", "No Chinese, and no font: é, “quoted”, – and Ж.")
    assert not FACE.search(html) and not list(cache.glob("han-*"))


def test_it_is_made_once_and_the_same_again(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page(tmp_path / "paper", "历史")
    (kept,) = cache.glob("han-*.woff2")
    data = kept.read_bytes()
    kept.unlink()
    assert page(tmp_path / "paper", "历史") == first and kept.read_bytes() == data
    monkeypatch.setattr(han, "_subset", lambda *_: pytest.fail("made again"))
    assert page(tmp_path / "paper", "历史") == first


def test_what_no_font_has_is_left_to_the_reader(cache: Path, tmp_path: Path) -> None:
    html = page(tmp_path / "paper", "A rare sign: \U00020000.")
    assert not FACE.search(html)
