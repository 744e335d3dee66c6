"""The preview: whom it answers, and what it keeps to itself."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
import urllib.request
from collections.abc import Iterator

import pytest

from octavo.preview import board as boards
from octavo.preview.board import Board
from octavo.preview.parts import Page
from octavo.preview.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    board = Board()
    board.show(Page("<head></head>", "the text"))
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


@pytest.mark.parametrize(
    ("site", "dest", "code"),
    [
        ("cross-site", "script", 403),
        ("cross-site", "image", 403),
        ("same-site", "empty", 403),  # another server on this computer
        ("cross-site", "iframe", 403),
        ("cross-site", "document", 200),  # a link that the reader followed
        ("same-origin", "empty", 200),
        ("none", "document", 200),
    ],
)
def test_what_another_site_has_a_browser_ask_is_refused(
    server: Server, site: str, dest: str, code: int
) -> None:
    assert ask(server, "/page", Sec_Fetch_Site=site, Sec_Fetch_Dest=dest)[0] == code


def test_a_body_is_not_read_as_another_request(server: Server) -> None:
    port = server.server_address[1]
    smuggled = b"GET /page HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    head = (
        f"POST /open?path=a&line=1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"X-Octavo-Token: {server.token}\r\nContent-Length: {len(smuggled)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(head.encode() + smuggled)
        got = b""
        while data := line.recv(4096):
            got += data
    assert got.count(b"HTTP/1.1 200") == 1


@pytest.mark.parametrize("host", ["localhost", "::1"])
def test_it_serves_under_every_name_of_this_computer(host: str) -> None:
    try:
        made = Server(host, 0, Board(), lambda *_: "")
    except OSError:
        pytest.skip(f"this computer has no {host}")
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        with urllib.request.urlopen(made.address + "page", timeout=10) as answer:
            assert json.load(answer)["version"] == 0
        assert made.key == ""
    finally:
        made.shutdown()
        made.server_close()


def test_all_addresses_are_told_as_one_that_others_can_reach() -> None:
    made = Server("0.0.0.0", 0, Board(), lambda *_: "")
    made.server_close()
    host = made.address.removeprefix("http://").split(":")[0]
    assert host != "0.0.0.0"
    assert ipaddress.ip_address(host)


def test_a_reader_far_behind_is_left() -> None:
    board = Board()
    slow, quick = board.listen(), board.listen()
    for number in range(boards.MOST_WAITING + 50):
        board.say("notes", {"number": number})
        quick.get()
    said = [slow.get() for _ in range(slow.qsize())]
    assert (len(said), said[-1]) == (boards.MOST_WAITING + 1, None)
    board.say("notes", {})
    assert (slow.qsize(), quick.qsize()) == (0, 1)


def test_a_page_with_half_a_character_is_sent(server: Server) -> None:
    server.board.show(Page("<head></head>", "half a character: \ud83d"))
    assert "half a character: ?" in ask(server, "/page")[1]
