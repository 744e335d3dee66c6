"""Find Pango and the libraries around it, and have WeasyPrint load exactly those.

WeasyPrint tries several names for each library through cffi, which for every wrong name starts
a compiler and `ldconfig` to guess a better one: dozens of programs, a third of a second. And on
macOS and Windows the libraries often lie where no loader looks. So each is looked for here, once.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

# Stem of the names WeasyPrint asks for -> file name on Linux, on macOS, and on Windows as built
# by MSYS2 and by Microsoft's compiler (the wheel gstreamer-libs has the latter).
FILES = {
    "gobject-2.0": (
        "libgobject-2.0.so.0",
        "libgobject-2.0.0.dylib",
        "libgobject-2.0-0.dll",
        "gobject-2.0-0.dll",
    ),
    "pango-1.0": (
        "libpango-1.0.so.0",
        "libpango-1.0.0.dylib",
        "libpango-1.0-0.dll",
        "pango-1.0-0.dll",
    ),
    "pangoft2-1.0": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.0.dylib",
        "libpangoft2-1.0-0.dll",
        "pangoft2-1.0-0.dll",
    ),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "harfbuzz.dll"),
    "harfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
        "harfbuzz-subset.dll",
    ),
    "harfbuzz-vector": (
        "libharfbuzz-vector.so.0",
        "libharfbuzz-vector.0.dylib",
        "libharfbuzz-vector-0.dll",
        "harfbuzz-vector.dll",
    ),
    "fontconfig": (
        "libfontconfig.so.1",
        "libfontconfig.1.dylib",
        "libfontconfig-1.dll",
        "fontconfig-1.dll",
    ),
}

# Without these there is no PDF; stem -> name for people.
NEEDED = {
    "pango-1.0": "Pango",
    "pangoft2-1.0": "PangoFT2",
    "harfbuzz": "HarfBuzz",
    # WeasyPrint can do without, but then every build warns and embeds fonts more slowly.
    "harfbuzz-subset": "HarfBuzz-Subset",
    "fontconfig": "Fontconfig",
    "gobject-2.0": "GObject",
}

# Debian packages unpacked by the set-up of a checkout (octavo.setup.debian), without root.
UNPACKED = "debian"


def missing() -> tuple[str, ...]:
    """Names, for people, of the needed libraries that are not found."""
    return tuple(name for stem, name in NEEDED.items() if not find(stem))


@cache
def find(stem: str) -> str:
    """What to give the system's loader for this library: a file name or path; "" if none loads.

    `stem` is a key of FILES. The library is loaded by this, which is the only sure trial.
    """
    for candidate in _candidates(stem):
        with suppress(OSError):
            ctypes.CDLL(candidate)
            return candidate
    return ""


def versions() -> dict[str, str]:
    """The versions of Pango, HarfBuzz and fontconfig that are found, by name."""
    found = {}
    for stem, name, function in (
        ("pango-1.0", "Pango", "pango_version_string"),
        ("harfbuzz", "HarfBuzz", "hb_version_string"),
    ):
        if find(stem):
            call = getattr(ctypes.CDLL(find(stem)), function)
            call.restype = ctypes.c_char_p
            found[name] = call().decode()
    if find("fontconfig"):
        number = ctypes.CDLL(find("fontconfig")).FcGetVersion()
        found["Fontconfig"] = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return found


@contextmanager
def in_place() -> Iterator[None]:
    """While this lasts, cffi loads the libraries that were found here and guesses no names."""
    import cffi

    original = cffi.FFI.dlopen

    def dlopen(self: Any, name: object, flags: int = 0) -> Any:
        stem = stem_of(name) if isinstance(name, str) else None
        if stem is None:
            return original(self, name, flags)
        if not find(stem):
            raise OSError(f"{name} was not found")
        return original(self, find(stem), flags)

    cffi.FFI.dlopen = dlopen
    try:
        yield
    finally:
        cffi.FFI.dlopen = original


def stem_of(name: str) -> str | None:
    """The key of FILES that a name WeasyPrint tries stands for: "libpango-1.0-0" and the like."""
    bare = name.removeprefix("lib")
    stems = sorted(FILES, key=len, reverse=True)  # pangoft2-1.0 before pango-1.0
    return next((s for s in stems if bare == s or bare.startswith((s + "-", s + "."))), None)


def _candidates(stem: str) -> Iterator[str]:
    linux, darwin, *windows = FILES[stem]
    if sys.platform == "win32":
        for folder in _windows_folders():
            yield from (str(folder / name) for name in windows if (folder / name).exists())
    elif sys.platform == "darwin":
        for folder in _macos_folders():
            yield str(folder / darwin)
    else:
        yield linux
        if _load_unpacked():
            yield linux  # now in memory: the loader knows it by this name


@cache
def _load_unpacked() -> bool:
    """Load what the set-up unpacked into `.venv`; False if there is nothing.

    The loader does not look there, but takes a library that is in memory for one that another
    needs. So load again and again what could not yet be loaded, until nothing changes.
    """
    waiting = sorted(Path(sys.prefix, UNPACKED).glob("**/lib*.so.*"))
    found = bool(waiting)
    while waiting:
        failed = [file for file in waiting if not _loads(file)]
        if len(failed) == len(waiting):
            break
        waiting = failed
    return found


def _loads(file: Path) -> bool:
    try:
        ctypes.CDLL(str(file))
    except OSError:
        return False
    return True


def _macos_folders() -> Iterator[Path]:
    """Homebrew (Apple's and Intel's processors), MacPorts, the wheel gstreamer-libs."""
    yield from map(Path, ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"))
    yield from _wheel("lib")


@cache
def _windows_folders() -> tuple[Path, ...]:
    """The wheel gstreamer-libs, MSYS2, the GTK installer; entered into the loader's search."""
    known = (
        r"C:\msys64\ucrt64\bin",
        r"C:\msys64\mingw64\bin",
        r"C:\Program Files\GTK3-Runtime Win64\bin",
    )
    folders = tuple(path for path in (*_wheel("bin"), *map(Path, known)) if path.is_dir())
    if sys.platform == "win32":
        for folder in folders:
            os.add_dll_directory(str(folder))
    return folders


def _wheel(folder: str) -> Iterator[Path]:
    spec = importlib.util.find_spec("gstreamer_libs")
    if spec and spec.origin:
        yield Path(spec.origin).parent / folder


if __name__ == "__main__":  # what the set-up asks of the Python inside .venv
    sys.exit(bool(missing()))
