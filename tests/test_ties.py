"""No line ends where a reader would stumble: spaces are tied as their cases say, and only these."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from octavo import languages, markup
from octavo.model import Element, Kind, Node, plain
from octavo.ties import TIED, Ties

CASES = Path(__file__).parent / "cases" / "languages" / "ties.toml"
TABLE = tomllib.loads(CASES.read_text(encoding="utf-8"))
LINES = [
    (tag, line) for tag, groups in TABLE.items() for lines in groups.values() for line in lines
]


def tied(tag: str, *children: Node) -> str:
    block = Element("p", {}, children, Kind.PROSE)
    return plain(Ties(languages.load(tag))([block])[0]).replace(TIED, "~")


@pytest.mark.parametrize(("tag", "line"), LINES)
def test_lines(tag: str, line: str) -> None:
    assert tied(tag, line.replace("~", " ")) == line


def test_every_language_has_cases() -> None:
    assert set(languages.known()) - set(TABLE) == {"en"}  # all that en has, its children have


def test_a_tie_may_stand_between_elements() -> None:
    number = Element("em", {}, ("5 m",))
    assert tied("en", "p. ", number) == "p.~5 m"
    assert tied("en", Element("a", {}, ("p.",)), " ", number) == "p.~5 m"


def test_code_keeps_its_spaces() -> None:
    assert tied("en", "p. ", Element("code", {}, ("p. 5",)), " p. 6") == "p. p. 5 p.~6"
    block = Element("pre", {}, ("p. 5",), Kind.CODE)
    assert Ties(languages.load("en"))([block]) == (block,)


@pytest.mark.parametrize(
    ("citation", "expected"),
    [("[12]", "said~[12]"), ("(3, 5)", "said~(3, 5)"), ("(Garver 2016)", "said (Garver 2016)")],
)
def test_no_line_begins_with_the_number_of_a_citation(citation: str, expected: str) -> None:
    assert tied("en", "said ", Element("span", {"class": "citation"}, (citation,))) == expected


@pytest.mark.parametrize("text", ["1949–50", "8–9", "5.35–18.66", "1,290–1,400"])
def test_a_range_of_numbers_is_held_together(text: str) -> None:
    html = markup.write([f"in {text}, too"], markup.Medium.PRINT)
    assert html == f'in <span class="held">{text}</span>, too'


@pytest.mark.parametrize("text", ["Beijing–Moscow", "1–2–3", "1949 – 1950", "a1–2"])
def test_other_dashes_are_left_alone(text: str) -> None:
    assert markup.write([text], markup.Medium.PRINT) == text
