"""Files that no honest writer makes end in a finding with its place, never in a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from test_hostile_texts import PATIENCE, patience

from octavo import pipeline, settings
from octavo.diagnostics import Finding, ReportError

DEEP, LONG = 5_000, "1" * 5_000
PLAIN = 'title = "A"\ntemplate = "report"\n'
DATED = f'{PLAIN}language = "en-GB"\ndate = 2026-01-02\n'
LANGUAGE = "assets/languages/en-GB.toml"
CHART = "# A\n\n```chart\ndata = {}\n```\n\n: x\n"


class Case(NamedTuple):
    """A manuscript: its files but for those of every one, and the finding that it must make."""

    files: dict[str, str | bytes]
    place: str  # as far as it is known: file, line and column
    said: str


CASES = {
    "brackets in report.toml": Case(
        {"report.toml": f"{PLAIN}x = {'[' * DEEP}{']' * DEEP}\n"},
        "report.toml:3:5",
        "nested too deep",
    ),
    "tables in report.toml": Case(
        {"report.toml": f"{PLAIN}x = {'{a = ' * DEEP}1{'}' * DEEP}\n"},
        "report.toml:3:5",
        "nested too deep",
    ),
    "a number in report.toml": Case(
        {"report.toml": f"{PLAIN}word_limit = {LONG}\n"}, "report.toml:3:14", "too many digits"
    ),
    "a number in a brief": Case(
        {
            "report.toml": f'{PLAIN}[submit]\nbrief = "b.toml"\n',
            "b.toml": f"word_limit = {LONG}\n",
        },
        "b.toml:1:14",
        "too many digits",
    ),
    "a number in a chart": Case({"01-a.md": CHART.format(LONG)}, "01-a.md:4:8", "too many digits"),
    "a size in a brief": Case(
        {"report.toml": f'{PLAIN}[submit]\nmax_size = "{"9" * 400} GB"\n'},
        "report.toml:4:1",
        "must be a size",
    ),
    "a brace that is not closed": Case(
        {"report.toml": DATED, LANGUAGE: 'date = "{day"\n'}, "report.toml:3:1", "{day"
    ),
    "a brace in two lines": Case(
        {"report.toml": DATED, LANGUAGE: 'date = "{day\\n}"\n'}, "report.toml:3:1", "{day"
    ),
    "a date of two thousand million characters": Case(
        {"report.toml": DATED, LANGUAGE: 'date = "{day:\\n>1999999999}"\n'},
        "report.toml:3:1",
        ">1999999999}",
    ),
    "a plural of two thousand million characters": Case(
        {
            "report.toml": DATED,
            LANGUAGE: 'plural = "slavic"\n[counts.words]\nfew = "{count:>1999999999}"\n',
        },
        "report.toml:3:1",
        ">1999999999}",
    ),
}


def findings(folder: Path) -> tuple[Finding, ...]:
    try:
        return tuple(pipeline.build(folder, ("html",)).findings)
    except ReportError as error:
        return tuple(error.findings)


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, data in {"report.toml": PLAIN, "01-a.md": "# A\n\nText.\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.mark.parametrize("name", CASES)
def test_it_is_a_finding(name: str, tmp_path: Path) -> None:
    files, place, said = CASES[name]
    write(tmp_path, files)
    with patience(PATIENCE):
        found = findings(tmp_path)
    met = [(str(one.span), one.message) for one in found]
    assert any(where.endswith(f"/{place}") and said in message for where, message in met), met


def test_the_users_settings_nested_too_deep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.toml").write_text(f"x = {'[' * DEEP}", "utf-8")
    monkeypatch.setattr("octavo.places.settings", lambda: tmp_path / "settings.toml")
    with pytest.raises(settings.SettingsError, match=r"settings\.toml: Nested too deep"):
        settings.read()
