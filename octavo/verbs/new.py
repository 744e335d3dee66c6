"""Begin a manuscript: two finished pages to write over."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FINE, UsageError, _options
from octavo.verbs._terminal import quoted


def options(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    _options.new_folder(parser)


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Write it, and say how to go on."""
    from octavo import starter

    try:
        starter.write(options.folder)
    except OSError as error:
        raise UsageError(f"{error.filename or options.folder}: {error.strerror}") from error
    if not options.quiet:
        print(f"{options.folder} is ready. Build it with:\n")
    command = "python3 build.py" if checkout else "octavo"
    print(f"    {command} build {quoted(options.folder)}")
    return FINE
