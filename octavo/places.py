"""The user's own folders, as each system wants them: the cache and the settings file."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

MOST = 100  # files of one kind in the cache; a service builds thousands of manuscripts
LONGEST = 30 * 24 * 3600  # seconds for which a file of the cache is kept


def cache() -> Path:
    """The folder for what can be made anew at any time; it need not exist yet.

    Linux: the XDG base directory specification; macOS and Windows: their makers' conventions.
    """
    if sys.platform == "win32":
        return _folder("LOCALAPPDATA", "AppData/Local") / "octavo" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "octavo"
    return _folder("XDG_CACHE_HOME", ".cache") / "octavo"


def forget_old(folder: Path) -> None:
    """Delete what is old in a folder of the cache, and all but the newest files."""
    dates: list[tuple[float, Path]] = []
    for path in folder.iterdir():
        with suppress(OSError):  # another build may have deleted it
            dates.append((path.stat().st_mtime, path))
    dates.sort(key=lambda one: one[0], reverse=True)
    for number, (date, path) in enumerate(dates):
        if number >= MOST or time.time() - date > LONGEST:
            with suppress(OSError):
                path.unlink()


def settings() -> Path:
    """The user's settings file; it need not exist."""
    if sys.platform == "win32":
        return _folder("APPDATA", "AppData/Roaming") / "octavo" / "settings.toml"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "octavo" / "settings.toml"
    return _folder("XDG_CONFIG_HOME", ".config") / "octavo" / "settings.toml"


def _folder(variable: str, below_home: str) -> Path:
    """What the variable says; the XDG specification has relative paths ignored."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / below_home
