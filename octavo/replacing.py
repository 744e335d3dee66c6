"""Put files into a folder, each in one step, so that nobody ever sees half of one.

A file is written beside its place and renamed over it. Only one program at a time does so in a
folder; whatever one that was killed left beside is deleted by the next.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

PART = ".octavo.{}-{}.part"  # process and number: half a file, or a whole one without its name yet
LOCK = ".octavo.lock"  # on Windows alone, where a folder itself cannot be locked
PATIENCE = 10.0  # seconds that another build is waited for; it writes for some hundredths of one
# Seconds between the attempts to replace a file that another program holds open, which Windows
# forbids. Virus scanners let go within one, a viewer only when it is closed.
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)

_numbers = count(1)


class BusyError(OSError):
    """Another program has been writing into the folder all the time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(errno.EBUSY, "another build is writing into it", str(folder))


def put(path: Path, data: bytes) -> None:
    """Write one file of a cache, whole or not at all; the folder is made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(path.parent), parts(path.parent, {path.name: data}, synced=False) as written:
        over(written[path.name], path)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who writes into the folder, in which nothing half-written is left.

    Where the file system knows no locks, nothing is deleted. Raises BusyError, and OSError where
    the folder cannot be opened.
    """
    handle = _opened(folder)
    try:
        if _locked(handle, folder):
            sweep(folder)
        yield
    finally:
        os.close(handle)  # which unlocks it


@contextmanager
def parts(
    folder: Path, files: Mapping[str, bytes], *, synced: bool = True
) -> Iterator[dict[str, Path]]:
    """Write all files beside their places; what is not renamed then goes again.

    `synced`: they outlast a failure of the power, which takes its time.
    """
    written: dict[str, Path] = {}
    try:
        for name, data in files.items():
            written[name] = folder / PART.format(os.getpid(), next(_numbers))
            with written[name].open("wb") as file:
                file.write(data)
                file.flush()
                if synced:
                    os.fsync(file.fileno())
        yield written
    finally:
        for part in written.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def over(part: Path, path: Path) -> Path:
    """Rename over the file, if need be again and again. Raises PermissionError where it is held."""
    for pause in PAUSES:
        try:
            return part.replace(path)
        except PermissionError:
            time.sleep(pause)
    return part.replace(path)


def sweep(folder: Path) -> None:
    """Delete what programs that were killed left half-written."""
    for path in folder.glob(PART.format("*", "*")):
        with suppress(OSError):
            path.unlink()


def _opened(folder: Path) -> int:
    """What is locked for the folder."""
    if sys.platform == "win32":
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _locked(handle: int, folder: Path) -> bool:
    """Wait for the lock; False where there are none. Raises BusyError."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _lock(handle)
            return True
        except (BlockingIOError, PermissionError) as error:  # of POSIX, of Windows
            if time.monotonic() > end:
                raise BusyError(folder) from error
            time.sleep(0.02)
        except OSError:
            return False


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
