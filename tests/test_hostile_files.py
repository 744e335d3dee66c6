"""Files that no honest writer makes end in a finding with its place, never in a traceback."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from test_hostile_texts import PATIENCE, patience

from octavo import cli, pipeline, settings, unchanged
from octavo.diagnostics import Finding, ReportError
from octavo.submission import verify

ROOT = Path(__file__).parent.parent

DEEP, LONG = 5_000, "1" * 5_000
PLAIN = 'title = "A"\ntemplate = "report"\n'
DATED = f'{PLAIN}language = "en-GB"\ndate = 2026-01-02\n'
LANGUAGE = "assets/languages/en-GB.toml"
STYLED = f'{PLAIN}style = "x.csl"\n'
CITED = {
    "report.toml": STYLED,
    "01-a.md": "# A\n\nText [@k, 5].\n",
    "references.bib": "@book{k, title={T}, author={A}, year={2001}, publisher={P}}\n",
}
MERGES = "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 9))
CHART = "# A\n\n```chart\ndata = {}\n```\n\n: x\n"


class Case(NamedTuple):
    """A manuscript: its files but for those of every one, and the finding that it must make."""

    files: dict[str, str | bytes]
    place: str  # as far as it is known: file, line and column
    said: str


def style(layout: str, macros: str = "") -> str:
    """A CSL style; the macros come from line 2 on, one a line."""
    return (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info>'
        "<title>X</title><id>x</id><updated>2020-01-01T00:00:00+00:00</updated></info>\n"
        f"{macros}<citation><layout>{layout}</layout></citation></style>"
    )


def calls(call: str, count: int, order: int = 1) -> str:
    """Macros m0, m1, ... of which each but the first calls the one before; or the last first."""
    first = '<macro name="m0"><text value="x"/></macro>\n'
    others = (f'<macro name="m{n}">{call.format(*[n - 1] * 2)}</macro>\n' for n in range(1, count))
    return "".join([first, *others][::order])


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

CASES |= {
    "a style with macros that double": Case(
        {**CITED, "x.csl": style('<text macro="m39"/>', calls('<text macro="m{}"/>' * 2, 40))},
        "x.csl:15:1",
        "more than 30,000 elements",
    ),
    "a style with groups within groups": Case(
        {**CITED, "x.csl": style("<group>" * 3000 + "</group>" * 3000)},
        "x.csl:2:1",
        "nested more than 100 deep",
    ),
    "a style with macros in a long row": Case(
        {**CITED, "x.csl": style('<text macro="m2999"/>', calls('<text macro="m{}"/>', 3000, -1))},
        "x.csl:153:1",
        "in a row",
    ),
    "a style with macros within groups": Case(
        {
            **CITED,
            "x.csl": style('<text macro="m99"/>', calls("<group><text macro='m{}'/></group>", 100)),
        },
        "x.csl:52:1",
        "more than 150 elements within one another",
    ),
    "abbreviations that double": Case(
        {
            "references.bib": f'@string{{a0 = "{"a" * 20}"}}\n'
            + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 40))
            + "@book{k, title = a39 # a39, author = {A}, year = 2000}\n"
        },
        "references.bib:41:10",
        "more than 20,000 characters",
    ),
    "a title that fills pages": Case(
        {"references.bib": "@book{k, title={" + r"\textbf{" * 20_000 + "}" * 20_000 + "}}\n"},
        "references.bib:1:1",
        "the field title has more than 5,000 characters",
    ),
    "a year that is infinite": Case(
        {
            "references.json": '[{"id":"k","type":"book","title":"X",\n'
            '"issued":{"date-parts":[[1e400,-5]]}}]'
        },
        "references.json:2:1",
        "unreadable date",
    ),
    "a set as front matter": Case(
        {"01-a.md": "---\n!!set {a}\n---\nText.\n"}, "01-a.md:2:8", "unknown key `a`"
    ),
    "a title that says it is a date": Case(
        {"01-a.md": "---\ntitle: !!timestamp x\n---\nText.\n"}, "01-a.md:2:1", "must be text"
    ),
    "a title that says it is true": Case(
        {"01-a.md": "---\ndraft: !!bool x\n---\nText.\n"}, "01-a.md:2:1", "true or false"
    ),
    "merges in front matter": Case(
        {"01-a.md": f"---\na0: &a0 {{x: 1}}\n{MERGES}---\nText.\n"}, "01-a.md:3:1", "unknown key"
    ),
    "a number to the base of sixty": Case(
        {"01-a.md": f"---\ntitle: 1{':59' * 300_000}\n---\nText.\n"},
        "01-a.md:2:1",
        "more than 20,000 characters",
    ),
    "keys without end": Case(
        {"01-a.md": "---\n" + "title: a\n" * 30_000 + "---\nText.\n"},
        "01-a.md:2:1",
        "more than 20,000 characters",
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


def test_names_that_are_no_unicode(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {})
    try:
        (tmp_path / "02-\udcff.md").write_text("# B\n\nText [@a].\n", "utf-8")
    except (OSError, UnicodeEncodeError):
        pytest.skip("this system has no such names")
    for form in ("text", "json", "github", "sarif"):
        assert cli.main(["check", str(tmp_path), "--format", form]) == 1
        said = "".join(capsys.readouterr())
        assert "holds a character that no output takes" in said
        said.encode()
    assert cli.main(["submit", str(tmp_path), "-o", str(tmp_path / "out"), "--force"]) == 1
    assert "holds a character that no output takes" in capsys.readouterr().err


def test_half_a_character_in_a_record_is_said_of_its_bundle_alone() -> None:
    unseen = verify.UNSEEN
    proof = verify.Proof("b.zip", verify.REFUSED, unseen, unseen, ("\ud800 is missing",))
    assert "is missing" in verify.table([proof]).encode().decode()


def test_a_thousand_folders_within_one_another(tmp_path: Path) -> None:
    write(tmp_path, {})
    for name in ("deep", "templates"):
        (tmp_path / name).mkdir()
        with contextlib.chdir(tmp_path / name):
            for _ in range(1_200):
                os.mkdir("x")  # noqa: PTH102 - a path of so many parts takes ever longer
                os.chdir("x")
    try:
        assert not findings(tmp_path)
        assert unchanged.fingerprint(tmp_path, (), tmp_path / "output", "") is None
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "deep", tmp_path / "templates"], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closed: str, tmp_path: Path) -> None:
    write(tmp_path, {})
    out = tmp_path / "out"
    run = f'"{sys.executable}" "{ROOT}/build.py" build "{tmp_path}" -o "{out}" --to html {closed}'
    done = subprocess.run(["sh", "-c", run], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert (out / "a.html").is_file()
