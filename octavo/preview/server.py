"""Show the preview in a browser: a web server for one reader, on this computer only.

Other pages in the same browser can neither read it nor make it do anything: it answers only to
its own host name, lets nobody embed or read across origins, and opens an editor only for who has
the token that stands in its own page.
"""

from __future__ import annotations

import ipaddress
import json
import queue
import secrets
import threading
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

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
PING = 15  # seconds between signs of life on an idle line
Opener = Callable[[str, int, int], str]


class Board:
    """What all readers are shown: the newest message of each kind, and lines to who listens."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[queue.SimpleQueue[tuple[str, str]]] = set()
        self._kept: dict[str, str] = {}
        self.head = self.body = ""
        self.version = 0
        self.pictures: dict[str, bytes] = {}

    def show(self, head: str, body: str) -> None:
        """Take a new page; its version is one higher."""
        with self._lock:
            self.head, self.body, self.version = head, body, self.version + 1

    def page(self) -> dict[str, Any]:
        """The page as a whole, for who has none or missed a change."""
        with self._lock:
            return {"version": self.version, "head": self.head, "body": self.body}

    def say(self, kind: str, message: Mapping[str, Any], *, keep: str = "") -> None:
        """Tell all listeners; who comes later is told the last message of each name `keep`."""
        text = json.dumps(message, ensure_ascii=False)
        with self._lock:
            if keep:
                self._kept[keep] = f"{kind}\n{text}"
            for listener in self._listeners:
                listener.put((kind, text))

    def keep(self, name: str, kind: str, message: Mapping[str, Any]) -> None:
        """Have a message ready for who comes later, without telling those who are here."""
        with self._lock:
            self._kept[name] = f"{kind}\n{json.dumps(message, ensure_ascii=False)}"

    def forget(self, *names: str) -> None:
        """Drop kept messages."""
        with self._lock:
            for name in names:
                self._kept.pop(name, None)

    def listen(self) -> queue.SimpleQueue[tuple[str, str]]:
        """A line on which everything said from now on arrives, what was kept first."""
        line: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        with self._lock:
            for kept in self._kept.values():
                kind, _, text = kept.partition("\n")
                line.put((kind, text))
            self._listeners.add(line)
        return line

    def leave(self, line: queue.SimpleQueue[tuple[str, str]]) -> None:
        """Stop listening."""
        with self._lock:
            self._listeners.discard(line)


class Server(ThreadingHTTPServer):
    """Serves a board. `host` is a loopback address unless the user asked for another.

    Where it is none, a key is demanded that stands in the address the user is told.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, board: Board, opener: Opener) -> None:
        self.board, self.opener = board, opener
        self.token = secrets.token_urlsafe(24)
        self.key = "" if _is_loopback(host) else secrets.token_urlsafe(12)
        super().__init__((host, port), _Handler)

    @property
    def address(self) -> str:
        """What the user's browser is to open."""
        host, port = self.server_address[0], self.server_address[1]
        name = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}/" + (f"?key={self.key}" if self.key else "")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that goes away in the middle of an answer is none of the user's business."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
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
            self._send("<!doctype html><title>Report</title>", "text/html", REPORT_POLICY)
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
        if not self._is_welcome():
            return None
        token = self.headers.get("X-Octavo-Token", "")
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
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

    def _is_welcome(self) -> bool:
        """Whether the request is for this server, and not by a page of another one."""
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        name = urlsplit(f"//{host}").hostname or ""
        known = name == "localhost" or _is_address(name)  # no name that a stranger could point here
        if not known or (origin is not None and urlsplit(origin).netloc != host):
            self._refuse(403)
            return False
        if self.server.key and not self._has_key():
            self._refuse(403)
            return False
        return True

    def _has_key(self) -> bool:
        asked = parse_qs(urlsplit(self.path).query).get("key", [""])[0]
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("key")
        given = [asked, cookie.value if cookie else ""]
        return any(secrets.compare_digest(one.encode(), self.server.key.encode()) for one in given)

    def _refuse(self, code: int) -> None:
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def _send(self, content: str | bytes, kind: str, policy: str = "default-src 'none'") -> None:
        data = content.encode() if isinstance(content, str) else content
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
            while True:
                try:
                    kind, text = line.get(timeout=PING)
                    self.wfile.write(f"event: {kind}\ndata: {text}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            pass
        finally:
            self.server.board.leave(line)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
