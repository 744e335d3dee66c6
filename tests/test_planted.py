"""Every rule finds its fault at its exact place in the built-in essay, and nothing else speaks."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from octavo import pipeline, rules
from octavo.diagnostics import Source

ROOT = Path(__file__).parent.parent
TABLE = tomllib.loads((ROOT / "tests" / "cases" / "planted" / "essay.toml").read_text("utf-8"))
PLANTS, PRINTED = TABLE["plant"], TABLE["printed"]
BAR = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><path d="M0 0h90v40z"/></svg>'


def plant(root: Path, given: dict[str, Any]) -> str:
    """Put the fault into the manuscript; gives the text of the file as it is then."""
    path = root / given["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "" if given.get("made") else path.read_text("utf-8")
    if "find" in given:
        assert given["find"] in text
        text = text.replace(given["find"], given["put"], 1)
    if "append" in given:
        text = f"{text.rstrip()}\n\n{given['append']}\n".lstrip("\n")
    path.write_text(text, "utf-8")
    if "cite" in given:
        with (root / given["cite"]).open("a", encoding="utf-8") as file:
            file.write(f"\nIt ended [@{given.get('key', 'bare')}].\n")
    return text


@pytest.mark.parametrize("given", [pytest.param(one, id=one["rule"]) for one in PLANTS])
def test_a_planted_fault_is_found(tmp_path: Path, given: dict[str, Any]) -> None:
    root = tmp_path / "essay"
    shutil.copytree(ROOT / "sections", root)
    text = plant(root, given).replace("\a", "\N{REPLACEMENT CHARACTER}")
    found = pipeline.read(root).findings
    offset = text.rindex(given["at"])
    line, column = text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
    here = [f"{f.span}".rpartition("/essay/")[2] for f in found if f.rule == given["rule"]]
    assert here == [f"{given['file']}:{line}:{column}"]
    beside = given.get("beside", [])
    if "*" not in beside:
        assert {f.rule for f in found} - {given["rule"], *beside} == set()


def place(root: Path, given: dict[str, Any]) -> str:
    """Where a planted fault is to be found: file, line and column; nowhere if Octavo wrote it."""
    if not given["file"]:
        return "None"
    text = (root / given["file"]).read_text("utf-8")
    offset = text.rindex(given["at"])
    line, column = Source(Path(), text).position(offset)
    return f"{given['file']}:{line}:{column}"


def test_what_only_shows_in_print_is_found_on_its_page(tmp_path: Path) -> None:
    root = tmp_path / "essay"
    shutil.copytree(ROOT / "sections", root)
    (root / "bar.svg").write_text(BAR, "utf-8")
    Image.new("L", (96, 96), 128).save(root / "square.png")
    own = root / "assets" / "styles" / "own.css"
    own.parent.mkdir(parents=True)
    own.write_text("\n".join(one["style"] for one in PRINTED), "utf-8")
    for one in PRINTED:
        if one["file"]:
            plant(root, one)
    built = pipeline.build(root, ("pdf",))
    faults = {one["rule"]: place(root, one) for one in PRINTED}
    found = [f for f in built.findings if f.rule in faults]
    assert {f.rule: f"{f.span}".rpartition("/")[2] for f in found} == faults
    assert len(found) == len(faults)
    assert all(finding.page for finding in found)
    assert {f.rule for f in built.findings} - set(faults) <= {"lost_text"}  # what is hidden is lost


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_essay_has_no_fault_in_print(size: str, tmp_path: Path) -> None:
    root = tmp_path / "essay"
    shutil.copytree(ROOT / "sections", root)
    settings = root / "report.toml"
    text = settings.read_text("utf-8")
    head, page = text.partition("[page]")[::2]
    kept = "\n".join(line for line in page.splitlines() if not line.startswith("size"))
    settings.write_text(f'{head}[page]\nsize = "{size}"\n{kept}\n', "utf-8")
    assert pipeline.build(root, ("pdf",)).findings == ()


def test_every_rule_is_planted_or_says_why_not() -> None:
    planted = [one["rule"] for one in [*PLANTS, *PRINTED]]
    assert len(planted) == len(set(planted))
    assert sorted([*planted, *TABLE["unplanted"]]) == sorted(rules.names())


ALIKE = """[
 {"id": "a", "type": "book", "title": "Same", "author": [{"family": "Lee"}], "publisher": "P",
  "issued": {"date-parts": [[1999]]}},
 {"id": "b", "type": "book", "title": "Same", "author": [{"family": "Lee"}], "publisher": "Q",
  "issued": {"date-parts": [[2001]]}}]
"""


SMALL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Small</title><id>small</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" text-case="sentence"/></layout></bibliography>
</style>"""


def test_a_style_that_sets_titles_small_in_the_essay(tmp_path: Path) -> None:
    root = tmp_path / "essay"
    shutil.copytree(ROOT / "sections", root)
    (root / "small.csl").write_text(SMALL, "utf-8")
    ending = root / "10-conclusion.md"
    ending.write_text(f"{ending.read_text('utf-8')}\nIt ended [@usa].\n", "utf-8")
    work = '{"id": "usa", "type": "book", "title": "How it ended in the USSR"},'
    text = (root / "references.json").read_text("utf-8").replace("[\n", f"[\n{work}\n", 1)
    (root / "references.json").write_text(text, "utf-8")
    toml = (root / "report.toml").read_text("utf-8")
    toml = toml.replace('"chicago-notes-bibliography"', '"small.csl"')
    (root / "report.toml").write_text(toml, "utf-8")
    found = [f for f in pipeline.read(root).findings if f.rule == "title_capitals"]
    (here,) = [f.span for f in found if f.message.startswith("usa:")]
    assert here is not None
    assert str(here).endswith(f"references.json:2:{work.index('USSR') + 1}")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("nature", "01-so.md:3:4 unprinted_locator"),
        ("modern-language-association", "references.json:2:2 ambiguous_reference"),
    ],
)
def test_what_only_other_styles_do(tmp_path: Path, style: str, expected: str) -> None:
    (tmp_path / "report.toml").write_text(f'title = "T"\nstyle = "{style}"\n', "utf-8")
    (tmp_path / "01-so.md").write_text("# So\n\nSo [@a, 3] and so [@b].\n", "utf-8")
    (tmp_path / "references.json").write_text(ALIKE, "utf-8")
    found = [f"{f.span} {f.rule}".rpartition("/")[2] for f in pipeline.read(tmp_path).findings]
    assert expected in found
