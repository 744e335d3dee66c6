"""Time whole builds, beside those of other builders that are installed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

IN_CHECKOUT = True


def options(parser: argparse.ArgumentParser) -> None:
    """The benchmark's own, which it is given as they are."""


def passed_on(arguments: Sequence[str], checkout: Path) -> int:
    """Run the benchmark with its own arguments."""
    import subprocess

    program = checkout / "benchmarks" / "builds.py"
    return subprocess.run([sys.executable, str(program), *arguments]).returncode
