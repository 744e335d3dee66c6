"""What the system itself must bring, Pango and pip, and the command that brings it here."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LACKING = {
    "pango": "Pango, the library that lays out the pages of a PDF",
    "pip": "pip, the part of Python that fetches Octavo's parts",
    "venv": "venv, the part of Python that keeps them in a folder of their own",
}


@dataclass(frozen=True, slots=True)
class Packager:
    """A system's own way to install: the command, and its packages for each key of LACKING."""

    command: str
    packages: Mapping[str, str]
    root: bool = True  # must it run as root?


PACKAGERS = {
    "apt-get": Packager(
        "apt-get install -y --no-install-recommends",
        {
            "pango": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            "pip": "python3-venv",
            "venv": "python3-venv",
        },
    ),
    "dnf": Packager("dnf install -y", {"pango": "pango harfbuzz", "pip": "python3-pip"}),
    "pacman": Packager("pacman -S --needed", {"pango": "pango", "pip": "python-pip"}),
    "zypper": Packager(
        "zypper install",
        {
            "pango": "libpango-1_0-0 libpangoft2-1_0-0 libharfbuzz-subset0",
            "pip": "python3-pip",
        },
    ),
    "apk": Packager(
        "apk add",
        {"pango": "pango fontconfig so:libharfbuzz-subset.so.0", "pip": "py3-pip"},
    ),
    "brew": Packager("brew install", {"pango": "pango"}, root=False),
    "port": Packager("port install", {"pango": "pango"}),
}


def packager() -> str | None:
    """The key of PACKAGERS that this system has, or None."""
    return next((name for name in PACKAGERS if shutil.which(name)), None)


def is_root() -> bool:
    """Does this run as root (as in containers and CI)?"""
    return sys.platform != "win32" and os.geteuid() == 0


def packages(lacking: Sequence[str], name: str) -> list[str]:
    """The packages of that packager which bring what is lacking, each once."""
    known = PACKAGERS[name].packages
    return list(dict.fromkeys(" ".join(known.get(key, "") for key in lacking).split()))


def names(lacking: Sequence[str]) -> str:
    """What is lacking, in short: "Pango and pip"."""
    return " and ".join(LACKING[key].partition(",")[0] for key in lacking)


def command(lacking: Sequence[str]) -> str | None:
    """The line to type that brings what is lacking (keys of LACKING), or None if unknown."""
    name = packager()
    if name is None or not packages(lacking, name):
        return None
    sudo = "sudo " if PACKAGERS[name].root and not is_root() else ""
    line = " ".join([f"{sudo}{PACKAGERS[name].command}", *packages(lacking, name)])
    return f"{sudo}apt-get update && {line}" if name == "apt-get" else line


def explain(lacking: Sequence[str], hint: str = "") -> str:
    """One message: all that is lacking, the command for this system, and the hint below."""
    lines = ["This computer lacks", *(f"  - {LACKING[key]}" for key in lacking), ""]
    line = command(lacking)
    if line:
        lines += ["Type this once, then your command again:", "", f"    {line}"]
    else:
        lines.append(_without_packager(lacking))
    if hint:
        lines += ["", hint]
    return "\n".join(lines)


def _without_packager(lacking: Sequence[str]) -> str:
    if "pip" in lacking or "venv" in lacking:
        return "Install Python with pip and venv: https://www.python.org/downloads/"
    if sys.platform in ("win32", "darwin"):
        name = Path(sys.executable).name
        return f"Type this once:\n\n    {name} -m pip install --no-deps gstreamer-libs"
    return "Install Pango 1.44 or newer with your system's own tools, then run your command again."
