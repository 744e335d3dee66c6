"""The citation processor: cases of its own (tests/cases/csl/extras.toml), faults, repeated runs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

import csl_suite
import pytest

from octavo.csl import Citation, Cite, Result, Run, Style, StyleError, process
from octavo.csl.sorting import collation

CASES = csl_suite.CHECKOUT / "tests" / "cases" / "csl"
EXTRAS: list[dict[str, Any]] = tomllib.loads((CASES / "extras.toml").read_text("utf-8"))["case"]
LOCALE = """<locale xmlns="http://purl.org/net/xbiblio/csl" xml:lang="en-US"><terms>
<term name="and">and</term><term name="et-al">et al.</term><term name="edition">edition</term>
<term name="ordinal">th</term><term name="number">number</term><term name="season-04">Winter</term>
<term name="volume"><single>volume</single><multiple>volumes</multiple></term></terms></locale>"""


class Bare:
    """A loader with a few English terms and no parent styles."""

    def style(self, id_or_name: str) -> str:
        raise KeyError(id_or_name)

    def locale(self, lang: str) -> str | None:
        return LOCALE if lang == "en-US" else None


def style(
    citation: str,
    bibliography: str = "",
    kind: str = "note",
    attributes: str = "",
    own: str = "",
    **options: str,
) -> Style:
    """A style from the contents of its two areas, the attributes of its citation, and its own."""
    listed = f"<bibliography>{bibliography}</bibliography>" if bibliography else ""
    xml = (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0" {own}>'
        f"<info><title>T</title><id>t</id></info><citation {attributes}>{citation}</citation>"
        f"{listed}</style>"
    )
    return Style.load(xml, Bare(), **options)


def cite(value: str | Mapping[str, str]) -> Cite:
    return Cite(value) if isinstance(value, str) else Cite(**value)


def citations(case: Mapping[str, Any]) -> list[Citation]:
    """The citations of a case; those given as plain lists are numbered as notes."""
    found = []
    for number, given in enumerate(case["citations"], 1):
        fields = {"cites": given} if isinstance(given, list) else dict(given)
        cites = tuple(cite(one) for one in fields.pop("cites"))
        found.append(Citation(cites, **{"note": number, **fields}))
    return found


def run(case: Mapping[str, Any]) -> Result:
    read = style(
        case["citation"],
        case.get("bibliography", ""),
        case.get("class", "note"),
        case.get("attributes", ""),
        case.get("style", ""),
        **case.get("load", {}),
    )
    return process(read, case["works"], citations(case))


@pytest.mark.parametrize("case", EXTRAS, ids=lambda case: case["name"])
def test_extras(case: Mapping[str, Any]) -> None:
    result = run(case)
    assert [citation.body for citation in result.citations] == case["wanted"]
    if "intext" in case:
        assert [citation.intext for citation in result.citations] == case["intext"]
    if "entries" in case:
        assert [entry.body for entry in result.bibliography] == case["entries"]
    if "warnings" in case:
        told = [f"{warning.code}: {warning.message}" for warning in result.warnings]
        assert told == case["warnings"]


# --- output ------------------------------------------------------------------------------

TITLE = '<layout delimiter="; "><text variable="title" font-style="italic"/></layout>'
WORKS = {"a": {"title": "A <i>of</i> B & C"}, "b": {"title": "“Bee”", "URL": "https://b.org"}}


def test_the_tree_marks_which_part_comes_from_which_cite() -> None:
    result = process(style(TITLE), WORKS, [Citation((Cite("a"), Cite("b")))], output="tree")
    assert result.citations[0].body == (
        Run("cite", (Run("italic", ("A ", Run("normal-style", ("of",)), " B & C")),), "a"),
        "; ",
        Run("cite", (Run("italic", ("“Bee”",)),), "b"),
    )


def test_plain_text_has_no_marks() -> None:
    result = process(style(TITLE), WORKS, [Citation((Cite("a"), Cite("b")))], output="text")
    assert result.citations[0].body == "A of B & C; “Bee”"


def test_the_second_field_is_set_apart() -> None:
    listed = (
        '<layout suffix="."><text variable="citation-number"/><text variable="title"/></layout>'
    )
    xml = f'<style class="in-text"><citation>{TITLE}</citation>'
    xml += f'<bibliography second-field-align="flush" hanging-indent="true">{listed}</bibliography>'
    read = Style.load(f"{xml}</style>", Bare())
    entry = process(read, WORKS, [Citation((Cite("b"),))], output="text").bibliography[0]
    assert (entry.first_field, entry.rest) == ("1", "“Bee”.")
    assert (read.second_field_align, read.hanging_indent) == ("flush", True)


# --- styles that cannot be used ----------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<style><citation>", "line 1: not well-formed XML: no element found"),
        ("<style/>", "line 1: the style has no <citation>"),
        ("<locale/>", "line 1: this is <locale>, not a CSL <style>"),
        ("<style>\n<citation/></style>", "line 2: <citation> has no <layout>"),
        (
            '<style><citation><layout>\n<text macro="x"/></layout></citation></style>',
            "line 2: there is no macro 'x'",
        ),
        (
            '<style>\n<macro name="x"><text macro="x"/></macro>'
            "<citation><layout/></citation></style>",
            "line 2: the macro 'x' calls itself",
        ),
        (
            "<style><citation><layout>\n<textt/></layout></citation></style>",
            "line 2: <textt> cannot stand here",
        ),
        (
            '<!DOCTYPE style [<!ENTITY a "b">]><style/>',
            "line 1: document types and entities are not allowed",
        ),
        (
            '<style>\n<info><link rel="independent-parent" href="http://s/far"/></info></style>',
            "line 1: the parent style http://s/far is not to be had",
        ),
    ],
)
def test_a_style_that_cannot_be_used_says_why_and_where(xml: str, message: str) -> None:
    with pytest.raises(StyleError) as raised:
        Style.load(xml, Bare())
    assert str(raised.value) == message


# --- repeated runs -----------------------------------------------------------------------


def essay() -> tuple[Style, dict[str, dict[str, Any]]]:
    works = {item["id"]: item for item in json.loads((CASES / "works.json").read_text("utf-8"))}
    citation = (
        '<sort><key variable="author"/></sort><layout delimiter="; ">'
        '<group delimiter=", "><choose><if position="ibid"><text value="ibid"/></if>'
        '<else><names variable="author"><name form="short"/></names>'
        '<date variable="issued"><date-part name="year"/></date></else></choose>'
        '<text variable="locator"/></group></layout>'
    )
    listed = '<sort><key variable="author"/></sort><layout><names variable="author"/></layout>'
    xml = (
        '<style class="note"><citation disambiguate-add-year-suffix="true"'
        ' disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names">'
        f"{citation}</citation><bibliography>{listed}</bibliography></style>"
    )
    return Style.load(xml, Bare()), works


def test_a_run_with_an_earlier_result_gives_what_a_run_without_gives() -> None:
    read, works = essay()
    keys = list(works)
    all_of_them = [Citation((Cite(key),), note=n) for n, key in enumerate(keys, 1)]
    result = process(read, works, all_of_them[:30])
    for step in (
        all_of_them,
        all_of_them[5:],
        [*all_of_them[:9], Citation((Cite(keys[8], "4"),), note=10), *all_of_them[9:]],
    ):
        fresh = process(read, works, step)
        result = process(read, works, step, previous=result)
        assert result.citations == fresh.citations
        assert result.bibliography == fresh.bibliography
        assert result.warnings == fresh.warnings


def test_only_what_changed_is_told_as_changed() -> None:
    read, works = essay()
    before = [Citation((Cite(key),), note=n) for n, key in enumerate(list(works)[:20], 1)]
    first = process(read, works, before)
    assert first.changed == frozenset(range(20))
    after = [*before, Citation((Cite("chapter"),), note=21)]
    assert process(read, works, after, previous=first).changed == {20}
    works["eco-name"] = {**works["eco-name"], "author": [{"family": "Echo"}]}
    assert process(read, works, before, previous=first).citations[0].body.startswith("Echo")


def test_another_style_takes_nothing_from_an_earlier_result() -> None:
    works = {"a": {"title": "A"}}
    cited = [Citation((Cite("a"),))]
    earlier = process(style('<layout><text variable="title"/></layout>'), works, cited)
    other = style('<layout prefix="*"><text variable="title"/></layout>')
    assert process(other, works, cited, previous=earlier).citations[0].body == "*A"


# --- order -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en-US", "Aland Åland Oberg Öberg Zorn"),
        ("sv-SE", "Aland Oberg Zorn Åland Öberg"),
        ("da-DK", "Aland Oberg Zorn Ærø Øster Åland"),
        ("es-ES", "Nadal Nuñez Nuño Ñandú Oria"),
        ("de-DE", "Muller Müller Mumm"),
    ],
)
def test_a_languages_own_letters_have_their_place(language: str, ordered: str) -> None:
    names = ordered.split()
    backwards = names[::-1]
    assert sorted(backwards, key=lambda name: collation(name, language)) == names
