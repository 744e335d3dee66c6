"""Say whether files may have changed, without reading them: by their dates, sizes and numbers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

MOST = 2_000  # files that are looked at
DEEPEST = 60  # folders within one another that are
Sign = tuple[int, int, int, int]
State = Mapping[str, Sign]


def state(
    folders: Iterable[Path],
    files: Iterable[Path] = (),
    leave: Callable[[str], bool] = lambda _: False,
) -> State:
    """The sign of each file named and of those below the folders, by path; missing files have none.

    `leave` says of a file's or a folder's bare name whether it is passed over.
    """
    return dict(_signs(folders, files, leave))


def size(sign: Sign | None) -> int:
    """How many bytes a file had; 0 if it was not there."""
    return sign[0] if sign else 0


def _signs(
    folders: Iterable[Path], files: Iterable[Path], leave: Callable[[str], bool]
) -> Iterator[tuple[str, Sign]]:
    for path in files:
        with suppress(OSError):
            yield str(path), _sign(path.stat())
    count = 0
    for folder in folders:
        for entry in _below(folder, leave):
            count += 1
            if count > MOST:
                return
            with suppress(OSError):
                yield entry.path, _sign(entry.stat())


def _below(
    folder: Path | str, leave: Callable[[str], bool], depth: int = 0
) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if leave(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST:
                    yield from _below(entry.path, leave, depth + 1)
            else:
                yield entry


def _sign(found: os.stat_result) -> Sign:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
