"""The same manuscript gives the same bytes: elsewhere, later, for another user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from octavo.engine import libraries

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "octavo" / "starter" / "manuscript"
BUILD = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"
MORE = (
    "\nIn Chinese: 北京. In Russian: Москва.\n\n| Year | Loan |\n|-----:|-----:|\n| 1950 | 300 |\n"
)


def made(folder: Path, formats: str, modified: int, **variables: str) -> dict[str, bytes]:
    """What comes of the starter in that folder, for a user with these variables."""
    shutil.copytree(STARTER, folder / "paper")
    last = sorted((folder / "paper").glob("*.md"))[-1]
    last.write_text(last.read_text("utf-8") + MORE, "utf-8")
    for path in (folder / "paper").rglob("*"):
        os.utime(path, (modified, modified))
    out = folder / "made"
    command = [sys.executable, "-c", BUILD, "build", "-q", "--to", formats]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    subprocess.run(
        [*command, "-o", str(out), str(folder / "paper")], env=environment, cwd=folder, check=True
    )
    return {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}


@pytest.mark.parametrize("formats", ["html", "pdf"])
def test_the_same_bytes(tmp_path: Path, formats: str) -> None:
    if formats == "pdf" and libraries.missing():
        pytest.skip("Pango is missing")
    here, there = tmp_path / "here", tmp_path / "another place" / "ünder"
    one = made(here, formats, 1_000_000_000, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    home = {"HOME": str(there), "XDG_CACHE_HOME": str(there / "cache"), "LC_ALL": "C"}
    other = made(there, formats, 1_500_000_000, PYTHONHASHSEED="77", TZ="Asia/Tokyo", **home)
    assert one == other
    assert [name.rpartition(".")[2] for name in one] == [formats]
