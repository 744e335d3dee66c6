"""Break off what takes more time or memory in this process than the user allows.

A library that hangs in C is not broken off by this: it is called in a process of its own, by
`octavo.child`.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from octavo import resident
from octavo.limits import Limits, StoppedError

LOOK = 0.2  # seconds between two looks
MEGABYTE = 1_000_000
RESERVED = 1_000  # megabytes of addresses that libraries take and do not use
ALARM = signal.SIGABRT  # every system has it, and nobody else sends it


@contextmanager
def bounded(limits: Limits) -> Iterator[None]:
    """While this lasts, raise StoppedError at a limit: of memory, or of seconds of work.

    Waiting for another process is no work. Only the main thread can be broken off.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    watch = _Watch(limits)
    before = signal.signal(ALARM, watch.ring)
    watch.start()
    addresses = hold_addresses(limits)
    try:
        with _timed(watch):
            yield
    except MemoryError as error:
        said = limits.passed("memory")
        raise StoppedError("memory", said).with_traceback(error.__traceback__) from None
    finally:
        watch.end()
        signal.signal(ALARM, before)
        _set_addresses(addresses)


class _Watch:
    """A thread that looks at time and memory and has the main thread interrupted."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.passed = limits, ""
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.last = time.process_time() + limits.time

    def start(self) -> None:
        self.thread.start()

    def end(self) -> None:
        self.over.set()
        self.thread.join()

    def late(self, *_: object) -> None:
        self.passed = "time"
        self.ring()

    def look(self) -> None:
        while not self.over.wait(LOOK):
            if time.process_time() > self.last:
                self.passed = "time"
            elif resident.size() > self.limits.memory * MEGABYTE:
                self.passed = "memory"
            if self.passed:  # again each time: a library may have caught the error
                _thread.interrupt_main(ALARM)

    def ring(self, *_: object) -> None:
        if self.passed and not self.over.is_set():
            raise StoppedError(self.passed, self.limits.passed(self.passed))


@contextmanager
def _timed(watch: _Watch) -> Iterator[None]:
    """Where the system can, by its own clock: a regular expression lets no thread look at ours."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    before = signal.signal(signal.SIGPROF, watch.late)
    signal.setitimer(signal.ITIMER_PROF, watch.limits.time, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def hold_addresses(limits: Limits) -> Any:
    """Have Linux give this process no more memory than that. Returns what held before.

    What it has of addresses already is not counted: it may have lived long for others.
    """
    if sys.platform != "linux":
        return None
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    most = limits.memory * MEGABYTE + max(RESERVED * MEGABYTE, resident.addresses())
    if before[1] == resource.RLIM_INFINITY or most < before[1]:
        _set_addresses((most, before[1]))
    return before


def _set_addresses(bounds: Any) -> None:
    if bounds is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, bounds)
