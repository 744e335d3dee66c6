"""Packages by name and version, fetched once: `deb:name=version` or `npm:name@version`."""

from __future__ import annotations

import subprocess
from pathlib import Path


def fetch(package: str, folder: Path) -> Path:
    """The folder with what is in the package; it is fetched and unpacked if it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    kind, _, name = package.partition(":")
    target = folder / name.strip("@").replace("/", "-").replace("=", "-")
    if target.exists():
        return target
    if kind == "npm":
        packed = _run(["npm", "pack", "--silent", name], folder).split()[-1]
        target.mkdir()
        _run(["tar", "xzf", packed, "-C", str(target)], folder)
    else:
        _run(["apt-get", "download", name], folder)
        (packed_deb,) = folder.glob(f"{name.split('=')[0]}_*.deb")
        _run(["dpkg-deb", "-x", packed_deb.name, str(target)], folder)
    return target


def _run(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
