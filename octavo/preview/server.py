"""Show the preview in a browser: a web server for one reader, on this computer only.

Other pages in the same browser can neither read it nor make it do anything: it answers only to
its own host name, lets nobody embed or read across origins, and opens an editor only for who has
the token that stands in its own page.
"""

from __future__ import annotations

import ipaddress
import json
import os
import queue
import secrets
import socket
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from octavo.preview.board import Board
from octavo.shipped import shipped

FILES: Mapping[str, str] = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SHELL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
REFUSED = "The preview answers only at the address that it says in the terminal.\n"
PING = 15  # seconds between signs of life on an idle line
Opener = Callable[[str, int, int], str]


class Server(ThreadingHTTPServer):
    """Serves a board. `host` is a loopback address unless the user asked for another.

    Where it is none, a key is demanded that stands in the address the user is told.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there a second server could take the first one's port

    def __init__(self, host: str, port: int, board: Board, opener: Opener) -> None:
        self.board, self.opener = board, opener
        self.token = secrets.token_urlsafe(24)
        self.key = "" if _is_loopback(host) else secrets.token_urlsafe(12)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    @property
    def address(self) -> str:
        """What the user's browser is to open."""
        host, port = str(self.server_address[0]), self.server_address[1]
        if host in ("0.0.0.0", "::"):
            host = _reached_at(self.address_family)
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}:{port}/" + (f"?key={self.key}" if self.key else "")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that goes away in the middle of an answer is none of the user's business."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a change must not wait for the answer to the one before
    server_version, sys_version = "Octavo", ""

    def log_message(self, *_: Any) -> None:
        """The terminal is for what the writer wants to know."""

    def do_GET(self) -> None:
        """Show something."""
        if not self._is_welcome():
            return
        path, board = urlsplit(self.path).path, self.server.board
        if path == "/":
            page = (shipped("assets") / "preview" / "shell.html").read_text("utf-8")
            self._send(page.replace("{{token}}", self.server.token), "text/html", SHELL_POLICY)
        elif path == "/report":
            self._send("<!DOCTYPE html><title>Report</title>", "text/html", REPORT_POLICY)
        elif path == "/page":
            self._send(json.dumps(board.page(), ensure_ascii=False), "application/json")
        elif path == "/events":
            self._stream()
        elif path.startswith("/pictures/"):
            self._picture(path.removeprefix("/pictures/"))
        else:
            self._file(path.removeprefix("/"))

    def do_POST(self) -> None:
        """Open a place in the editor."""
        self.close_connection = True  # a body is not read: it must not pass for a request
        if not self._is_welcome():
            return None
        token = self.headers.get("X-Octavo-Token", "")
        if not _is_same(token, self.server.token):
            return self._refuse(403)
        asked = parse_qs(urlsplit(self.path).query)
        try:
            path, line = asked["path"][0], int(asked["line"][0])
            column = int(asked.get("column", ["1"])[0])
        except (KeyError, ValueError):
            return self._refuse(400)
        return self._send(
            json.dumps({"copied": self.server.opener(path, line, column)}), "application/json"
        )

    # --- whom it answers -----------------------------------------------------------------

    def _is_welcome(self) -> bool:
        """Whether the request is for this server, and not by a page of another one."""
        origin = self.headers.get("Origin")
        of_others = origin is not None and urlsplit(origin).netloc != self.headers.get("Host", "")
        if of_others or self._is_of_another_site() or not self._is_for_us():
            self._refuse(403)
            return False
        return True

    def _is_for_us(self) -> bool:
        """Only under a name that no stranger can have point here (DNS rebinding), or with the key,
        which a browser sends only to where it has it from.
        """
        if self.server.key:
            return self._has_key()
        name = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        return name == "localhost" or _is_address(name)

    def _is_of_another_site(self) -> bool:
        """A browser says who made it ask; another site may only lead a reader here."""
        asked_by = self.headers.get("Sec-Fetch-Site", "none")
        goes_there = self.headers.get("Sec-Fetch-Dest") == "document"
        return asked_by not in ("same-origin", "none") and not goes_there

    def _has_key(self) -> bool:
        asked = parse_qs(urlsplit(self.path).query).get("key", [""])[0]
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get("key")
        except CookieError:
            cookie = None
        given = [asked, cookie.value if cookie else ""]
        return any(_is_same(one, self.server.key) for one in given)

    # --- what it answers -----------------------------------------------------------------

    def _refuse(self, code: int) -> None:
        said = REFUSED.encode() if code == 403 else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(said)
        self.close_connection = True

    def _send(self, content: str | bytes, kind: str, policy: str = "default-src 'none'") -> None:
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        self.send_response(200)
        self._headers(f"{kind}; charset=utf-8" if isinstance(content, str) else kind, policy)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _headers(self, kind: str, policy: str) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy)
        if self.server.key:
            self.send_header("Set-Cookie", f"key={self.server.key}; HttpOnly; SameSite=Strict")
        for name, value in HEADERS.items():
            self.send_header(name, value)

    def _file(self, name: str) -> None:
        folder = shipped("assets") / "preview"
        path = folder / name
        kind = FILES.get(path.suffix)
        if kind is None or "/" in name or "\\" in name or not path.is_file():
            return self._refuse(404)
        return self._send(path.read_text("utf-8"), kind)

    def _picture(self, name: str) -> None:
        picture = self.server.board.pictures.get(name)
        if picture is None:
            return self._refuse(404)
        return self._send(picture, "image/webp")

    def _stream(self) -> None:
        """Everything that is said, as server-sent events, until the reader goes away."""
        self.send_response(200)
        self._headers("text/event-stream", "default-src 'none'")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        line = self.server.board.listen()
        try:
            self._say("hello", json.dumps({"token": self.server.token}))
            while True:
                try:
                    said = line.get(timeout=PING)
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                    continue
                if said is None:
                    return
                self._say(*said)
        except OSError:
            pass
        finally:
            self.server.board.leave(line)

    def _say(self, kind: str, text: str) -> None:
        self.wfile.write(f"event: {kind}\ndata: {text}\n\n".encode("utf-8", "replace"))


def _is_same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _reached_at(family: int) -> str:
    """This computer's address as others in its network have it; no packet is sent for it."""
    six = family == socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as line:
        try:
            line.connect(("2001:db8::1" if six else "192.0.2.1", 9))  # RFC 3849, RFC 5737
            return str(line.getsockname()[0])
        except OSError:
            return "::1" if six else "127.0.0.1"
