"""Which rules hold: chosen on the command line, in report.toml, or silenced at one place."""

import json
from pathlib import Path

import casefiles
import pytest

from octavo import cli, pipeline, rules
from octavo.diagnostics import Severity
from octavo.rules import Rules

SILENCED = "<!-- octavo: ignore unknown_citation because it comes with the next draft -->"


@pytest.fixture
def manuscript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A paper with an unknown citation in its third line and an unknown label in its fifth."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.toml").write_text('title = "A"\n', encoding="utf-8")
    write(tmp_path, "One [@none].\n\nTwo @sec:none.\n")
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "01-first.md").write_text(text, encoding="utf-8")


def found(manuscript: Path, chosen: Rules = pipeline.ALL) -> list[str]:
    return [f.rule for f in pipeline.build(manuscript, (), chosen=chosen).findings]


def test_select_ignore_and_strict(manuscript: Path) -> None:
    both = ["unknown_citation", "unknown_label"]
    assert found(manuscript) == both
    assert found(manuscript, Rules(select=frozenset({"unknown_label"}))) == both[1:]
    assert found(manuscript, Rules(ignore=frozenset({"unknown_label"}))) == both[:1]
    assert found(manuscript, Rules(frozenset(both), frozenset(both))) == []


def test_report_toml_has_a_say(manuscript: Path) -> None:
    text = 'title = "A"\n[checks]\nunknown-citation = "off"\nunknown_label = "warning"\n'
    (manuscript / "report.toml").write_text(text, encoding="utf-8")
    (finding,) = pipeline.build(manuscript, ()).findings
    assert (finding.rule, finding.severity) == ("unknown_label", Severity.WARNING)
    (finding,) = pipeline.build(manuscript, (), chosen=Rules(strict=True)).findings
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('unknown_cite = "off"', "there is no rule unknown_cite"),
        ('unknown_citation = "no"', "`checks.unknown_citation` has no value 'no'"),
    ],
)
def test_a_wrong_line_in_report_toml(manuscript: Path, line: str, message: str) -> None:
    (manuscript / "report.toml").write_text(f'title = "A"\n[checks]\n{line}\n', encoding="utf-8")
    messages = [finding.message for finding in pipeline.build(manuscript, ()).findings]
    assert any(message in said for said in messages)


def test_a_silence_holds_in_its_paragraph_alone(manuscript: Path) -> None:
    write(manuscript, f"One [@none]. {SILENCED}\n\nTwo [@none].\n")
    build = pipeline.build(manuscript, ())
    assert list(casefiles.said(build.findings)) == [
        "3:6 error[unknown_citation] no source has the key @none -- add it to the bibliography"
    ]
    ((finding, reason),) = build.silenced
    assert (finding.rule, reason) == ("unknown_citation", "it comes with the next draft")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_silence_alone_holds_in_the_next_paragraph(manuscript: Path, gap: str) -> None:
    write(manuscript, f"Before.\n\n{SILENCED}{gap}One\n[@none].\n")
    assert found(manuscript) == []


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (
            SILENCED,
            "1:1 error[silence] there is no unknown_citation here to be silenced"
            " -- delete the comment",
        ),
        (
            "<!-- octavo: ignore unknown_citation -->",
            "1:1 error[silence] a silence needs a rule and a reason"
            " -- write: <!-- octavo: ignore RULE because REASON -->",
        ),
        (
            "<!-- octavo: ignore unknown_citatoin because I say so -->",
            "1:1 error[silence] there is no rule unknown_citatoin"
            " -- did you mean unknown_citation?",
        ),
    ],
)
def test_a_wrong_silence_is_a_finding(manuscript: Path, comment: str, said: str) -> None:
    write(manuscript, f"{comment}\n\nAll is well.\n")
    assert list(casefiles.said(pipeline.build(manuscript, ()).findings)) == [said]


def test_a_silence_at_the_top_reaches_what_is_said_of_the_whole_section(manuscript: Path) -> None:
    (manuscript / "03-empty.md").write_text(
        "---\ntitle: E\n---\n<!-- octavo: ignore empty_section, number_gap because more follows -->"
        "\n",
        encoding="utf-8",
    )
    found = pipeline.build(manuscript, ()).findings
    assert {finding.rule for finding in found} == {"unknown_citation", "unknown_label"}


def test_check_for_programs(manuscript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--format", "json", "--select", "unknown-label"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["rule"], row["place"]["path"], row["place"]["line"]) == (
        "unknown_label",
        "01-first.md",
        3,
    )


def test_unknown_rules_on_the_command_line(
    manuscript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--ignore", "unknown_lable"]) == 2
    assert "there is no rule unknown_lable; did you mean unknown_label?" in capsys.readouterr().err


def test_checks_lists_and_explains_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["checks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(rules.names())
    for name in rules.names():
        assert cli.main(["checks", name]) == 0
        first, blank, *rest = capsys.readouterr().out.splitlines()
        assert (first, blank) == (name, "")
        assert len(rest) >= 3, f"{name} says neither why nor the cure"


def test_every_rule_that_is_used_is_listed() -> None:
    import re

    package = Path(rules.__file__).parent
    used = set()
    for path in package.rglob("*.py"):
        text = path.read_text("utf-8")
        used |= set(re.findall(r'Finding\(\s*"(\w+)"', text))
        used |= set(re.findall(r'^RULE = "(\w+)"', text, re.M))
        used |= set(re.findall(r'\bnotice\(\s*"(\w+)"', text))
    assert used <= set(rules.names())
