"""What findings look like on a terminal, and to programs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from octavo import cli, reports
from octavo.diagnostics import Finding, Severity, Source, Span


def text(findings: list[Finding], *, colour: bool = False) -> str:
    return reports.write(findings, colour=colour)


def finding(source: str, found: str, **more: object) -> Finding:
    start = source.index(found)
    span = Span(Source(Path("a/01.md"), source), start, start + len(found))
    return Finding("rule", "this is wrong", span, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (
            finding("First.\nSee [@a] here.\n", "[@a]", hint="write @b"),
            "a/01.md:2:5: error[rule]: this is wrong\n"
            "    See [@a] here.\n"
            "        ^^^^\n"
            "    hint: write @b\n"
            "1 error",
        ),
        (
            finding("毛泽东 [@a]\n", "[@a]", severity=Severity.WARNING),
            "a/01.md:1:5: warning[rule]: this is wrong\n"
            "    毛泽东 [@a]\n"
            "           ^^^^\n"
            "1 warning",
        ),
        (
            finding("\tab\tcd", "cd"),
            "a/01.md:1:5: error[rule]: this is wrong\n     ab cd\n        ^^\n1 error",
        ),
        (
            finding("one\ntwo\nthree", "one\ntwo"),
            "a/01.md:1:1: error[rule]: this is wrong\n    one\n    ^^^\n1 error",
        ),
        (finding("", ""), "a/01.md:1:1: error[rule]: this is wrong\n1 error"),
        (Finding("rule", "on paper", page=3), "page 3: error[rule]: on paper\n1 error"),
    ],
)
def test_a_finding_in_words(given: Finding, printed: str) -> None:
    assert text([given]) == printed


def test_a_long_line_is_cut_around_the_fault() -> None:
    lines = text([finding("a " * 200 + "HERE" + " b" * 200, "HERE")]).splitlines()
    assert len(lines[1]) < 110
    assert lines[1][lines[2].index("^") :].startswith("HERE")


def test_the_closing_count() -> None:
    one, two = finding("x", "x"), finding("x", "x", severity=Severity.WARNING)
    assert text([one, one, two]).splitlines()[-1] == "2 errors, 1 warning"
    assert text([]) == ""


def test_colours_only_where_asked() -> None:
    assert "\x1b[" not in text([finding("x", "x")])
    assert "\x1b[1;31m" in text([finding("x", "x")], colour=True)


WARNINGS = [finding("one\ntwo\n", word, severity=Severity.WARNING) for word in ("one", "two") * 40]


def test_what_does_not_fit_the_screen_is_said_in_short() -> None:
    printed = reports.write([*WARNINGS, finding("x", "x", hint="write y")], everything=False)
    assert printed.splitlines() == [
        "Mend before handing in:",
        "a/01.md:1:1: error[rule]: this is wrong",
        "    x",
        "    ^",
        "    hint: write y",
        "Worth a look:",
        "   80 × rule: a/01.md:1, 2 (this is wrong)",
        "    hint: --all shows each with its line and its cure; `checks RULE` explains a rule",
        "1 error, 80 warnings",
    ]
    assert len(reports.write(WARNINGS, everything=True).splitlines()) == 80 * 3 + 1


def test_a_fault_that_is_cut_keeps_the_name_of_its_file() -> None:
    one = finding("x", "x")
    message = f"there is no file /home/{'a' * 90}/b/works.bib"
    lost = [replace(one, message=message) for _ in range(40)]
    printed = reports.write(lost, everything=False)
    assert "(there is no file …/works.bib)" in printed


def test_errors_come_first() -> None:
    warning = finding("x", "x", severity=Severity.WARNING)
    for everything in (True, False):
        printed = reports.write([warning, finding("y", "y")], everything=everything)
        assert printed.index("error[rule]") < printed.index("warning[rule]")


ERRORS = """It was the the end, or or so, of of it. TODO: more. And so on??

