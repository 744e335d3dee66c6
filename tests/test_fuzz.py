"""Broken manuscripts end in a finding or a file: some by chance, and each that once did not.

tests/fuzz.py tries thousands; what it finds goes into cases/fuzz/faults.json, its bytes as Latin-1.
"""

from __future__ import annotations

import json
from pathlib import Path

import fuzz
import pytest
from broken import KINDS

from octavo import outputs

CASES = Path(__file__).parent / "cases" / "fuzz" / "faults.json"
FAULTS: dict[str, dict[str, str]] = json.loads(CASES.read_text("utf-8"))


@pytest.mark.parametrize("name", KINDS)
def test_manuscripts_by_chance(name: str, tmp_path: Path) -> None:
    tried = fuzz.Tried(tmp_path, whole=25)
    fuzz.kind(name, 30, 0, tried)
    assert tried.count > 10
    assert {sign: said for sign, (said, _) in tried.faults.items()} == {}


@pytest.mark.parametrize("name", FAULTS)
def test_what_once_failed(name: str, tmp_path: Path) -> None:
    files = {path: text.encode("latin-1") for path, text in FAULTS[name].items()}
    fuzz.write(tmp_path, files)
    fuzz.build(tmp_path, outputs.names())


def test_what_fails_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr(fuzz, "build", build)
    tried = fuzz.Tried(tmp_path)
    tried({"01-one.md": b"longer"}, ("html",))
    tried({"01-one.md": b"short"}, ("html",))
    assert [(sign, files) for sign, (_, files) in tried.faults.items()] == [
        ("KeyError in build, test_fuzz.py", {"01-one.md": b"short"})
    ]
