"""What is nested deeper than a page can show ends in a finding, not in a traceback."""

from pathlib import Path

import pytest

from octavo import pipeline

DEEP = {
    "asterisks": "*" * 500 + "stars" + "*" * 500,
    "quotations": "> " * 60 + "a deep quotation",
    "many quotations": "> " * 600 + "a deep quotation",
    "lists": "\n".join("    " * level + "- item" for level in range(200)),
}


def build(folder: Path, text: str) -> list[str]:
    (folder / "report.toml").write_text('title = "A"\n', encoding="utf-8")
    (folder / "01-one.md").write_text(f"# One\n\nText.\n\n{text}\n", encoding="utf-8")
    return [finding.rule for finding in pipeline.build(folder, ("html",)).findings]


@pytest.mark.parametrize("name", DEEP)
def test_what_is_too_deep_is_named(name: str, tmp_path: Path) -> None:
    assert build(tmp_path, DEEP[name]) == ["nesting"]


def test_what_a_page_can_show_is_set(tmp_path: Path) -> None:
    assert build(tmp_path, "\n".join("    " * level + "- item" for level in range(12))) == []
