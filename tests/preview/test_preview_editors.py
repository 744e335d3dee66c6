"""The preview: which editor a double click opens, and how."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from octavo.preview import editors


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("code", ["code", "--goto", "/essay/a b.md:7:3"]),
        ("/opt/bin/code", ["/opt/bin/code", "--goto", "/essay/a b.md:7:3"]),
        ("subl", ["subl", "/essay/a b.md:7:3"]),
        ("mine --at {line} {path}", ["mine", "--at", "7", "/essay/a b.md"]),
        ("mine -n", ["mine", "-n", "/essay/a b.md"]),
        ("vscode", ["xdg-open", "vscode://file/essay/a%20b.md:7:3"]),
        ("my://open?{path}#{line}", ["xdg-open", "my://open?/essay/a%20b.md#7"]),
        ("", ["xdg-open", "/essay/a b.md"]),
    ],
)
def test_what_opens_an_editor(
    monkeypatch: pytest.MonkeyPatch, editor: str, expected: list[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert editors._commands(Path("/essay/a b.md"), 7, 3, editor) == [expected]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, ""),
        ({"EDITOR": "vim"}, ""),
        ({"EDITOR": "nano -w", "VISUAL": "code"}, "code"),
        ({"EDITOR": "kate", "OCTAVO_EDITOR": "zed"}, "zed"),
    ],
)
def test_the_editor_that_the_user_named(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variables: dict[str, str],
    expected: str,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("OCTAVO_EDITOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert editors.named() == expected
    (tmp_path / "octavo").mkdir()
    (tmp_path / "octavo" / "settings.toml").write_text('editor = "codium"\n', "utf-8")
    assert editors.named() == "codium"


def program(folder: Path, name: str, script: str) -> None:
    """A program on the path, for a test."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="the programs of this test are shell scripts")
@pytest.mark.parametrize(
    ("script", "opened"),
    [("exit 0", True), ("exit 3", False), ("exec /bin/sleep 5", True)],
)
def test_an_opener_that_fails_has_not_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, opened: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(editors, "SOON", 0.5)
    program(tmp_path, "mine", script)
    assert editors.open_at(tmp_path / "a.md", 1, 1, "mine") is opened


@pytest.mark.parametrize("name", ["a&calc.md", 'a" & calc & ".md', "a%PATH%.md", "a\ncalc.md"])
def test_a_file_name_never_becomes_a_command_on_windows(name: str) -> None:
    assert not editors._is_safe(["C:\\code.CMD", "--goto", f"C:\\{name}:1:1"])
    assert editors._is_safe(["C:\\code.exe", "--goto", f"C:\\{name}:1:1"])
    assert editors._is_safe(["C:\\code.cmd", "--goto", "C:\\my paper\\01-tea.md:1:1"])


@pytest.mark.parametrize("name", ["essay.html", "figure.SVG"])
def test_what_a_browser_would_run_is_not_given_to_the_system(name: str) -> None:
    assert editors._commands(Path("/essay") / name, 1, 1, "") == []
    assert editors._commands(Path("/essay") / name, 1, 1, "mine")


@pytest.mark.parametrize(
    "name", ["evil.desktop", "run.bat", "x.html", "a.md.exe", "a.svg", "a", "a.PY", "sheet.csv"]
)
def test_no_program_of_a_manuscript_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    """The system's opener runs what is no text; and so it does through a link."""
    monkeypatch.setattr("sys.platform", "linux")
    (tmp_path / name).write_text("", "utf-8")
    assert editors._commands(tmp_path / name, 1, 1, "") == []
    assert editors._commands(tmp_path / name, 1, 1, "code")
    (tmp_path / "text.md").symlink_to(tmp_path / name)
    assert editors._commands(tmp_path / "text.md", 1, 1, "") == []
