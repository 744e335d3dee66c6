"""No line ends where a reader would stumble: spaces are tied as their cases say, and only these."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize(
    "text",
    ["1949–50", "8–9", "5.35–18.66", "1,290–1,400", "e-Dossier", "T-shirt", "U-Boot", "1:156–58"],
)
def test_a_range_of_numbers_and_a_word_behind_one_letter_are_held_together(text: str) -> None:
    html = markup.write([f"in {text}, too"], markup.Medium.PRINT)
    assert html == f'in <span class="held">{text}</span>, too'


def test_no_line_begins_with_a_dash() -> None:
    html = markup.write(["A dog’s life—“a dog’s” 生活——一 —and"], markup.Medium.PRINT)
    assert html == 'A dog’s <span class="held">life—</span>“a dog’s” 生活——一 —and'


@pytest.mark.parametrize(
    "text", ["Beijing–Moscow", "1–2–3", "1949 – 1950", "a1–2", "vis-a-vis", "A-1"]
)
def test_other_dashes_are_left_alone(text: str) -> None:
    assert markup.write([text], markup.Medium.PRINT) == text


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        ("https://a.org/one-two/page.html", "https:// a .org /one -two /page.html"),
        ("https://a.org/CHP19621214.2.54", "https:// a .org /CHP19621214 .2.54"),
        ("http://a.org/x/", "http:// a .org /x/"),
        ("https://a.org/?q=1&r=2", "https:// a .org /?q =1 &amp;r=2"),
        (
            "https://a.org/abcdefghijklmnopqrstuvwxyz12",
            "https:// a .org /abcdefghijklmnopqrstuvwx yz12",
        ),
    ],
)
def test_an_address_ends_a_line_only_at_its_punctuation(address: str, pieces: str) -> None:
    link = Element("a", {"class": "url", "href": address}, (address,))
    screen = markup.write([link], markup.Medium.SCREEN)
    assert re.sub("<wbr>", " ", screen.partition(">")[2].removesuffix("</a>")) == pieces
    printed = markup.write([link], markup.Medium.PRINT)
    assert re.sub('<span class="held">|</span>', "", printed) == screen
    assert '<span class="held">.org</span>' in printed
