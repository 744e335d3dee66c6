"""The versions that the bytes of a finished paper depend on."""

from __future__ import annotations

import ctypes
import hashlib
import platform
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata

from octavo import __version__
from octavo.engine import libraries
from octavo.model import Document, Typeface
from octavo.shipped import PACKAGE, shipped

# Where all of these are the same, so must the bytes be.
DECIDE = ("Octavo", "WeasyPrint", "Pango", "HarfBuzz", "FreeType", "Fontconfig", "zlib", "Typeface")
PARTS = ("WeasyPrint", "pydyf", "fontTools", "tinycss2", "Jinja2", "Markdown", "nh3", "Pygments")
FREETYPE = ("libfreetype.so.6", "libfreetype.6.dylib", "libfreetype-6.dll", "freetype-6.dll")


def found() -> dict[str, str]:
    """The versions here, by name."""
    versions = {"Octavo": f"{__version__} ({_code()})", "Python": platform.python_version()}
    versions |= {name: _package(name) for name in PARTS} | libraries.versions()
    return versions | {"FreeType": _freetype(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def of(document: Document) -> dict[str, str]:
    """The versions here, and the typeface: a house font may be another file elsewhere."""
    return {**found(), "Typeface": _typeface(document.typeface)}


def _typeface(face: Typeface | None) -> str:
    if face is None:
        return "Octavo's own"
    total = hashlib.sha256(b"".join(path.read_bytes() for path in face.files))
    return f"{face.family} ({total.hexdigest()[:8]})"


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """Which of the versions that decide differ from those of a receipt, in words."""
    pairs = ((name, there.get(name, "unknown"), here.get(name, "unknown")) for name in DECIDE)
    return [f"{name} {theirs} there, {ours} here" for name, theirs, ours in pairs if theirs != ours]


def _package(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


@cache
def _code() -> str:
    """What tells one state of Octavo's own files from another of the same version."""
    total = hashlib.sha256()
    folders = [(PACKAGE, "*.py"), (shipped("templates"), "*")]
    folders += [(shipped("assets") / name, "*") for name in ("styles", "languages", "counts")]
    for folder, pattern in folders:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.relative_to(folder).as_posix().encode())
                total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()[:8]


@cache
def _freetype() -> str:
    for name in FREETYPE:
        try:
            library = ctypes.CDLL(name)
            handle, numbers = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
            library.FT_Init_FreeType(ctypes.byref(handle))
            library.FT_Library_Version(handle, *map(ctypes.byref, numbers))
            library.FT_Done_FreeType(handle)
        except (OSError, AttributeError):
            continue
        return ".".join(str(number.value) for number in numbers)
    return "unknown"
