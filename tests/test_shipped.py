"""Octavo's own templates and assets are found in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import shipped

ROOT = Path(__file__).parent.parent


def test_in_a_checkout() -> None:
    assert shipped.shipped("templates") == ROOT / "templates"
    assert shipped.shipped("assets") == ROOT / "assets"


def test_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "PACKAGE", tmp_path / "octavo")
    (tmp_path / "octavo/_data/assets").mkdir(parents=True)
    assert shipped.shipped("assets") == tmp_path / "octavo/_data/assets"
