"""Write a new folder whole or not at all: its files are made beside, then moved."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def write(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write the files, in their order, into a folder that is not there, or empty.

    Raises FileExistsError where it is not, OSError where it cannot be written; then nothing has
    been changed in it.
    """
    refuse_to_overwrite(folder)
    there = folder.is_dir()
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
    absolute.parent.mkdir(parents=True, exist_ok=True)
    beside = (absolute if there else absolute.parent) / f".{absolute.name}.{os.getpid()}.part"
    try:
        beside.mkdir()
        for name, data in files.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).write_bytes(data)
        if there:  # it may be the current folder, which must not be replaced by another one
            for name in dict.fromkeys(Path(name).parts[0] for name in files):
                (beside / name).rename(absolute / name)
        else:
            beside.rename(absolute)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [folder / name for name in files]


def refuse_to_overwrite(folder: Path) -> None:
    """Raise FileExistsError unless the folder is not there, or there and empty."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise FileExistsError(errno.EEXIST, "this is a file; name a new folder", str(folder))
    if any(folder.iterdir()):
        said = "this folder is not empty; name a new one"
        raise FileExistsError(errno.EEXIST, said, str(folder))
