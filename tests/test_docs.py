"""The README, `--help` and the folders say the same."""

import os
import re
from pathlib import Path

import pytest

from octavo import cli, outputs, rules

CHECKOUT = Path(__file__).parent.parent
README = CHECKOUT / "README.md"
START, END = "<!-- rules -->\n", "<!-- /rules -->\n"


def table() -> str:
    """The README's table of rules, made from what `checks` prints."""
    rows = [f"| `{name}` | {rules.explained(name).splitlines()[0]} |" for name in rules.names()]
    return "\n".join(["| rule | what is wrong |", "|---|---|", *rows, ""])


def test_the_readme_lists_every_rule() -> None:
    text = README.read_text("utf-8")
    before, rest = text.split(START)
    found, after = rest.split(END)
    if os.environ.get("UPDATE"):
        README.write_text(f"{before}{START}{table()}{END}{after}", encoding="utf-8")
    assert found == table()


def test_the_readme_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"], checkout=CHECKOUT)
    help_text = capsys.readouterr().out
    verbs = re.findall(r"^    (\w+) ", help_text, re.M)
    assert len(verbs) >= 7
    rows = re.findall(r"^\| `(\w+)[^`]*` \|", README.read_text("utf-8"), re.M)
    assert set(verbs) <= set(rows)


def test_every_format_is_named() -> None:
    text = README.read_text("utf-8")
    assert all(name in text for name in outputs.names())


def test_links_of_the_documents_lead_somewhere() -> None:
    named = (CHECKOUT / name for name in ("THIRD-PARTY.md", "SECURITY.md"))
    for document in (README, *named, *(CHECKOUT / "docs").glob("*.md")):
        text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.M | re.S)
        text = re.sub(r"`[^`\n]*`", "", text)
        for target in re.findall(r"\]\(([^)#\s]+)\)", text):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"
