"""Have work on the manuscript done in a process of its own, so that the page need not wait for it.

The parent's side is `Beside`, the child's `main`. The parent writes a line for each order; the
child answers with lines of JSON, the last of which has the key `done` or `failed`, unless a newer
order overtook the work. The process stays warm: it is never ended for a newer order.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from octavo.child import begun, end
from octavo.memory import Memory

Told = Callable[[dict[str, Any]], None]
PATIENCE = 120.0  # seconds without a sign of life until a newer order ends the process


class Beside:
    """Does a job when asked, always on the files as they are then.

    `job` is a module with `work(root, bibliographies, memory, kept, go_on)`, which yields answers
    and may call `go_on` wherever it can be broken off without loss; `kept` is a dictionary of its
    own that lasts. `IN_A_ROW` says how often the work may be overtaken until it is finished,
    however old. `told` is called with each answer, from a thread.
    """

    def __init__(self, job: str, root: Path, bibliographies: Sequence[Path], told: Told) -> None:
        self._arguments = [job, *(str(path.absolute()) for path in (root, *bibliographies))]
        self._told = told
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._busy_since: float | None = None  # or since its last answer

    def order(self) -> None:
        """Have the job done anew."""
        with self._lock:
            if self._closed:
                return
            if self._busy_since and time.monotonic() - self._busy_since > PATIENCE:
                self._end()
            if self._child is None:
                self._child = begun(__name__, *self._arguments)
                threading.Thread(target=self._listen, args=(self._child,), daemon=True).start()
            self._busy_since = self._busy_since or time.monotonic()
            _ask(self._child)

    def close(self) -> None:
        """End the child; nothing is told from now on."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        child, self._child, self._busy_since = self._child, None, None
        if child is not None:
            end(child)

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        try:
            for line in child.stdout or ():
                answer = json.loads(line)
                with self._lock:
                    if self._child is not child or self._closed:
                        return
                    ended = {"done", "failed"} & answer.keys()
                    self._busy_since = None if ended else time.monotonic()
                self._told(answer)
        except (OSError, ValueError):  # the pipe was closed: the child was ended
            return
        with self._lock:
            if self._child is not child:
                return
            self._end()
        self._told({"failed": "a process ended; it is begun anew at the next save"})


def _ask(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        try:
            child.stdin.write(b"again\n")
            child.stdin.flush()
        except OSError:  # it has just died; whoever listens to it says so
            pass


# --- in the child ------------------------------------------------------------------------


class OvertakenError(Exception):
    """A newer order has come, and this work is not worth finishing."""


def main(arguments: Sequence[str]) -> None:
    """Do the job named first at each line of the standard input; end with it."""
    job = importlib.import_module(arguments[0])
    root, *bibliographies = map(Path, arguments[1:])
    if hasattr(os, "nice"):
        os.nice(job.NICE)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
    os.dup2(2, 1)  # whatever else prints must not get into the answers
    orders = Orders(job.IN_A_ROW)
    memory, kept = Memory(lasting=True), dict[str, Any]()  # a job's own, from order to order
    gc.disable()  # it would stop the work; between two orders there is time
    while True:
        orders.wait()
        memory = memory.next()
        try:
            for answer in job.work(root, bibliographies, memory, kept, orders.go_on):
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
                out.flush()
            orders.finished()
        except OvertakenError:
            continue
        except Exception as error:  # whatever it is, the next save may mend it
            out.write(json.dumps({"failed": f"{type(error).__name__}: {error}"}) + "\n")
            out.flush()
        gc.collect()


class Orders:
    """The orders as they come in. With the parent the child ends, whatever it is doing."""

    def __init__(self, in_a_row: int, pipe: int = 0) -> None:
        self._in_a_row, self._pipe = in_a_row, pipe
        self._come = threading.Semaphore(0)
        self._begun = self._lasted = 0.0
        self._overtaken = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while orders := os.read(self._pipe, 4096):
            self._come.release(orders.count(b"\n"))
        os._exit(0)

    def wait(self) -> None:
        """Wait for an order; those that came meanwhile are one."""
        self._come.acquire()
        while self._come.acquire(blocking=False):
            pass
        self._begun = time.monotonic()

    def finished(self) -> None:
        """The work was done to its end."""
        self._lasted, self._overtaken = time.monotonic() - self._begun, 0

    def go_on(self) -> None:
        """Raise OvertakenError if a newer order waits and this work is not nearly done."""
        if not self._waits() or self._overtaken >= self._in_a_row:
            return
        if self._lasted / 2 < time.monotonic() - self._begun < self._lasted * 2:
            return
        self._overtaken += 1
        raise OvertakenError

    def _waits(self) -> bool:
        if not self._come.acquire(blocking=False):
            return False
        self._come.release()
        return True
