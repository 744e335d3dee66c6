"""The sources of a paper: the files that were really read for it, and no others.

Python tells an audit hook of every file that is opened. A hook cannot be taken away again, so there
is one, and it writes down only while somebody listens.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from octavo import files
from octavo.shipped import shipped

# What a wheel has of the assets. What else lies there is the built-in essay's, and its source.
OF_OCTAVO = ("briefs", "counts", "csl", "fonts", "languages", "preview", "styles")

_listeners: list[set[str]] = []


@contextmanager
def recorded() -> Iterator[set[str]]:
    """The paths of all files that are opened meanwhile."""
    _listen()
    paths: set[str] = set()
    _listeners.append(paths)
    try:
        yield paths
    finally:
        _listeners.remove(paths)


@cache
def _listen() -> None:
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _listeners and isinstance(arguments[0], str | os.PathLike):
        path = os.path.abspath(arguments[0])  # noqa: PTH100 - resolve() would follow links
        for paths in _listeners:
            paths.add(str(path))


def sources(root: Path, opened: set[str]) -> dict[str, bytes]:
    """The sources among the opened files, by their places in the manuscript; settings first.

    Pictures and data of the built-in essay lie in the checkout's assets: they are put where the
    manuscript would find them too.
    """
    own, assets = Path(os.path.abspath(root)), shipped("assets")  # noqa: PTH100
    found: dict[str, bytes] = {}
    for path in sorted(map(Path, opened)):
        if not path.is_file():
            continue
        if path.is_relative_to(own):
            with suppress(files.OutsideError):  # it was refused when it was opened, too
                found[path.relative_to(own).as_posix()] = files.content(path, own)
        elif path.is_relative_to(assets) and path.relative_to(assets).parts[0] not in OF_OCTAVO:
            found[f"assets/{path.relative_to(assets).as_posix()}"] = path.read_bytes()
    return found
