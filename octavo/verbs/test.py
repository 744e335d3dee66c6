"""Run all tests."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from octavo.verbs import FAULTS, FINE

IN_CHECKOUT = True


def options(parser: argparse.ArgumentParser) -> None:
    """Pytest's own, which it is given as they are."""


def passed_on(arguments: Sequence[str], checkout: Path) -> int:
    """Run pytest in the checkout with its own arguments."""
    import os
    import subprocess

    if any(argument in ("-h", "--help") for argument in arguments):
        print("usage: build.py test [PYTEST'S ARGUMENTS]\n\nRun all tests.")
        return FINE
    command = [sys.executable, "-m", "pytest", *arguments]
    # Tests start Octavo hundreds of times; it shall not be compiled anew each time.
    kept = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return FINE if subprocess.run(command, cwd=checkout, env=kept).returncode == 0 else FAULTS
