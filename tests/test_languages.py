"""The shipped languages are complete, and print dates, counts and quotations as their cases say."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from octavo import convert, dialect, languages, quotes, typography
from octavo.model import Element, Kind, plain
from octavo.shipped import shipped

CASES = Path(__file__).parent / "cases" / "languages"
FILES = shipped("assets") / "languages"


def cases(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def words(tag: str) -> dict[str, str]:
    table = tomllib.loads((FILES / f"{tag}.toml").read_text(encoding="utf-8"))
    found = table.get("words", {})
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("tag", "dates"), cases("dates").items())
def test_dates(tag: str, dates: dict[str, str]) -> None:
    language = languages.load(tag)
    printed = {day: language.format_date(datetime.date.fromisoformat(day)) for day in dates}
    assert printed == dates


@pytest.mark.parametrize(("tag", "nouns"), cases("counts").items())
def test_counts(tag: str, nouns: dict[str, dict[str, str]]) -> None:
    language = languages.load(tag)
    for noun, expected in nouns.items():
        assert {n: language.count(noun, int(n)) for n in expected} == expected


@pytest.mark.parametrize(("tag", "expected"), cases("quotes").items())
def test_quotations_and_lists(tag: str, expected: dict[str, str]) -> None:
    language = languages.load(tag)
    outer_open, outer_close, inner_open, inner_close = language.quotes
    quotation = f"{outer_open}a {inner_open}b{inner_close} c{outer_close}"
    assert quotation == expected["quotation"]
    assert language.join(["1", "2", "3"]) == expected["list"]


def marks(*path: str) -> list[tuple[str, str, str]]:
    table = tomllib.loads((CASES / "marks.toml").read_text("utf-8"))
    for name in path:
        table = table[name]
    return [(tag, *pair) for tag in table if tag != "line" for pair in table[tag].items()]


@pytest.mark.parametrize(("tag", "typed", "printed"), marks())
def test_marks_in_the_text(tag: str, typed: str, printed: str) -> None:
    language = languages.load(tag)
    nodes = convert.inline(typed, dialect.converter(language.quotes[:2]))
    block = typography.set_block(Element("p", {}, nodes, Kind.PROSE), language)
    assert plain(block) == printed


@pytest.mark.parametrize(("tag", "typed", "printed"), marks("line"))
def test_marks_in_a_line_that_is_no_markdown(tag: str, typed: str, printed: str) -> None:
    assert quotes.curled(typed, languages.load(tag)) == printed


def test_short_lists() -> None:
    language = languages.load("en")
    assert [language.join(items) for items in ([], ["1"], ["1", "2"])] == ["", "1", "1 and 2"]


def test_all_languages_of_the_plan_are_there() -> None:
    assert languages.known() == ("de", "en", "en-GB", "en-US", "es", "fr", "it", "ru", "zh")


@pytest.mark.parametrize("tag", languages.known())
def test_a_language_has_all_words_with_the_same_places(tag: str) -> None:
    english, own = words("en"), words(tag)
    if "-" not in tag:  # a region only says what differs; a language leaves out only separators
        assert {word for word in english if word not in own} <= {
            "list-separator", "caption-separator",
        }  # fmt: skip
    for word, text in own.items():
        assert re.findall("{.*?}", text) == re.findall("{.*?}", english[word]), word


@pytest.mark.parametrize("tag", [tag for tag in languages.known() if "-" in tag])
def test_a_region_says_only_what_differs(tag: str) -> None:
    own, base = words(tag), words(tag.split("-")[0])
    assert [word for word in own if own[word] == base[word]] == []


@pytest.mark.parametrize(
    ("tag", "hint"),
    [("dee", "did you mean de?"), ("tlh", "known languages: de, en, en-GB, en-US, es")],
)
def test_an_unknown_language_names_the_nearest(tag: str, hint: str) -> None:
    with pytest.raises(languages.LanguageError) as caught:
        languages.load(tag)
    assert caught.value.message == f"no words for language '{tag}'"
    assert hint in caught.value.hint


def test_a_manuscript_may_bring_a_language_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "languages"
    folder.mkdir(parents=True)
    (folder / "pl.toml").write_text('[words]\ncontents = "Spis treści"\n', encoding="utf-8")
    (folder / "de.toml").write_text('[words]\ncontents = "Übersicht"\n', encoding="utf-8")
    assert languages.load("pl", tmp_path).words["contents"] == "Spis treści"
    assert languages.load("pl", tmp_path).words["figure"] == "Figure"
    assert languages.load("de-AT", tmp_path).words["contents"] == "Übersicht"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("quotes =", "xx.toml: Invalid value (at end of document)"),
        ('quote = ["a"]', "xx.toml: unknown key 'quote', did you mean 'quotes'?"),
        ('quotes = ["a"]', "xx.toml: 'quotes' must have 4 items"),
        ("date = 1", "xx.toml: 'date' must be a str"),
        ('[words]\nfigur = ""', "xx.toml: unknown key 'figur', did you mean 'figure'?"),
        ('date = "{tag}"', "xx.toml: 'date' has a place that nothing fills: {tag}"),
        ('plural = "odd"', "xx.toml: 'plural' must be one of none, one-other, french, slavic"),
        ('[counts.faults]\nfew = "some"\nnone = ""', "xx.toml: unknown key 'none'"),
    ],
)
def test_a_broken_language_file_is_told(tmp_path: Path, text: str, message: str) -> None:
    folder = tmp_path / "assets" / "languages"
    folder.mkdir(parents=True)
    (folder / "xx.toml").write_text(text, encoding="utf-8")
    with pytest.raises(languages.LanguageError) as caught:
        languages.load("xx", tmp_path)
    assert caught.value.message.startswith(message)
