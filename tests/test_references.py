"""Bibliographies become the references, and the findings, that stand beside them in the cases.

`cases/references/FORMAT/NAME.*` is read, `NAME.expected` has the references' fields and the
findings as JSON.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo import references
from octavo.diagnostics import Finding, Source
from octavo.references import _dates
from octavo.references.biblatex import latex

CASES = Path(__file__).parent / "cases" / "references"
FILES = sorted(path for path in CASES.glob("*/*") if path.suffix != ".expected")


def source(path: Path) -> Source:
    return Source(Path(path.name), path.read_text(encoding="utf-8"))


def told(finding: Finding) -> str:
    """The finding as one line, with the places that belong to it."""
    places = " ".join(str(place) for place in (finding.span, *finding.related) if place)
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"{places} {finding.severity}: {finding.message}{hint}"


def outcome(path: Path) -> dict[str, Any]:
    read, findings = references.read(source(path))
    return {
        "references": [reference.fields for reference in read.values()],
        "findings": [told(finding) for finding in findings],
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected").read_text(encoding="utf-8"))
    assert outcome(path) == expected


def test_every_format_has_cases() -> None:
    modules = {module.__name__.rpartition(".")[2] for module in references.formats()}
    assert modules == {path.parent.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_references_know_their_place(path: Path) -> None:
    read, _ = references.read(source(path))
    for key, reference in read.items():
        assert reference.key == key == reference.fields["id"]
        assert reference.type == reference.fields["type"]
        assert reference.span is not None
        assert reference.span.text[0] in "{@"
        assert reference.span.text[-1] in "})"


@pytest.mark.parametrize(
    ("text", "expected"), tomllib.loads((CASES / "dates.toml").read_text("utf-8")).items()
)
def test_dates(text: str, expected: str) -> None:
    assert _dates.parse(text) == (json.loads(expected) if expected else None)


def test_an_unknown_format_names_the_nearest() -> None:
    read, findings = references.read(Source(Path("a.jsn"), ""))
    assert read == {}
    assert told(findings[0]) == (
        "a.jsn:1:1 error: cannot read a bibliography that ends in '.jsn' (did you mean .json?)"
    )


def test_json_nested_too_deeply_is_told() -> None:
    _, findings = references.read(Source(Path("a.json"), "[" * 100_000))
    assert [finding.message for finding in findings] == ["broken JSON: nested too deeply"]


# Whatever a broken file holds, it is read or told, never a crash.
FRAGMENTS = st.lists(
    st.sampled_from(
        """@book{ @string{ @comment{ } { " , = # \\' \\emph{ $ ~ a , title={A} author={A, B and C}
        date={1950/} year=1950 month=jan crossref={a} [ ] {"id":"a" ,"issued": "type":"book" 1 null
        """.split(" ")
    )
).map("".join)


@pytest.mark.parametrize("ending", [".bib", ".json"])
@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=FRAGMENTS)
def test_broken_text_is_never_a_crash(ending: str, text: str) -> None:
    read, _ = references.read(Source(Path(f"a{ending}"), text))
    for reference in read.values():
        json.dumps(reference.fields)


def test_what_nests_without_end_is_no_crash() -> None:
    chain = "".join(f"@book{{k{n}, crossref = {{k{n + 1}}}}}\n" for n in range(2000))
    read, findings = references.read(Source(Path("a.bib"), chain))
    assert len(read) == 2000
    assert "leads back to itself" in findings[0].message
    braces = "{" * 5000 + "A" + "}" * 5000
    read, _ = references.read(Source(Path("a.bib"), f"@book{{a, title = {{\\emph{braces}}}}}"))
    assert read["a"].fields["title"] == "emphA"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_characters="\\{}$~`-'\t\n\r "), max_size=30))
def test_text_without_latex_stays_as_it_is(text: str) -> None:
    assert latex.to_text(text) == text
