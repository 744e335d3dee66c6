"""The preview: what it sends, whom it answers, which editor it opens."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo import pipeline
from octavo.memory import Memory
from octavo.preview import editors, scene
from octavo.preview.server import Board, Server

REPORT = 'title = "Trade"\nauthors = ["A. Student"]\nword_limit = 50\n'
FIRST = "# Ships\n\nTea went by ship [@smith].\n\nSilk went by land.\n"
WORKS = "@book{smith, author = {Smith, Jo}, title = {Ships}, year = 1990, publisher = {P}}\n"


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "trade"
    folder.mkdir()
    (folder / "report.toml").write_text(REPORT, "utf-8")
    (folder / "01-ships.md").write_text(FIRST, "utf-8")
    (folder / "references.bib").write_text(WORKS, "utf-8")
    return folder


# --- what is shown -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "a"),
        ("abc", "abc"),
        ("abc", "abXc"),
        ("aXbXc", "aXc"),
        ("aaaa", "aaa"),
        ("\U0001f600a\U0001f600", "\U0001f600b\U0001f600"),
        ("é\U00020000x", "é\U00020001x"),
    ],
)
def test_a_patch_makes_the_new_text_of_the_old(old: str, new: str) -> None:
    units = old.encode("utf-16-le")
    patch = scene.patch(old, new)
    made = units[: 2 * patch.start] + patch.text.encode("utf-16-le") + units[2 * patch.end :]
    assert made.decode("utf-16-le") == new


def test_a_page_says_where_its_blocks_come_from(manuscript: Path) -> None:
    made = scene.make(manuscript, (), Memory())
    assert made.page is not None
    assert 'trade/01-ships.md:5-5">Silk went' in made.page.body
    note = made.page.body.partition('id="note-1"')[2]
    assert 'trade/01-ships.md:3-3"><span class="citation">' in note


def test_what_is_handed_in_has_no_trace_of_the_preview(manuscript: Path) -> None:
    (page,) = pipeline.build(manuscript, ("html",)).outputs
    assert b"data-at" not in page.data


def test_an_edit_has_its_place(manuscript: Path) -> None:
    memory = Memory()
    before = scene.make(manuscript, (), memory)
    (manuscript / "01-ships.md").write_text(FIRST.replace("land", "road"), "utf-8")
    after = scene.make(manuscript, (), memory.next())
    assert str(scene.edited(before, after)).endswith("01-ships.md:5-5")
    assert scene.edited(after, after) is None


def test_the_panels_have_findings_outline_and_sources(manuscript: Path) -> None:
    (manuscript / "02-coins.md").write_text("# Coins\n\nSee [@nobody].\n", "utf-8")
    said = scene.notes_on(scene.make(manuscript, (), Memory()))
    assert [one["rule"] for one in said["findings"]] == ["unknown_citation"]
    assert said["findings"][0]["place"]["line"] == 3
    assert [(one["title"], one["words"]) for one in said["outline"]] == [("Ships", 8), ("Coins", 2)]
    assert (said["words"], said["limit"]) == (10, 50)
    (source,) = said["sources"]
    assert source["key"] == "smith"
    assert "<i>Ships</i>" in source["html"]
    assert source["cited"][0].endswith("01-ships.md:3-3")


def test_a_report_that_cannot_be_read_is_a_finding(manuscript: Path) -> None:
    (manuscript / "report.toml").write_text("title = ", "utf-8")
    made = scene.make(manuscript, (), Memory())
    said = scene.notes_on(made)
    assert (made.page, said["failed"]) == (None, True)
    assert said["findings"][0]["place"]["line"] == 1


# --- whom it answers ---------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Server]:
    board = Board()
    board.show("<head></head>", "the text")
    made = Server("127.0.0.1", 0, board, lambda path, line, _: f"{path}:{line}")
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[int, str, dict[str, str]]:
    port = server.server_address[1]
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, headers={"Host": f"127.0.0.1:{port}", **named})
    answer = line.getresponse()
    found = answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers)
    line.close()
    return found


def test_the_page_is_served(server: Server) -> None:
    assert json.loads(ask(server, "/page")[1])["body"] == "the text"
    code, text, headers = ask(server, "/")
    assert (code, server.token in text) == (200, True)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for name in ("preview.js", "morph.js", "preview.css", "icon.svg"):
        assert ask(server, f"/{name}")[0] == 200, name


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_strange_host_is_refused(server: Server, host: str) -> None:
    """A name of a stranger's that he points to this computer (DNS rebinding)."""
    assert ask(server, "/page", Host=host)[0] == 403


def test_another_page_is_refused(server: Server) -> None:
    assert ask(server, "/page", Origin="http://evil.example")[0] == 403
    assert ask(server, "/page", Origin="null")[0] == 403
    port = server.server_address[1]
    assert ask(server, "/page", Origin=f"http://127.0.0.1:{port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/..%2f..%2fpyproject.toml",
        "/shell.html",
        "/preview/../../styles/screen.css",
        "/%2e%2e/styles/print.css",
        "//etc/passwd",
        "/pictures/../shell.html",
    ],
)
def test_no_other_file_is_served(server: Server, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_an_editor_opens_only_for_who_has_the_token(server: Server) -> None:
    asked = "/open?path=a.md&line=3"
    assert ask(server, asked, "POST")[0] == 403
    assert ask(server, asked, "POST", X_Octavo_Token="guess")[0] == 403
    code, text, _ = ask(server, asked, "POST", X_Octavo_Token=server.token)
    assert (code, json.loads(text)) == (200, {"copied": "a.md:3"})
    assert ask(server, "/open?path=a.md&line=x", "POST", X_Octavo_Token=server.token)[0] == 400


def test_beyond_this_computer_a_key_is_demanded() -> None:
    board = Board()
    made = Server("0.0.0.0", 0, board, lambda *_: "")
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        assert made.address.endswith(f"?key={made.key}")
        assert ask(made, "/page")[0] == 403
        assert ask(made, "/page?key=guess")[0] == 403
        code, _, headers = ask(made, f"/page?key={made.key}")
        assert code == 200
        assert ask(made, "/page", Cookie=headers["Set-Cookie"].split(";")[0])[0] == 200
        assert ask(made, "/page", Cookie=f"key={made.key}x")[0] == 403
    finally:
        made.shutdown()
        made.server_close()


# --- editors -----------------------------------------------------------------------------


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
