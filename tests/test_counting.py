"""The marker's word count: right to the word, by every rule book."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import casefiles
import pytest

from octavo import cli, counting, pipeline
from octavo.counting import Part, report
from octavo.counting.measure import Count
from octavo.counting.shown import Shown, shown

CASES = casefiles.read(casefiles.HERE / "counting" / "hand.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_a_text_counted_by_hand(tmp_path: Path, case: casefiles.Case) -> None:
    expected = tomllib.loads(case.files["expected.toml"])
    found = pipeline.read(case.write(tmp_path))
    assert not list(casefiles.said(found.findings))
    tally = counting.tallied(found.document)
    parts = expected.pop("parts")
    counts = {name: counting.count(tally, counting.load(name)) for name in expected}
    assert {name: count.total for name, count in counts.items()} == expected
    by_part = counting.count(tally, counting.load("everything")).parts
    # what is drawn depends on the chart's axis: it is no part of what was counted by hand
    hidden = (Part.GRAPHS, Part.FIGURES)
    found_parts = {p.value: words for p, (words, _) in by_part.items() if words and p not in hidden}
    assert found_parts == parts


def test_what_is_counted_and_what_is_not_are_all(tmp_path: Path) -> None:
    tally = counting.tallied(pipeline.read(CASES[0].write(tmp_path)).document)
    whole = counting.count(tally, counting.load("everything")).total
    for name in {*counting.known()} - {"cambridge-african", "manchester"}:  # these price things
        count = counting.count(tally, counting.load(name))
        assert count.total + sum(left for _, left in count.parts.values()) == whole
        assert sum(words for _, words in count.sections) + count.around == count.total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two.", 2),
        ("A dash – between – spaces", 4),
        ("co-operation, 1950–60", 2),
        ("“Quoted” (in brackets) & more …", 4),
        ("中苏分裂", 4),
        ("In 北京, 1950", 4),
        ("don’t e.g. U.S.S.R. 3.5%", 4),
        ("a\u00a0b\u202fc", 3),
        ("", 0),
    ],
)
def test_what_a_word_is(text: str, expected: int) -> None:
    assert counting.words(text) == expected


def of(rule: str, total: int) -> Count:
    return Count(counting.load(rule), total, (), total, {})


@pytest.mark.parametrize(
    ("rule", "total", "cost"),
    [
        ("sheffield", 1000, ""),
        ("sheffield", 1049, ""),
        ("sheffield", 1050, "5 % of the mark taken off"),
        ("sheffield", 1150, "5 % of the mark taken off"),
        ("sheffield", 1151, "10 % of the mark taken off"),
        ("melbourne", 1100, ""),
        ("melbourne", 1109, ""),
        ("melbourne", 1110, "1 mark taken off"),
        ("melbourne", 1129, "2 marks taken off"),
        ("manchester", 1000, ""),
        ("manchester", 1001, "10 marks taken off"),
        ("manchester", 1050, "10 marks taken off"),
        ("manchester", 1051, "20 marks taken off"),
        ("manchester", 1500, "all marks taken off"),
        ("cambridge-african", 1001, "not accepted: handed back to be shortened"),
        ("sydney", 2000, ""),
    ],
)
def test_what_the_length_costs(rule: str, total: int, cost: str) -> None:
    assert of(rule, total).penalty(1000) == cost


@pytest.mark.parametrize(
    ("rule", "room"), [("sheffield", 1049), ("melbourne", 1100), ("manchester", 1000)]
)
def test_how_long_it_may_be_at_no_cost(rule: str, room: int) -> None:
    assert of(rule, 1).room(1000) == room


def test_every_rule_book_says_where_it_stands() -> None:
    for name in counting.known():
        book = counting.load(name)
        assert book.title and book.remark, name
        assert book.source or name in ("text", "everything"), name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[counts]\ntxet = true\n", "unknown key 'counts.txet', did you mean 'text'?"),
        ("[counts]\ntext = 3\n", "'counts.text' cannot be 3"),
        ("[counts]\ntables = -3\n", "'counts.tables' cannot be -3"),
        ("counts = 3\n", "unknown key 'counts.'"),
        ("[[penalty]]\nsays = 'x'\n", "a 'penalty' needs 'above' or 'from'"),
        ("[[penalty]]\nabove = 1\neach = 0\n", "'penalty.each' must be 1 or more"),
        ("[statement]\nkind = 'sung'\n", "'statement.kind' cannot be 'sung'"),
        ("title = ", "own.toml: "),
        ("penalty = 3\n", "penalty"),
        ("[[penalty]]\nabove = 'x'\n", "'penalty.above' cannot be 'x'"),
        ("[notes]\ndiscursive-from = true\n", "'notes.discursive-from' cannot be True"),
    ],
)
def test_a_broken_rule_book_is_a_finding(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "report.toml").write_text('title = "A"\nword_rule = "own"\n', encoding="utf-8")
    (tmp_path / "01-a.md").write_text("One.\n", encoding="utf-8")
    (tmp_path / "assets" / "counts").mkdir(parents=True)
    (tmp_path / "assets" / "counts" / "own.toml").write_text(text, encoding="utf-8")
    (finding,) = pipeline.build(tmp_path, ()).findings
    assert finding.rule == "config" and said in finding.message
    assert str(finding.span).endswith("report.toml:2:1")


def test_a_rule_book_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(
        'title = "A"\nword_rule = "own"\nword_limit = 2\n', encoding="utf-8"
    )
    (tmp_path / "01-a.md").write_text("# Head line\n\nOne.\n", encoding="utf-8")
    (tmp_path / "assets" / "counts").mkdir(parents=True)
    own = 'title = "mine"\n[counts]\nheadings = true\n[[penalty]]\nabove = 0\nsays = "shame"\n'
    (tmp_path / "assets" / "counts" / "own.toml").write_text(own, encoding="utf-8")
    (finding,) = pipeline.build(tmp_path, ()).findings
    assert finding.message == "3 words, 1 above the limit of 2: shame"


def test_count_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(CASES[0].write(tmp_path))
    out = ["-o", str(tmp_path / "none")]
    assert cli.main(["count", folder, "--rule", "sheffield,lse", "--limit", "50", *out]) == 1
    text = capsys.readouterr().out
    assert "58 words, 8 above 50 (with the leeway 52): 10 % of the mark taken off." in text
    assert "47 words, 3 left of 50." in text
    assert [line.split() for line in text.splitlines() if line.startswith("all ")] == [
        ["all", "58", "47"]
    ]
    assert cli.main(["count", folder, "--rule", "lse", "--format", "json", *out]) == 0
    assert json.loads(capsys.readouterr().out)["rules"][0]["words"] == 47


def test_one_file_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a manuscript or in none: without title, contents and all that is not in it."""
    folder = CASES[0].write(tmp_path / "paper")
    lone = tmp_path / "lone"
    lone.mkdir()
    (lone / "My draft.md").write_text((folder / "02-second.md").read_text("utf-8"), "utf-8")
    (lone / "references.json").write_text((folder / "references.json").read_text("utf-8"), "utf-8")
    for file in (folder / "02-second.md", lone / "My draft.md"):
        arguments = [str(file), "--rule", "text,everything", "--format", "json"]
        assert cli.main(["count", *arguments, "-o", str(tmp_path / "none")]) == 0
        rules = json.loads(capsys.readouterr().out)["rules"]
        assert [rule["words"] for rule in rules] == [11, 28]
        assert rules[1]["parts"] == PARTS
    assert sorted(path.name for path in lone.iterdir()) == ["My draft.md", "references.json"]


