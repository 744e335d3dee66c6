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
    import subprocess

    from octavo.verbs._python import compiled_once

    if any(argument in ("-h", "--help") for argument in arguments):
        print("usage: build.py test [PYTEST'S ARGUMENTS]\n\nRun all tests.")
        return FINE
    command = [sys.executable, "-m", "pytest", *arguments]
    done = subprocess.run(command, cwd=checkout, env=compiled_once())
    return FINE if done.returncode == 0 else FAULTS
