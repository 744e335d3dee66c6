"""Begin a manuscript: two finished pages to write over."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FINE, UsageError, _options
from octavo.verbs._terminal import quoted


def options(parser: argparse.ArgumentParser) -> None:
    """Where to, and for which brief."""
    _options.new_folder(parser)
    said = "what is demanded of the paper: a file, which is put beside report.toml, or a preset"
    parser.add_argument("--brief", default="", metavar="BRIEF", help=said)


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Write it, and say how to go on."""
    from octavo import starter

    if options.brief:
        _require_brief(options.brief)
    try:
        starter.write(options.folder, options.brief)
    except OSError as error:
        raise UsageError(f"{error.filename or options.folder}: {error.strerror}") from error
    if not options.quiet:
        print(f"{options.folder} is ready. Build it with:\n")
    command = "python3 build.py" if checkout else "octavo"
    print(f"    {command} build {quoted(options.folder)}")
    return FINE


def _require_brief(name: str) -> None:
    """Raises UsageError where there is no such brief, or it is no TOML."""
    from octavo import briefs, config
    from octavo.diagnostics import ReportError

    path = briefs.place(Path(), name, "")
    if path is None:
        presets = ", ".join(briefs.presets())
        raise UsageError(f"there is no brief {name}; presets are {presets}")
    try:
        config.opened(path)
    except ReportError as error:
        raise UsageError(f"{name}: {error}") from error
