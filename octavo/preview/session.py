"""One sitting at the preview, from its start to Ctrl-C."""

from __future__ import annotations

import base64
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from octavo.memory import Memory
from octavo.preview import changes, editors, parts, scene
from octavo.preview.beside import Beside
from octavo.preview.board import Board
from octavo.preview.scene import Scene
from octavo.preview.server import Server


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks of the preview. Port 0 takes any that is free."""

    host: str = "127.0.0.1"
    port: int = 8000
    browser: bool = True


def run(
    root: Path,
    bibliographies: Sequence[Path],
    wishes: Wishes,
    say: Callable[[str], None],
    stop: threading.Event,
) -> None:
    """Show the manuscript until `stop` is set. Raises OSError if it cannot serve."""
    watch = changes.Watch(root, bibliographies, stop)
    show = Show(root, bibliographies)
    server = _server(wishes, show)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        say(f"the preview of {root} is at {server.address}   (Ctrl-C ends it)")
        if wishes.browser:
            threading.Thread(target=_browse, args=(server.address,), daemon=True).start()
        show.renew()
        while watch.wait():
            show.renew()
    finally:
        server.shutdown()
        server.server_close()
        show.close()


def _server(wishes: Wishes, show: Show) -> Server:
    """At the port wished for; where another program has it, at the next ones."""
    for port in range(wishes.port, wishes.port + 20):
        try:
            return Server(wishes.host, port, show.board, show.open)
        except OSError as error:
            if port == wishes.port + 19 or wishes.port == 0:
                raise
            last = error
    raise last


def _browse(address: str) -> None:
    """Open the user's browser; not one that would take over this terminal."""
    import webbrowser

    screens = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER")
    if sys.platform in ("win32", "darwin") or any(map(os.environ.get, screens)):
        webbrowser.open(address)


SLOW = 1.0  # seconds of reading after which it is said


class Show:
    """The manuscript as it is shown now, and how to show it anew."""

    def __init__(self, root: Path, bibliographies: Sequence[Path]) -> None:
        self.board = Board()
        self._root, self._bibliographies = root, bibliographies
        self._memory = Memory(lasting=True)
        self._shown: Scene | None = None
        self._found: set[str] = set()  # the files that findings are about
        where = (root, bibliographies)
        self._press = Beside("octavo.preview.press", *where, self._printed)
        self._reader = Beside("octavo.preview.reader", *where, self._noted)
        self._took = 0
        self._pictures: dict[str, bytes] = {}
        self._pages: list[dict[str, Any]] = []
        self._ahead: dict[int, dict[str, Any]] = {}  # since the last whole print, by number

    def renew(self) -> None:
        """Read the files again: the page at once; what is said about it, and the print, follow."""
        begun = time.perf_counter()
        slow = threading.Timer(SLOW, self.board.say, ["reading", {}])
        slow.start()
        try:
            self._renewed(begun)
        finally:
            slow.cancel()

    def _renewed(self, begun: float) -> None:
        self._memory = self._memory.next()
        try:
            now = scene.make(self._root, self._bibliographies, self._memory)
            if now.page is not None:
                self._exchange(now)
        except Exception as error:  # whatever it is, the next save may mend it
            self._noted({"failed": f"{type(error).__name__}: {error}"})
            return
        self._took = round((time.perf_counter() - begun) * 1000)
        if now.page is None:
            self._noted({"done": scene.notes_on(now)})
            return
        self._reader.order()
        self.board.say("printing", {"since": time.time()}, keep="printing")
        self._press.order()

    def _noted(self, answer: dict[str, Any]) -> None:
        """What the panels show. A process that ended is begun anew at the next save."""
        said = answer.get("done") or scene.failed(answer["failed"])
        self._found = {f["place"]["path"] for f in said["findings"] if f["place"]}
        said = {**said, "took": self._took, "at": time.time()}
        self.board.say("notes", said, keep="notes")

    def close(self) -> None:
        """Let go of all readers, and end what runs beside."""
        self.board.close()
        self._press.close()
        self._reader.close()

    def open(self, name: str, line: int, column: int) -> str:
        """Open a file of the manuscript at a line; where none can, the text to be copied."""
        path = self._sources().get(name)
        if path is None or not editors.open_at(path, line, column):
            return f"{name}:{line}"
        return ""

    def _sources(self) -> dict[str, Path]:
        """Only files that the report was made of, or that are found at fault, can be opened."""
        paths = {Path(name) for name in self._found}
        if self._shown is not None and self._shown.draft is not None:
            document = self._shown.draft.document
            paths |= {section.source.path for section in document.sections}
            paths |= {r.span.source.path for r in document.references.values() if r.span}
            paths.add(document.project.source.path)
        return {path.as_posix(): path.absolute() for path in paths}

    def _exchange(self, now: Scene) -> None:
        """Put the new page in the place of the old one: whole, or only what differs."""
        before, self._shown = self._shown, now
        old, new = before.page if before else None, now.page
        if new is None or old == new:
            return
        self.board.show(new)
        version, at = self.board.version, scene.edited(before, now)
        self.board.keep("page", "replaced", {"version": version})
        if old is None or old.head != new.head:
            self.board.say("replaced", {"version": version, "at": at})
        else:
            change = parts.change(old, new).said()
            self.board.say("changed", {"version": version, "at": at, **change})

    def _printed(self, answer: dict[str, Any]) -> None:
        """From the press: a page, the end, or why there is none."""
        if page := answer.get("ahead"):
            self._take(page)
            self._ahead[page["number"]] = page
            pages = [self._ahead[number] for number in sorted(self._ahead)]
            self.board.say("reprinted", {"pages": pages}, keep="reprinted")
        elif page := answer.get("page"):
            self._take(page)
            if page["number"] == 1:
                self._pages = []
            self._pages.append(page)
        elif done := answer.get("done"):
            used = {page["picture"] for page in self._pages}
            self._pictures = {n: p for n, p in self._pictures.items() if n in used}
            self.board.pictures = dict(self._pictures)
            said = {"pages": self._pages, "seconds": done["seconds"], "at": time.time()}
            self.board.say("printed", said, keep="printed")
            self.board.forget("printing", "reprinted")
            self._ahead.clear()
        else:
            self.board.say("unprinted", answer, keep="printing")

    def _take(self, page: dict[str, Any]) -> None:
        """Take a page's picture out of what is said of it."""
        if data := page.pop("data"):
            self._pictures[page["picture"]] = base64.b64decode(data)
            self.board.pictures = dict(self._pictures)
