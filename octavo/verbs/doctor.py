"""Say what is installed here and what is missing."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FAULTS, FINE


def options(parser: argparse.ArgumentParser) -> None:
    """Nothing more."""


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Print it."""
    from octavo import doctor

    text, fine = doctor.report()
    print(text)
    return FINE if fine else FAULTS
