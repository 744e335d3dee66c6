"""A stranger's manuscript gives no orders to the terminal, and none to a build server."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from octavo import cli, printable

ORDER = "\x1b]0;owned\x07"  # a title for the terminal's window
WRITTEN = "\\u001b]0;owned\\u0007"  # the same in TOML and in JSON
FILES = {
    "report.toml": f'title = "A{WRITTEN}"\nstyle = "x{WRITTEN}"\n"k{WRITTEN}" = 1\n'
    'authors = ["\\u009b31m\\u202e"]\n',
    f"01-{ORDER}.md": f'---\ntitle: "T{WRITTEN}\\n::error::owned"\n---\n\nText [@a].\n\n'
    "![x](y%1b%5d0;owned%07.png)\n\n## A\n\n[@none]\n",
    "02-\n::error::owned.md": "# One\n\nText [@none].\n",
    "references.json": f'[{{"id": "a{WRITTEN}", "type": "x{WRITTEN}"}},'
    f'{{"id": "a{WRITTEN}"}}, {{"id": "a", "type": "book", "title": "T"}}]',
}


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "paper").mkdir()
    for name, text in FILES.items():
        (tmp_path / "paper" / name).write_text(text, "utf-8")
    return "paper"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--format", "text"),
        ("check", "--format", "text", "--all"),
        ("check", "--format", "github"),
        ("check", "--format", "json"),
        ("check", "--format", "sarif"),
        ("build", "--to", "html", "--verbose"),
        ("count",),
        ("submit",),
    ],
    ids=" ".join,
)
def test_what_is_said_gives_no_orders(
    paper: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main([arguments[0], paper, *arguments[1:]])
    said = "".join(capsys.readouterr())
    assert "owned" in said
    assert printable.ORDERS.search(said) is None
    assert re.search("^::error::owned", said, re.M) is None


def test_each_order_has_a_sign_in_its_place() -> None:
    assert printable.text("a\x1b[2J\tb\nc\x9b\u202e") == "a\N{REPLACEMENT CHARACTER}[2J\tb\nc" + (
        "\N{REPLACEMENT CHARACTER}" * 2
    )
    assert printable.line("a\nb\u2028") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


def test_json_says_the_same_without_orders() -> None:
    told = "".join(map(chr, (0x7F, 0x9B, 0x202E, 0x061C, 0x200F, 0x2028, 0xE0041, 0xDCFF))) + "é中"
    text = json.dumps([told], ensure_ascii=False, indent=1)
    safe = printable.escaped(text)
    assert json.loads(safe) == [told]
    assert not printable.LINES.search(safe.replace("\n", ""))
    assert "é中" in safe
