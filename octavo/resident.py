"""How much memory this process has in use."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


def size() -> int:
    """Bytes; on macOS and Windows the most that it had at one time; 0 where that is not known."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "linux":  # proc(5); getrusage counts the parent's memory too
        return _pages(1)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # in bytes, by macOS's getrusage(2)


def addresses() -> int:
    """Bytes of addresses that this process has taken, used or not; on Linux alone."""
    return _pages(0)


def _pages(field: int) -> int:
    pages = Path("/proc/self/statm").read_text("ascii").split()[field]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _windows() -> int:
    """PeakWorkingSetSize of GetProcessMemoryInfo, by Microsoft's documentation of psapi.h."""
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("cb", ctypes.c_ulong),
            ("faults", ctypes.c_ulong),
            ("peak", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
        ]

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - there on Windows alone
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    known = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
    return int(counters.peak) if known else 0
