"""The same manuscript gives the same bytes: elsewhere, later, for another user."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont

from octavo.engine import fontconfig, libraries
from octavo.submission import verify

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "octavo" / "starter" / "manuscript"
BUILD = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"
# What a program may ask for the time; the second run asks it four hundred days later.
LATER = """
import copyreg, datetime, time
now, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: now() + 400 * 86400 + 12345
time.localtime = lambda s=None: local(time.time() if s is None else s)
time.gmtime = lambda s=None: utc(time.time() if s is None else s)
class Like(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__base__)
class Later(datetime.datetime, metaclass=Like):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    today = now
class Day(datetime.date, metaclass=Like):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
copyreg.pickle(datetime.date, lambda day: (Day, (day.year, day.month, day.day)))
datetime.datetime, datetime.date = Later, Day
"""
ALL = ("pdf", "html", "docx", "txt", "md")
EPOCH = "1700000000"  # 14 November 2023
# Paper, how it is made, and whether it says "today".
PAPERS = {
    "the tour with its sources": (ROOT / "tests" / "tour", ["--attach-sources"]),
    "the starter for an archive": (STARTER, ["--profile", "archive2"]),
}


def made(
    paper: Path, folder: Path, arguments: list[str], modified: int, **variables: str
) -> dict[str, bytes]:
    """What comes of a paper in that folder, for a user with these variables."""
    shutil.copytree(paper, folder / "paper")
    settings = folder / "paper" / "report.toml"
    text = settings.read_text("utf-8")
    dated = re.sub("^date = .*$", 'date = "today"', text, flags=re.M)
    settings.write_text(dated, encoding="utf-8")
    for path in (folder / "paper").rglob("*"):
        os.utime(path, (modified, modified))
    command = [sys.executable, "-c", BUILD, "build", "-q", *arguments, "-o", "made", "paper"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH, **variables}
    subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    files = (path for path in (folder / "made").iterdir() if not path.name.startswith("."))
    return {path.name: path.read_bytes() for path in files}


def later(folder: Path) -> dict[str, str]:
    """Has every Python that is begun take it for a later day."""
    place = folder / "later"
    place.mkdir()
    (place / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    return {"PYTHONPATH": f"{place}{os.pathsep}{ROOT}"}


def other_fonts(folder: Path) -> dict[str, str]:
    """Fonts in all places of a user's own that have the names of ours and other letters."""
    shown = fontconfig.shipped_fonts().parent / "house" / "LiberationSans-Regular.ttf"
    for place in (folder / "share" / "fonts", folder / ".fonts"):
        place.mkdir(parents=True)
        for number, family in enumerate(("Source Serif 4", "Source Sans 3", "Mono", "serif")):
            font = TTFont(shown)
            for record in font["name"].names:
                if record.nameID in (1, 4, 16):
                    record.string = family
            font.save(place / f"{number}.ttf")
    settings = folder / "fonts.conf"
    settings.write_text(fontconfig.configuration([folder / ".fonts"]), encoding="utf-8")
    return {"XDG_DATA_HOME": str(folder / "share"), "FONTCONFIG_FILE": str(settings)}


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
@pytest.mark.parametrize("name", PAPERS)
def test_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Another day, folder, home, user's name, language, time zone, order, seed, other fonts."""
    paper, arguments = PAPERS[name]
    here, there = tmp_path / "here", tmp_path / "another place" / "ünder"
    first = [*arguments, "--to", ",".join(ALL)]
    one = made(paper, here, first, 1_000_000_000, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    user = {"HOME": str(there), "USER": "other", "LOGNAME": "other", "LC_ALL": "C", "LANG": "de_DE"}
    cache = {"XDG_CACHE_HOME": str(there / "cache"), **other_fonts(there)}
    second = [*arguments, "--to", ",".join(reversed(ALL))]
    other = made(
        paper,
        there,
        second,
        1_500_000_000,
        PYTHONHASHSEED="77",
        TZ="Asia/Tokyo",
        **user,
        **cache,
        **later(tmp_path),
    )
    assert {name.rpartition(".")[2] for name in one} == set(ALL)
    assert {name: data == other[name] for name, data in one.items()} == dict.fromkeys(one, True)
    assert one.keys() == other.keys()
    (text,) = (data.decode() for name, data in one.items() if name.endswith(".txt"))
    assert "14 November 2023" in text
    (pdf,) = (data for name, data in one.items() if name.endswith(".pdf"))
    assert dates(pdf) == {"D:20231114120000Z"}


def dates(data: bytes) -> set[str]:
    """All dates that a PDF holds: those of its attached files."""
    found = pypdf.PdfReader(io.BytesIO(data))
    assert found.metadata is None or found.metadata.creation_date is None
    root: Any = found.trailer["/Root"]
    files = [each.get_object()["/EF"]["/F"].get_object()["/Params"] for each in root["/AF"]]
    return {str(params[name]) for params in files for name in ("/CreationDate", "/ModDate")}


def submitted(folder: Path, **variables: str) -> bytes:
    """The bundle that `submit` makes of the starter in that folder."""
    shutil.copytree(STARTER, folder / "paper")
    settings = folder / "paper" / "report.toml"
    text = settings.read_text("utf-8").replace("Your Name", "Ann Lee").replace("Your ", "Another ")
    settings.write_text(f"{text}\n[submit]\nformats = {list(ALL)}\n", encoding="utf-8")
    command = [sys.executable, "-c", BUILD, "submit", "-q", "-o", "made", "paper"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    subprocess.run(command, env=environment, cwd=folder, check=True)
    (bundle,) = (folder / "made").glob("*.zip")
    return bundle.read_bytes()


@pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")
def test_the_same_bundle_on_another_day_and_proven_elsewhere(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "an other" / "ünder"
    one = submitted(here, PYTHONHASHSEED="1", TZ="UTC")
    home = {"HOME": str(there), "XDG_CACHE_HOME": str(there / "cache"), "LC_ALL": "C"}
    home |= later(tmp_path)
    other = submitted(there, PYTHONHASHSEED="77", TZ="Asia/Tokyo", **home)
    assert one == other
    path = tmp_path / "a.zip"
    path.write_bytes(one)
    proof = verify.verify(path)
    assert (proof.sums.said, proof.words.said, proof.bytes.said) == ("right", "agree", "the same")
    with zipfile.ZipFile(path) as archive:
        names = {name.rpartition(".")[2] for name in archive.namelist() if "/" not in name}
    assert names >= set(ALL)
