"""What `doctor` says, on a computer where all is there and on others."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from octavo import __version__, doctor
from octavo.engine import fontconfig, libraries

ROOT = Path(__file__).parent.parent


def test_all_is_there() -> None:
    text, fine = doctor.report()
    assert fine
    assert f"Octavo          {__version__}\n" in text
    assert re.search(r"^weasyprint {6}\d+\.\d", text, re.MULTILINE)
    assert re.search(r"^Pango {11}1\.\d+", text, re.MULTILINE)
    assert re.search(r"^Fontconfig {6}2\.\d+\.\d+$", text, re.MULTILINE)
    assert "SourceSerif4-Regular\n" in text
    assert "missing" not in text


def test_pango_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "find", lambda stem: "" if "pango" in stem else "x")
    monkeypatch.setattr(libraries, "versions", dict)
    text, fine = doctor.report()
    assert not fine
    assert "Pango           missing\nPangoFT2        missing\n" in text
    assert "Not found: Pango, PangoFT2. This computer lacks" in text


def test_a_font_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fontconfig, "shipped_fonts", lambda: tmp_path)
    for name in doctor.FONTS[1:]:
        (tmp_path / name).touch()
    text, fine = doctor.report()
    assert not fine
    assert "NotoSerifCJKsc-Regular-GB2312  missing\n" in text
    assert "Fonts of Octavo are missing: NotoSerifCJKsc-Regular-GB2312.otf." in text


def test_a_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PARTS", ("jinja2", "no-such-package"))
    text, fine = doctor.report()
    assert not fine
    assert "no-such-package missing\n" in text
    assert "Parts of Octavo are missing: no-such-package." in text


def test_lists_are_complete() -> None:
    files = sorted(p.name for p in fontconfig.shipped_fonts().iterdir() if p.suffix != ".md")
    assert files == list(doctor.FONTS)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split("[<>=!~]", text)[0] for text in project["dependencies"]}
    assert named == set(doctor.PARTS)
