"""Fontconfig's view of the world: the shipped fonts, and others only on request.

Pages then come out the same on every computer, and no name (Mono, Serif) is quietly answered by
a font of the system. https://fontconfig.pages.freedesktop.org/fontconfig/fontconfig-user.html
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

from octavo import places
from octavo.shipped import shipped

# Generic CSS name -> the shipped families that answer it, best first.
GENERIC = {
    "serif": ("Source Serif 4", "Noto Serif CJK SC"),
    "sans-serif": ("Source Sans 3", "Noto Serif CJK SC"),
    "monospace": ("Source Code Pro", "Noto Serif CJK SC"),
}


def use(folders: Iterable[Path] = (), *, system: bool = False) -> Path:
    """Point fontconfig to the shipped fonts, those in `folders`, and if asked the system's.

    Holds for every `FontConfiguration` made from now on. Returns the configuration file.
    """
    path = _write(configuration((shipped_fonts(), *folders, *(_system() if system else ()))))
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path


def shipped_fonts() -> Path:
    """The folder of the fonts that pages are set in."""
    return shipped("assets") / "fonts" / "print"


def configuration(folders: Iterable[Path]) -> str:
    """The text of a `fonts.conf` that knows these folders and no other."""
    lines = [f"<dir>{escape(str(folder))}</dir>" for folder in folders]
    lines.append(f"<cachedir>{escape(str(places.cache() / 'fontconfig'))}</cachedir>")
    for generic, families in GENERIC.items():
        names = "".join(f"<family>{name}</family>" for name in families)
        lines.append(f"<alias><family>{generic}</family><prefer>{names}</prefer></alias>")
    head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
    return head + "<fontconfig>\n" + "\n".join(lines) + "\n</fontconfig>\n"


def _write(text: str) -> Path:
    """Keep the text in the user's cache, under a name made from it: it is never changed there."""
    name = f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    path = places.cache() / name
    with suppress(OSError):
        if path.read_text("utf-8") == text:
            return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # no home to write to: a folder for this run
        path = Path(tempfile.mkdtemp(prefix="octavo-")) / name
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(text, "utf-8")
    beside.replace(path)
    return path


def _system() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        own = home / "AppData/Local/Microsoft/Windows/Fonts"
        return (Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts", own)
    if sys.platform == "darwin":
        known = ("/System/Library/Fonts", "/Library/Fonts")
        return (*map(Path, known), home / "Library/Fonts")
    known = ("/usr/share/fonts", "/usr/local/share/fonts")
    return (*map(Path, known), home / ".local/share/fonts", home / ".fonts")