It is said [@nobody1], [@nobody2], [@nobody3] and [@nobody4]; see @fig:one and @tbl:two.[^none]
"""
WARNED = (
    ("The treaty - a bargain.\n\n", 60, "straight_marks"),
    ("It was *so.\n\n", 20, "open_emphasis"),
    ("It was \\emph{so}.\n\n", 15, "foreign_notation"),
    ("It was (so.\n\n", 15, "unbalanced_marks"),
    ("It was {.smallcaps} so.\n\n", 10, "attribute_list"),
    ("It ended so:\n- late\n- badly\n\n", 10, "misread_list"),
    ("Khruschev came.\n\n", 10, "name_variants"),
    ("    It ended with no word at all.\n\nSo.\n\n", 10, "misread_code"),
)


@pytest.fixture
def tired(tmp_path: Path) -> Path:
    """An essay with 12 errors and 150 warnings."""
    right = "Khrushchev came. " * 11
    settings = 'title = "T"\n[checks]\nrepeated_text = "off"\n'
    (tmp_path / "report.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "01-so-it-began.md").write_text(f"{ERRORS}\n{right}\n", encoding="utf-8")
    for number, (text, times, _) in enumerate(WARNED, 2):
        name = f"{number:02}-and-how-it-went-on.md"
        (tmp_path / name).write_text(text * times, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("columns", "lines", "errors"), [(80, 24, 5), (80, 26, 12), (80, 40, 24), (200, 61, 48)]
)
def test_a_tired_students_essay_fits_one_screen(
    columns: int,
    lines: int,
    errors: int,
    tired: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tired)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(lines))
    assert cli.main(["check"]) == 1
    shown = capsys.readouterr().err.splitlines()
    assert sum(-(-len(line) // columns) for line in shown) < lines
    assert shown[0] == "Mend before handing in:"
    below = shown.index("Worth a look:")
    assert below - 1 == errors
    assert [line.partition(":")[0].split() for line in shown[below + 1 : -2]] == [
        [str(times), "×", rule] for _, times, rule in WARNED
    ]
    assert shown[-1] == "12 errors, 150 warnings"
    assert cli.main(["check", "--all"]) == 1
    everything = capsys.readouterr().err
    assert everything.count("error[") == 12
    assert everything.count("warning[") == 150


GIVEN = finding("See [@a]\nnow: 100%, really", "[@a]\nnow", hint="write @b")


def test_json() -> None:
    related = finding("x", "x").span
    assert related is not None
    twin = Finding("other", "no place", related=(related,), page=2)
    first, second = json.loads(reports.write([GIVEN, twin], "json"))
    assert first == {
        "rule": "rule",
        "severity": "error",
        "message": "this is wrong",
        "hint": "write @b",
        "place": {"path": "a/01.md", "line": 1, "column": 5, "end_line": 2, "end_column": 4},
        "related": [],
        "page": None,
    }
    assert (second["place"], second["page"]) == (None, 2)
    assert [place["path"] for place in second["related"]] == ["a/01.md"]


def test_github() -> None:
    awkward = Finding("rule", "100%\nwrong", GIVEN.span, Severity.WARNING)
    assert reports.write([GIVEN, awkward], "github").splitlines() == [
        "::error title=rule,file=a/01.md,line=1,col=5,endLine=2,endColumn=4"
        "::this is wrong (write @b)",
        "::warning title=rule,file=a/01.md,line=1,col=5,endLine=2,endColumn=4::100%25\ufffdwrong",
    ]


def test_sarif() -> None:
    log = json.loads(reports.write([GIVEN, Finding("other", "no place")], "sarif"))
    (run,) = log["runs"]
    first, second = run["results"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["other", "rule"]
    assert first["locations"][0]["physicalLocation"]["region"]["startColumn"] == 5
    assert (first["level"], second["locations"]) == ("error", [])


def test_every_format_takes_nothing() -> None:
    for form in reports.names():
        assert "error" not in reports.write([], form)
