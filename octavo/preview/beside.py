"""Have work on the manuscript done in a process of its own, so that the page need not wait for it.

The parent's side is `Beside`, the child's `main`. The parent writes a line for each order; the
child answers with lines of JSON, the last of which has the key `done` or `failed`.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from octavo.memory import Memory

Told = Callable[[dict[str, Any]], None]
SHORT = 2.0  # seconds: what takes no longer is never broken off


class Beside:
    """Does a job when asked. A newer order overtakes an older one that has not come far yet.

    `job` is a module with `work(root, bibliographies, memory, kept)`, which yields answers; `told`
    is called with each of them, from a thread.
    """

    def __init__(self, job: str, root: Path, bibliographies: Sequence[Path], told: Told) -> None:
        self._command = [
            *(sys.executable, "-c", _START, json.dumps(sys.path), job),
            *map(str, (root.absolute(), *(path.absolute() for path in bibliographies))),
        ]
        self._told = told
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._waiting = self._closed = False
        self._begun: float | None = None
        self._lasted = 0.0

    def order(self) -> None:
        """Have the job done on the files as they are now."""
        with self._lock:
            if self._closed:
                return
            if self._begun is not None:
                self._waiting = True
                far = time.monotonic() - self._begun > self._lasted / 2
                if far or self._lasted < SHORT:
                    return  # it is nearly done: let it finish, then begin anew
                self._end()
            self._begin()

    def close(self) -> None:
        """End the child; nothing is told from now on."""
        with self._lock:
            self._closed = True
            self._end()

    def _begin(self) -> None:
        if self._child is None:
            self._child = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
            )
            threading.Thread(target=self._listen, args=(self._child,), daemon=True).start()
        self._begun, self._waiting = time.monotonic(), False
        pipe = self._child.stdin
        if pipe is not None:
            try:
                pipe.write(b"again\n")
                pipe.flush()
            except OSError:  # it has just died; whoever listens to it says so
                pass

    def _end(self) -> None:
        child, self._child, self._begun = self._child, None, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        answers = child.stdout
        try:
            for line in answers or ():
                answer = json.loads(line)
                with self._lock:
                    if self._child is not child or self._closed:
                        return
                    if {"done", "failed"} & answer.keys() and self._begun is not None:
                        self._lasted, self._begun = time.monotonic() - self._begun, None
                        if self._waiting:
                            self._begin()
                self._told(answer)
        except (OSError, ValueError):  # the pipe was closed: the child was ended
            return
        with self._lock:
            if self._child is not child:
                return
            self._child = self._begun = None
        self._told({"failed": "a process ended; it is begun anew at the next save"})


# --- in the child ------------------------------------------------------------------------

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from octavo.preview.beside import main; main(sys.argv[2:])"
)


def main(arguments: Sequence[str]) -> None:
    """Do the job named first at each line of the standard input; end with it."""
    job = importlib.import_module(arguments[0])
    root, *bibliographies = map(Path, arguments[1:])
    if hasattr(os, "nice"):
        os.nice(job.NICE)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints must not get into the answers
    orders = _Orders()
    memory, kept = Memory(), set[str]()
    while orders.wait():
        memory = memory.next()
        for answer in job.work(root, bibliographies, memory, kept):
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            out.flush()


class _Orders:
    """Reads the orders; when the parent is gone, so is the child, whatever it is doing."""

    def __init__(self) -> None:
        self._come = threading.Semaphore(0)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for _ in sys.stdin.buffer:
            self._come.release()
        os._exit(0)

    def wait(self) -> bool:
        return self._come.acquire()
