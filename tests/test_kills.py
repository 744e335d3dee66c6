"""A build that is killed leaves every finished file whole; tests/kills.py does the killing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "kills.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


def said(*arguments: str) -> list[str]:
    command = [sys.executable, str(PROGRAM), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not run.stderr
    return run.stdout.splitlines()


def test_a_killed_build_leaves_every_file_whole() -> None:
    done, *faults = said("--count", "20")
    at_steps, within, at_random = (int(word) for word in done.split() if word.isdigit())
    assert (at_steps > 10, within > 2, at_random) == (True, True, 20)
    assert faults == ["0 faults"]


def test_files_written_plainly_are_found_broken() -> None:
    assert any("is of neither version" in line for line in said("--count", "0", "--plain"))
