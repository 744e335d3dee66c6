"""Make `.venv` beside `build.py`, with what a run needs; start over whatever was left half done."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from octavo.engine import libraries
from octavo.setup import SetupError, debian, pip, system

HTML_HINT = "Web pages work without Pango:  python3 build.py --to html"
GSTREAMER = Path(__file__).with_name("gstreamer-libs.lock")


def prepare(root: Path, stamps: Mapping[str, bytes], wheels: str | None = None) -> None:
    """Make ready what `stamps` names: "run" the packages, "dev" the tools, "pdf" Pango.

    Each value is written to `.venv/ready-<need>` when that is done. `wheels` is a folder to
    install from without a network. Raises SetupError with all that hinders it.
    """
    try:
        with _alone(root / "build.py"):
            _prepare(root, stamps, wheels)
    except OSError as error:
        raise SetupError(f"Octavo cannot set itself up: {error}") from error


def _prepare(root: Path, stamps: Mapping[str, bytes], wheels: str | None) -> None:
    venv = root / ".venv"
    todo = [need for need, stamp in stamps.items() if not _is_ready(venv, need, stamp)]
    if not todo:  # another run did it while this one waited
        return
    fresh = "run" in todo or (venv / "unfinished").exists()
    todo = list(stamps) if fresh else todo
    _make(root, todo, fresh, wheels)
    for need in todo:
        (venv / f"ready-{need}").write_bytes(stamps[need])


def python(venv: Path) -> Path:
    """The interpreter of that virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make(root: Path, todo: list[str], fresh: bool, wheels: str | None) -> None:
    lacking = _lacking(todo)
    unpack = _plan(lacking)
    started = time.monotonic()
    say("Octavo sets itself up in .venv; this takes about half a minute, once.")
    with _replacing(root / ".venv", fresh):
        if fresh:
            _create(root / ".venv")
        if unpack:
            debian.unpack(unpack, root / ".venv" / libraries.UNPACKED)
        _install(root, todo, wheels)
        if "pdf" in todo:
            _pango(root, wheels)
    say(f"Ready after {time.monotonic() - started:.0f} seconds.")


def say(text: str) -> None:
    """Tell the user; never on standard output, which is for what Octavo was asked."""
    print(text, file=sys.stderr, flush=True)


def _lacking(todo: list[str]) -> list[str]:
    """Keys of `system.LACKING`: what this computer must bring itself and does not."""
    lacking = []
    if "pdf" in todo and sys.platform not in ("win32", "darwin") and libraries.missing():
        lacking.append("pango")
    if ("run" in todo or "dev" in todo) and not pip.available():
        lacking.append("pip")
    if "run" in todo and importlib.util.find_spec("venv") is None:
        lacking.append("venv")
    return lacking


def _plan(lacking: list[str]) -> list[str]:
    """Bring what is lacking, as root; else the Debian packages to unpack once `.venv` is there."""
    if not lacking:
        return []
    if system.packager() == "apt-get" and system.is_root():
        command = system.command(lacking)
        say(f"This system lacks {system.names(lacking)}. As root, Octavo runs: {command}")
        debian.install(system.packages(lacking, "apt-get"))
        return []
    if system.packager() == "apt-get" and "venv" not in lacking:
        # The wheel of pip is all that is wanted of python3-venv.
        wanted = system.packages(["pango"], "apt-get") if "pango" in lacking else []
        names = debian.needed([*wanted, *(["python3-pip-whl"] if "pip" in lacking else [])])
        if names:
            what = system.names(lacking)
            say(f"Octavo fetches {what} into .venv, from this system's packages.")
            return names
    raise SetupError(system.explain(lacking, HTML_HINT if lacking == ["pango"] else ""))


@contextmanager
def _replacing(venv: Path, fresh: bool) -> Iterator[None]:
    """Set the old `.venv` aside, and put it back if making the new one fails.

    If the run is killed, the mark stays and the next set-up begins anew.
    """
    old = venv.with_name(".venv-old")
    shutil.rmtree(old, ignore_errors=True)
    if fresh and venv.exists():
        venv.rename(old)
    mark = venv / "unfinished"
    try:
        if not fresh:
            mark.touch()
        yield
    except BaseException as error:
        if fresh:
            shutil.rmtree(venv, ignore_errors=True)
            if old.exists():
                old.rename(venv)
        elif isinstance(error, Exception):  # pip failed, and took back what it had begun
            mark.unlink()
        raise
    mark.unlink(missing_ok=True)
    shutil.rmtree(old, ignore_errors=True)


def _create(venv: Path) -> None:
    base = _base_python()
    made = subprocess.run(
        [base, "-m", "venv", "--without-pip", str(venv)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if made.returncode != 0:
        raise SetupError(f"Python cannot make .venv:\n\n    {(made.stderr or made.stdout).strip()}")


def _base_python() -> str:
    return str(getattr(sys, "_base_executable", sys.executable))


def _install(root: Path, todo: list[str], wheels: str | None) -> None:
    name = "requirements-dev.lock" if "dev" in todo else "requirements.lock"
    if "run" in todo or "dev" in todo:
        _pip(root, root / name, wheels)


def _pip(root: Path, lock: Path, wheels: str | None) -> None:
    unpacked = sorted((root / ".venv" / libraries.UNPACKED).glob("**/pip-*.whl"))
    own = str(unpacked[-1]) if unpacked else ""
    pip.install(python(root / ".venv"), _base_python(), lock, wheels, own)


def _pango(root: Path, wheels: str | None) -> None:
    """See that the new `.venv` finds Pango; on Windows and macOS fetch it as a wheel if not."""
    if _finds_pango(root):
        return
    if sys.platform in ("win32", "darwin"):
        _pip(root, GSTREAMER, wheels)
    if not _finds_pango(root):
        raise SetupError(system.explain(["pango"], HTML_HINT))


def _finds_pango(root: Path) -> bool:
    command = [str(python(root / ".venv")), "-m", "octavo.engine.libraries"]
    return subprocess.run(command, cwd=root, check=False).returncode == 0


def _is_ready(venv: Path, need: str, stamp: bytes) -> bool:
    try:
        return (venv / f"ready-{need}").read_bytes() == stamp
    except OSError:
        return False


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Only one set-up at a time: the second waits. A run that dies frees the lock by dying."""
    with file.open("r+b") as handle:
        if not _lock(handle):
            say("Another run is setting Octavo up; waiting for it.")
            while not _lock(handle):
                time.sleep(0.2)
        yield


def _lock(handle: IO[bytes]) -> bool:
    """Try to lock the file against other runs, not against readers; held until it is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(1 << 30)  # far behind the end, since Windows shuts out readers, too
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # so POSIX and Windows say that another has it
        return False
    except OSError:  # a file system without locks: nothing to wait for
        return True
    return True
