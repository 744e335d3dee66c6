"""Begin a manuscript: two finished pages that the writer writes over."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

MANUSCRIPT = Path(__file__).parent / "manuscript"
SETTINGS = "report.toml"  # the file that makes a folder a manuscript: it arrives last


def write(folder: Path) -> list[Path]:
    """Write the manuscript into `folder` and return its files, by name.

    The folder is made, with its parents, or is there and empty. Raises FileExistsError where it
    is not, OSError where it cannot be written; then nothing has been changed in it.
    """
    _refuse_to_overwrite(folder)
    there = folder.is_dir()
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
    absolute.parent.mkdir(parents=True, exist_ok=True)
    beside = (absolute if there else absolute.parent) / f".{absolute.name}.{os.getpid()}.part"
    try:
        _copy(beside)
        if there:  # it may be the current folder, which must not be replaced by another one
            _move(beside, absolute)
        else:
            beside.rename(absolute)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [folder / path.name for path in sorted(MANUSCRIPT.iterdir())]


def _refuse_to_overwrite(folder: Path) -> None:
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise FileExistsError(errno.EEXIST, "this is a file; name a new folder", str(folder))
    if any(folder.iterdir()):
        said = "this folder is not empty; name a new one"
        raise FileExistsError(errno.EEXIST, said, str(folder))


def _copy(target: Path) -> None:
    """Copy what the files hold, but not their rights: Octavo may be installed read-only."""
    target.mkdir()
    for path in MANUSCRIPT.iterdir():
        shutil.copyfile(path, target / path.name)


def _move(source: Path, target: Path) -> None:
    for path in sorted(source.iterdir(), key=lambda path: path.name == SETTINGS):
        path.rename(target / path.name)