PARTS = {"text": 11, "headings": 2, "citation-notes": 8, "bibliography": 7}


def test_every_rule_book_has_counted_by_hand() -> None:
    counted = {name for case in CASES for name in tomllib.loads(case.files["expected.toml"])}
    assert counted - {"parts"} == set(counting.known())


def test_count_by_an_unknown_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["count", str(CASES[0].write(tmp_path)), "--rule", "shefield"]) == 2
    assert "there is no rule book 'shefield'; did you mean sheffield?" in capsys.readouterr().err


def test_what_other_programs_show() -> None:
    text = "One two – see https://a.org/b/c.\n".encode()
    assert dict(shown("a.txt", text).programs) == {"Word": 5, "Turnitin": 9}
    page = (
        b"<title>No</title><style>no</style><template>a</template><p>One <b>two</b></p><p>three</p>"
    )
    assert dict(shown("a.html", page).programs) == {"Turnitin": 3}


def test_a_sentence_for_the_cover_only_where_numbers_differ() -> None:
    count = of("sheffield", 1000)
    near = Shown("a.pdf", {"Turnitin": 1010})
    far = Shown("a.docx", {"Word": 2000, "Turnitin": 1204})
    assert report.for_the_cover(count, [near]) == ""
    assert "may show about 1,200 for DOCX" in report.for_the_cover(count, [near, far])
