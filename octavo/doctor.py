"""What `octavo doctor` says: versions, fonts, folders, what is missing, and the cure."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from octavo import __version__, engine, places
from octavo.engine import fontconfig, libraries, mends
from octavo.setup import system

# The fonts the shipped templates ask for; a test compares this with the folder.
FONTS = (
    "NotoSerifCJKsc-Regular-GB2312.otf",
    "SourceCodePro-Regular.ttf",
    "SourceSans3-It.ttf",
    "SourceSans3-Regular.ttf",
    "SourceSans3-Semibold.ttf",
    "SourceSerif4-Bold.ttf",
    "SourceSerif4-BoldIt.ttf",
    "SourceSerif4-It.ttf",
    "SourceSerif4-Regular.ttf",
    "SourceSerif4Display-Semibold.ttf",
    "SourceSerif4SmText-It.ttf",
    "SourceSerif4SmText-Regular.ttf",
)

# What Octavo imports, by the names of their packages.
PARTS = (
    "weasyprint",
    "fonttools",
    "jinja2",
    "markdown",
    "bibtexparser",
    "nh3",
    "page-validation",
    "pillow",
    "pygments",
    "pylatexenc",
    "pypdfium2",
    "pyyaml",
    "tinyhtml5",
    "tinycss2",
    "watchfiles",
)


# What can be done without: there is none of it yet for the newest Python.
SPARE = ("page-validation",) if sys.version_info >= (3, 15) else ()


def report() -> tuple[str, bool]:
    """The whole report, and whether a PDF can be made here."""
    faults = list(_faults())
    lines = [*_versions(), "", *_fonts(), "", *_folders(), ""]
    lines += faults or ["All is there: PDF and web pages can be made."]
    return "\n".join(lines), not faults


def _versions() -> Iterator[str]:
    yield _line("Octavo", __version__)
    yield _line("Python", f"{platform.python_version()}  {sys.executable}")
    yield _line("System", f"{platform.system()} {platform.release()} {platform.machine()}")
    yield ""
    for name in PARTS:
        yield _line(name, _version(name) or "missing")
    for name, version in libraries.versions().items():
        yield _line(name, version)
    for name in libraries.missing():
        yield _line(name, "missing")
    if not libraries.missing() and _version("weasyprint"):
        yield _line("Mends", _mends())


def _mends() -> str:
    """Which of our mends of WeasyPrint fit the installed one."""
    engine.load()
    misfits = mends.apply_all()
    if misfits:
        return f"do not fit this WeasyPrint and are left out: {', '.join(misfits)}"
    return f"{', '.join(mends.names())}: in place"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _fonts() -> Iterator[str]:
    folder = fontconfig.shipped_fonts()
    yield _line("Fonts", str(folder))
    for name in FONTS:
        yield _line("", Path(name).stem + ("" if (folder / name).is_file() else "  missing"))


def _folders() -> Iterator[str]:
    settings = places.settings()
    yield _line("Settings", f"{settings}{'' if settings.is_file() else '  (none yet)'}")
    yield _line("Cache", str(places.cache()))


def _faults() -> Iterator[str]:
    parts = [name for name in PARTS if name not in SPARE and not _version(name)]
    if parts:
        yield f"Parts of Octavo are missing: {', '.join(parts)}. {_again()}"
    fonts = [name for name in FONTS if not (fontconfig.shipped_fonts() / name).is_file()]
    if fonts:
        yield f"Fonts of Octavo are missing: {', '.join(fonts)}. {_again()}"
    libs = libraries.missing()
    if libs:
        yield f"Not found: {', '.join(libs)}. {system.explain(['pango'])}"


def _again() -> str:
    return "Get Octavo again, or undo what removed them."


def _line(name: str, value: str) -> str:
    return f"{name:<16}{value}".rstrip()
