"""docs/writing.md: every example prints what stands beside it, and every list is complete.

A block of Markdown is followed by its result: `text` (as printed), `html`, or `console` (what is
found wrong in it). Its first line may hold settings: "```markdown language=de style=apa".
`UPDATE=1` writes the results that came out into the page.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import casefiles
import pytest
import views

from octavo import config, sections
from octavo.blocks import chart, timeline
from octavo.locators import Locators
from octavo.model import Layout, Project
from octavo.styles import Loader

PAGE = Path(__file__).parent.parent / "docs" / "writing.md"
BLOCK = re.compile(r"^(`{3,})(\w+)([^\n]*)\n(.*?)^\1$", re.M | re.S)
RESULTS = ("text", "html", "console")


@dataclass(frozen=True)
class Block:
    """A fenced block of the page; `start` and `end` are the offsets of its content."""

    language: str
    settings: dict[str, str]
    text: str
    start: int
    end: int


def parse(page: str) -> list[Block]:
    return [
        Block(
            found[2],
            dict(setting.split("=") for setting in found[3].split()),
            found[4],
            *found.span(4),
        )
        for found in BLOCK.finditer(page)
    ]


BLOCKS = parse(PAGE.read_text("utf-8"))
WORKS = "".join(block.text for block in BLOCKS if block.language == "bibtex")
EXAMPLES = [
    pytest.param(block, BLOCKS[number + 1], id=block.text.split("\n")[0][:40])
    for number, block in enumerate(BLOCKS)
    if block.language == "markdown"
]


def printed(example: Block, result: Block, folder: Path) -> str:
    (folder / "references.bib").write_text(WORKS, encoding="utf-8")
    (folder / "trade.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    for block in BLOCKS:
        if block.language == "csv":
            (folder / block.settings["name"]).write_text(block.text, encoding="utf-8")
    settings = "".join(f'{key} = "{value}"\n' for key, value in example.settings.items())
    document = views.read(folder, {"01.md": example.text}, settings).document
    findings = list(casefiles.said(views.findings(document), "01.md"))
    if result.language == "console":
        return "\n".join(findings)
    assert not findings
    return views.VIEWS[result.language](document)


@pytest.mark.parametrize(("example", "result"), EXAMPLES)
def test_example(example: Block, result: Block, tmp_path: Path) -> None:
    assert result.language in RESULTS
    assert printed(example, result, tmp_path).strip() == result.text.strip()


def test_every_block_is_tested() -> None:
    for before, block in zip([None, *BLOCKS], BLOCKS, strict=False):
        if block.language in RESULTS:
            assert before is not None
            assert before.language == "markdown"
        else:
            assert block.language in ("markdown", "toml", "bibtex", "csv")


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "toml"])
def test_settings(block: Block, tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(block.text, encoding="utf-8")
    assert config.load(tmp_path)[1] == ()


def rows(heading: str) -> Iterator[list[str]]:
    """The rows of the tables below a heading, without their heads."""
    part = re.split(r"^#+ ", PAGE.read_text("utf-8"), flags=re.M)
    (text,) = (text for text in part if text.startswith(f"{heading}\n"))
    for line in re.findall(r"^\|(.*)\|$", text, re.M):
        cells = [cell.strip() for cell in line.split("|")]
        if not set(cells[0]) <= set("-") and cells[0] not in (
            "key",
            "locator",
            "setting of a chart",
            "",
        ):
            yield cells


def default(value: object) -> str:
    """A default as the table has it: what is empty is not told."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value:
        return f'"{value}"'
    return f"{value or '':g}" if isinstance(value, float) else ""


def test_all_keys_of_report_toml_are_told_with_their_defaults() -> None:
    told = {key.strip("`"): default.strip("`") for key, default, _ in rows("Settings")}
    defaults = {field.name: field.default for kind in (Project, Layout) for field in fields(kind)}
    shown = {
        key: default(value)
        for key, value in defaults.items()
        if key in config.SETTINGS or key in config.PAGE
    }
    assert told == shown


def test_all_keys_of_the_front_matter_are_told() -> None:
    assert {key.strip("`") for key, _ in rows("A manuscript")} == set(sections.KEYS)


def test_all_settings_of_charts_and_timelines_are_told() -> None:
    assert {row[0].strip("`") for row in rows("Charts and timelines")} == set(chart.SETTINGS)
    (text,) = re.findall(r"^A timeline needs.*?\n\n", PAGE.read_text("utf-8"), re.M | re.S)
    assert set(re.findall(r"`(\w+)(?: = [^`]*)?`", text)) >= set(timeline.SETTINGS)


def test_all_words_of_locators_are_told() -> None:
    told = {label: words.split(", ") for label, words in rows("Pages and other locators")}
    assert told == locator_words()


def locator_words() -> dict[str, list[str]]:
    """The words of American English: those of any language are in the locale's file."""
    locale = Loader(Path()).locale("en-US")
    assert locale is not None
    words: dict[str, list[str]] = defaultdict(list)
    for word, label in sorted(Locators([locale]).words.items(), key=lambda pair: pair[1]):
        words[label].append(f"`{word}`")
    return dict(words)


@pytest.mark.parametrize("page", [PAGE] if os.environ.get("UPDATE") else ())
def test_update(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    for number, block in reversed(list(enumerate(BLOCKS))):
        if block.language in RESULTS:
            (folder := tmp_path / str(number)).mkdir()
            came = printed(BLOCKS[number - 1], block, folder).strip("\n")
            text = f"{text[: block.start]}{came}\n{text[block.end :]}"
    page.write_text(text, encoding="utf-8")
