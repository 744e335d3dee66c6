"""Tell of every save: wait until something of the report changed on the disk.

The system tells of most changes at once. It does not of all: not of those in network folders, nor
of a folder that was put in the place of the one it watches, nor where it watches too many already.
So the files' dates are looked at too, every second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import watchfiles

from octavo import dates
from octavo.dates import State
from octavo.shipped import shipped

# Files that editors, Git and Octavo's own outputs come and go with.
NOISE = (".git", "__pycache__", "node_modules", ".venv", "output")
ENDINGS = (".pdf", ".swp", ".swx", ".tmp", "~", ".part", ".lock", ".pyc")
STEP, GATHER = 5, 40  # milliseconds: a pause ends a burst of changes; so long is one at most
LOOK = 1000  # milliseconds between two looks at the dates, where nothing is told
HALF_SAVED = 0.1  # seconds that an editor may take from emptying a file to filling it


class Watch:
    """Watches a manuscript, its bibliographies elsewhere, and Octavo's own templates and assets, as
    a file of the manuscript may take their place. Nothing is missed from when it is made.

    Folders are watched, not files: many editors save by writing a new file and renaming it.
    """

    def __init__(self, root: Path, bibliographies: Sequence[Path], stop: threading.Event) -> None:
        # Some systems name what changed by its real path, whatever was asked for.
        self._folders = [path.resolve() for path in (root, shipped("templates"), shipped("assets"))]
        self._outside = [path.absolute() for path in bibliographies]
        self._stop = stop
        self._told: Iterator[bool] | None = None
        self._seen = self._look()

    def wait(self) -> bool:
        """Wait for the next change. False: there will be none, as `stop` is set."""
        while not self._stop.is_set():
            found = self._look()
            if found != self._seen:
                self._seen = self._settled(found)
                return True
            if self._is_told():
                self._seen = self._settled(self._look())
                return True
        return False

    def _is_told(self) -> bool:
        """Whether the system tells of a change within the time between two looks."""
        if self._told is None:
            self._told = self._listen()
        try:
            return next(self._told)
        except (StopIteration, OSError, RuntimeError):  # it cannot be watched, for now
            self._told = None
            self._stop.wait(LOOK / 1000)
            return False

    def _listen(self) -> Iterator[bool]:
        """True for each change that is told of, False where for a while there is none."""
        root = _inode(self._folders[0])
        for changes in watchfiles.watch(
            *self._folders,
            watch_filter=lambda _, name: self._matters(Path(name)),
            debounce=GATHER,
            step=STEP,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield bool(changes)
            if _inode(self._folders[0]) != root:
                return  # it is watched no longer: another folder has its name

    def _matters(self, path: Path) -> bool:
        below = [folder for folder in self._folders if path.is_relative_to(folder)]
        return any(not any(map(_is_noise, path.relative_to(one).parts)) for one in below)

    def _look(self) -> State:
        """Every file's date, size and number."""
        return dates.state(self._folders, self._outside, _is_noise)

    def _settled(self, found: State) -> State:
        """The state once no file is empty or gone only because it is being saved."""
        end = time.monotonic() + HALF_SAVED
        while time.monotonic() < end and self._is_half_saved(found):
            time.sleep(STEP / 1000)
            found = self._look()
        return found

    def _is_half_saved(self, found: State) -> bool:
        return any(
            dates.size(sign) and not dates.size(found.get(name))
            for name, sign in self._seen.items()
        )


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _is_noise(name: str) -> bool:
    return name in NOISE or name.startswith(".#") or name.endswith(ENDINGS)
