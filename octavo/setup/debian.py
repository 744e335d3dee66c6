"""Bring packages of Debian, Ubuntu and their kin: as root by apt, else unpacked in a folder."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from octavo.setup import SetupError

# Messages in English (they are searched), and no questions.
ENVIRONMENT = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}

NO_NETWORK = re.compile(
    "Temporary failure resolving|Could not resolve|Could not connect|Unable to connect"
    "|Network is unreachable|Connection timed out"
)


def install(packages: Sequence[str]) -> None:
    """Install as root; fetches the lists of packages if need be. SetupError if apt fails."""
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if _run(command).returncode == 0:
        return
    _run(["apt-get", "update", "-qq"])
    again = _run(command)
    if again.returncode != 0:
        raise SetupError(_failure(command, again.stderr))


def needed(packages: Sequence[str]) -> list[str]:
    """These packages and all they depend on, as far as not installed; [] if apt knows no way.

    An ordinary user may ask this. Upgrades are left out: what is installed is loaded already.
    """
    trial = _run(["apt-get", "install", "-s", "--no-install-recommends", *packages])
    if trial.returncode != 0:
        return []
    lines = (line.split() for line in trial.stdout.splitlines() if line.startswith("Inst "))
    return [words[1] for words in lines if not words[2].startswith("[")]


def unpack(packages: Sequence[str], folder: Path) -> None:
    """Download just these packages and unpack them below `folder`. SetupError if that fails."""
    with tempfile.TemporaryDirectory() as temporary:
        command = ["apt-get", "download", "-qq", *packages]
        fetched = _run(command, temporary)
        if fetched.returncode != 0:
            raise SetupError(_failure(command, fetched.stderr))
        for package in sorted(Path(temporary).glob("*.deb")):
            unpacked = _run(["dpkg-deb", "-x", str(package), str(folder)])
            if unpacked.returncode != 0:
                raise SetupError(_failure(["dpkg-deb", package.name], unpacked.stderr))


def _run(command: Sequence[str], folder: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def _failure(command: Sequence[str], errors: str) -> str:
    if NO_NETWORK.search(errors):
        return (
            "There is no network, or the server of this system's packages cannot be reached.\n"
            "Try again when connected."
        )
    last = "\n".join("    " + line for line in errors.strip().splitlines()[-4:])
    return f"{' '.join(command)} failed:\n\n{last}"
