"""Fontconfig's view of the world: the shipped fonts, and a house font if one is asked for.

Pages then come out the same on every computer, and no name (Mono, Serif) is quietly answered by
a font of the system. https://fontconfig.pages.freedesktop.org/fontconfig/fontconfig-user.html
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from octavo import places, replacing
from octavo.shipped import shipped

if TYPE_CHECKING:
    from octavo.model import Typeface

# Generic CSS name -> the shipped families that answer it, best first.
GENERIC = {
    "serif": ("Source Serif 4", "Noto Serif CJK SC"),
    "sans-serif": ("Source Sans 3", "Noto Serif CJK SC"),
    "monospace": ("Source Code Pro", "Noto Serif CJK SC"),
}


def use(typeface: Typeface | None = None) -> Path:
    """Point fontconfig to the shipped fonts and to the files of the house font.

    Holds for every `FontConfiguration` made from now on. Returns the configuration file: it lies in
    the user's cache or, where that cannot be written to, in a folder for this run.
    """
    try:
        path = _configured(typeface, places.cache())
    except OSError:
        path = _configured(typeface, Path(tempfile.mkdtemp(prefix="octavo-")))
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path


def _configured(typeface: Typeface | None, cache: Path) -> Path:
    folders = [shipped_fonts(), *([_alone(typeface.files, cache)] if typeface else ())]
    return _write(configuration(folders), cache)


def shipped_fonts() -> Path:
    """The folder of the fonts that pages are set in."""
    return shipped("assets") / "fonts" / "print"


def configuration(folders: Iterable[Path]) -> str:
    """The text of a `fonts.conf` that knows these folders and no other."""
    lines = [f"<dir>{escape(str(folder), quote=False)}</dir>" for folder in folders]
    lines.append(f"<cachedir>{escape(str(places.cache() / 'fontconfig'), quote=False)}</cachedir>")
    for generic, families in GENERIC.items():
        names = "".join(f"<family>{name}</family>" for name in families)
        lines.append(f"<alias><family>{generic}</family><prefer>{names}</prefer></alias>")
    head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
    return head + "<fontconfig>\n" + "\n".join(lines) + "\n</fontconfig>\n"


def _alone(files: Sequence[Path], cache: Path) -> Path:
    """A folder that holds these font files and no other: no name is answered by their neighbours.

    Its name is made from their contents, so nothing in it ever changes.
    """
    data = {path.name: path.read_bytes() for path in files}
    digest = hashlib.sha256(b"".join(data[name] for name in sorted(data))).hexdigest()[:16]
    folder = cache / f"face-{digest}"
    for name, content in data.items():
        if not (folder / name).is_file():
            replacing.put(folder / name, content)
    return folder


def _write(text: str, cache: Path) -> Path:
    """Keep the text, under a name made from it: it is never changed there."""
    path = cache / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    with suppress(OSError):
        if path.read_text("utf-8") == text:
            return path
    replacing.put(path, text.encode())
    return path


def system_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, its own and the user's; not all need be there."""
    home = Path.home()
    if sys.platform == "win32":
        own = home / "AppData/Local/Microsoft/Windows/Fonts"
        return (Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts", own)
    if sys.platform == "darwin":
        known = ("/System/Library/Fonts", "/Library/Fonts")
        return (*map(Path, known), home / "Library/Fonts")
    known = ("/usr/share/fonts", "/usr/local/share/fonts")
    return (*map(Path, known), home / ".local/share/fonts", home / ".fonts")
