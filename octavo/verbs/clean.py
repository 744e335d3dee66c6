"""Delete what Octavo wrote, and nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FINE, _options
from octavo.verbs._terminal import say

IN_CHECKOUT = True


def options(parser: argparse.ArgumentParser) -> None:
    """Where it lies."""
    _options.output(parser)


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Delete it, and say what was kept."""
    from octavo import delivery

    deleted, kept = delivery.clean(options.output)
    for path in kept:
        say(f"{path} was changed after Octavo wrote it: kept")
    if not options.quiet:
        print(f"deleted {len(deleted)} file{'s' * (len(deleted) != 1)} in {options.output}")
    return FINE
