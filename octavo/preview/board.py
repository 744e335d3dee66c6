"""What all readers of the preview are shown: the newest of everything, and lines to who listens."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Mapping
from typing import Any

from octavo.preview.parts import Page

MOST_WAITING = 200  # messages; a reader so far behind is left, comes again and is told the newest

Line = queue.SimpleQueue[tuple[str, str] | None]  # None: the line is closed


class Board:
    """Safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[Line] = set()
        self._kept: dict[str, str] = {}
        self._page = Page("", "")
        self.version = 0
        self.pictures: dict[str, bytes] = {}

    def show(self, page: Page) -> None:
        """Take a new page; its version is one higher."""
        with self._lock:
            self._page, self.version = page, self.version + 1

    def page(self) -> dict[str, Any]:
        """The page as a whole, for who has none or missed a change."""
        with self._lock:
            version, page = self.version, self._page
        return {"version": version, "head": page.head, "body": page.body}

    def say(self, kind: str, message: Mapping[str, Any], *, keep: str = "") -> None:
        """Tell all listeners; who comes later is told the last message of each name `keep`."""
        text = json.dumps(message, ensure_ascii=False)
        with self._lock:
            if keep:
                self._kept[keep] = f"{kind}\n{text}"
            for line in tuple(self._listeners):
                if line.qsize() < MOST_WAITING:
                    line.put((kind, text))
                else:
                    self._listeners.discard(line)
                    line.put(None)

    def keep(self, name: str, kind: str, message: Mapping[str, Any]) -> None:
        """Have a message ready for who comes later, without telling those who are here."""
        with self._lock:
            self._kept[name] = f"{kind}\n{json.dumps(message, ensure_ascii=False)}"

    def forget(self, *names: str) -> None:
        """Drop kept messages."""
        with self._lock:
            for name in names:
                self._kept.pop(name, None)

    def listen(self) -> Line:
        """A line on which everything said from now on arrives, what was kept first."""
        line: Line = queue.SimpleQueue()
        with self._lock:
            for kept in self._kept.values():
                kind, _, text = kept.partition("\n")
                line.put((kind, text))
            self._listeners.add(line)
        return line

    def leave(self, line: Line) -> None:
        """Stop listening."""
        with self._lock:
            self._listeners.discard(line)

    def close(self) -> None:
        """Close all lines."""
        with self._lock:
            for line in self._listeners:
                line.put(None)
            self._listeners.clear()
