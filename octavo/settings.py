"""The user's own settings, which hold for all manuscripts on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from octavo import places, toml
from octavo.limits import Limits, LimitsError, changed


class SettingsError(Exception):
    """The settings file cannot be understood; the text says where and why."""


def read() -> dict[str, Any]:
    """The settings file's table; empty where there is none. Raises SettingsError."""
    path = places.settings()
    try:
        return toml.loads(path.read_text("utf-8"))
    except OSError:
        return {}
    except ValueError as error:  # not TOML, or not UTF-8
        raise SettingsError(f"your settings, {path}: {error}") from error


def bibliographies() -> tuple[Path, ...]:
    """The libraries that every report may cite: `bibliography = ["~/Zotero/library.json"]`."""
    named = read().get("bibliography", [])
    names = [named] if isinstance(named, str) else named
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise SettingsError(
            f"your settings, {places.settings()}: `bibliography` must be file names"
        )
    return tuple(Path(name).expanduser() for name in names)


def limits() -> Limits:
    """How much a manuscript may ask for: the table `[limits]`. Raises SettingsError."""
    named = read().get("limits", {})
    try:
        if not isinstance(named, dict):
            raise LimitsError("`limits` must be a table")
        return changed(Limits(), named)
    except LimitsError as error:
        raise SettingsError(f"your settings, {places.settings()}: {error}") from error
