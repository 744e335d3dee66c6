"""Tell of every save: wait until something of the report changed on the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from octavo.shipped import shipped

# Files that editors, Git and Octavo's own outputs come and go with.
NOISE = (".git", "__pycache__", "node_modules", ".venv", "output")
ENDINGS = (".pdf", ".swp", ".swx", ".tmp", "~", ".part", ".lock", ".pyc")
GATHER = 40  # milliseconds: saves that come as a burst are one


def watch(
    root: Path, bibliographies: Sequence[Path], stop: threading.Event
) -> Iterator[frozenset[Path]]:
    """The files that changed, each time some did, until `stop` is set.

    Watched are the manuscript, its bibliographies elsewhere, and Octavo's own templates and
    assets, as a file of the manuscript may take their place. Folders are watched, not files: many
    editors save by writing a new file and renaming it.
    """
    import watchfiles

    outside = {path.absolute() for path in bibliographies}
    folders = {root.absolute(), shipped("templates"), shipped("assets")}

    def matters(_: watchfiles.Change, name: str) -> bool:
        path = Path(name)
        if path in outside:
            return True
        below = [folder for folder in folders if path.is_relative_to(folder)]
        return any(_is_of_report(path.relative_to(folder)) for folder in below)

    for found in watchfiles.watch(
        *folders,
        *(path.parent for path in outside),
        watch_filter=matters,
        debounce=GATHER,
        step=10,
        rust_timeout=300,
        stop_event=stop,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        yield frozenset(Path(name) for _, name in found)


def _is_of_report(path: Path) -> bool:
    noise = any(part in NOISE or part.startswith(".#") for part in path.parts)
    return not noise and not path.name.endswith(ENDINGS)
