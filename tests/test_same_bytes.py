"""The same manuscript gives the same bytes: elsewhere, later, for another user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from octavo.engine import libraries
from octavo.submission import verify

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "octavo" / "starter" / "manuscript"
BUILD = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"
# What a program may ask for the time; the second run asks it four hundred days later.
LATER = """
import datetime, time
now, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: now() + 400 * 86400 + 12345
time.localtime = lambda s=None: local(time.time() if s is None else s)
time.gmtime = lambda s=None: utc(time.time() if s is None else s)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    today = now
datetime.datetime = Later
"""
ALL = ("pdf", "html", "docx", "txt", "md")
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


def submitted(folder: Path, program: str, **variables: str) -> bytes:
    """The bundle that `submit` makes of the starter in that folder."""
    shutil.copytree(STARTER, folder / "paper")
    wants = f"\n[submit]\nformats = {list(ALL)}\n"
    with (folder / "paper" / "report.toml").open("a", encoding="utf-8") as file:
        file.write(wants)
    command = [sys.executable, "-c", program, "submit", "-q", "-o", "made", "paper"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    subprocess.run(command, env=environment, cwd=folder, check=True)
    (bundle,) = (folder / "made").glob("*.zip")
    return bundle.read_bytes()


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
def test_the_same_bundle_on_another_day_and_proven_elsewhere(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "an other" / "ünder"
    one = submitted(here, BUILD, PYTHONHASHSEED="1", TZ="UTC")
    home = {"HOME": str(there), "XDG_CACHE_HOME": str(there / "cache"), "LC_ALL": "C"}
    other = submitted(there, LATER + BUILD, PYTHONHASHSEED="77", TZ="Asia/Tokyo", **home)
    assert one == other
    path = tmp_path / "a.zip"
    path.write_bytes(one)
    proof = verify.verify(path)
    assert (proof.sums.said, proof.words.said, proof.bytes.said) == ("right", "agree", "the same")
    with zipfile.ZipFile(path) as archive:
        names = {name.rpartition(".")[2] for name in archive.namelist() if "/" not in name}
    assert names >= set(ALL)
