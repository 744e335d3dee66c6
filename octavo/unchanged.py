"""A build whose inputs are those of the one before: its files are there, so say again what it said.

All that a build depends on goes into one number: the manuscript, byte for byte, and whatever else
it may read; Octavo, Python and the packages and libraries below them; the command, the day. Too
much in it costs a needless build; too little would print an old page, so in doubt it goes in.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from octavo import __version__, files, places, replacing
from octavo.engine import fontconfig
from octavo.shipped import PACKAGE, shipped

if TYPE_CHECKING:
    from octavo.model import Output

DEEPEST = 60  # folders within one another
MOST_FILES, MOST_BYTES = 2_000, 200_000_000  # of a manuscript; above, reading it is no gain
LOADER = Path("/etc/ld.so.cache")  # Linux writes it anew when a library comes or goes
SAID = ("LANG", "LC_ALL", "SOURCE_DATE_EPOCH", "NO_COLOR", "PYTHONHASHSEED", "HOME")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build was to write (path: SHA-256), what it said on each stream, its exit code."""

    files: Mapping[str, str]
    out: str
    err: str
    code: int


def fingerprint(root: Path, outside: Iterable[Path], output: Path, asked: str) -> str | None:
    """A number for all that the build of the manuscript in `root` depends on.

    `outside` are libraries outside it, `output` is the folder that is written, `asked` the
    command. None where a file cannot be read or the folder is too large to be read for this.
    """
    digest = hashlib.sha256()

    def add(*parts: object) -> None:
        digest.update("\0".join(map(str, (*parts, "\n"))).encode("utf-8", "surrogateescape"))

    add(asked, Path.cwd(), root.absolute(), output.absolute(), datetime.date.today())
    add(__version__, sys.version, sys.platform, *(os.environ.get(name) for name in SAID))
    try:
        for path in (places.settings(), *outside):
            add(path, _sum(path) if path.is_file() else "")
        for path in _files(root, output):
            linked = path.readlink() if path.is_symlink() else ""
            add(path, linked, _sum(path) if path.is_file() and not _leads_out(path, root) else "")
    except OSError:
        return None
    for line in _surroundings():
        add(line)
    return digest.hexdigest()


class _TooLargeError(OSError):
    """The folder holds more than it takes to build anew, or is deeper than Python can go."""


def _files(root: Path, output: Path) -> Iterator[Path]:
    """The manuscript's files, by name, and links to folders.

    Each folder is gone through once, by whatever links it can be reached. Raises OSError where
    there are too many files.
    """
    count = size = 0
    seen = {_number(root)}
    written = output.absolute()
    for folder, folders, names in os.walk(root, followlinks=True):
        here = Path(folder)
        if len(here.parts) > len(root.parts) + DEEPEST:
            raise _TooLargeError
        left_out = {n for n in folders if n == ".git" or (here / n).absolute() == written}
        left_out |= {n for n in folders if _leads_out(here / n, root)}
        within = {name: _number(here / name) for name in sorted({*folders} - left_out)}
        linked = [name for name in within if (here / name).is_symlink()]
        folders[:] = [name for name, number in within.items() if number not in seen]
        seen |= {*within.values()}
        for name in sorted([*names, *linked]):
            path = here / name
            count, size = count + 1, size + path.stat().st_size
            if count > MOST_FILES or size > MOST_BYTES:
                raise _TooLargeError
            yield path


def _number(folder: Path) -> tuple[int, int]:
    """What a folder is known by, whatever it is called."""
    found = folder.stat()
    return found.st_dev, found.st_ino


def _leads_out(path: Path, root: Path) -> bool:
    """Whether it is a link out of the manuscript: no build reads it, and it may never end."""
    return path.is_symlink() and not path.resolve().is_relative_to(root.resolve())


def programs() -> Iterator[str]:
    """What changes when Octavo or a package does."""
    for folder in (PACKAGE, shipped("templates"), shipped("assets")):
        yield from _dates(folder)
    with suppress(OSError):  # the packages' names hold their versions
        yield from sorted(map(str, Path(sysconfig.get_path("purelib")).iterdir()))


def _surroundings() -> Iterator[str]:
    """What changes when Octavo, a package, a library or a font does."""
    yield from programs()
    with suppress(OSError):
        yield f"{LOADER} {LOADER.stat().st_mtime_ns}"
    for font_folder in fontconfig.system_folders():
        for below, folders, _ in os.walk(font_folder):
            folders.sort()
            yield f"{below} {Path(below).stat().st_mtime_ns}"


def _dates(folder: Path) -> Iterator[str]:
    """Size and date of each file below a folder of ours."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _dates(Path(entry.path))
            else:
                known = entry.stat()
                yield f"{entry.path} {known.st_size} {known.st_mtime_ns}"


def recall(root: Path, output: Path, number: str | None) -> Outcome | None:
    """What the last build of this manuscript came to, if `number` was its and its files stand."""
    try:
        known = json.loads(_record(root, output).read_text("utf-8"))
        outcome = Outcome(**known["outcome"])
        same = number is not None and known["fingerprint"] == number
        if same and all(_sum(Path(name)) == was for name, was in outcome.files.items()):
            return outcome
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass  # there is no record, or not one of ours: the build is made
    return None


def remember(root: Path, output: Path, number: str | None, outcome: Outcome) -> None:
    """Keep what a build came to, for `recall`. Where that cannot be kept nothing is lost."""
    if number is None:
        return
    text = json.dumps({"fingerprint": number, "outcome": asdict(outcome)})
    with suppress(OSError):
        record = _record(root, output)
        replacing.put(record, text.encode())
        places.forget_old(record.parent)


def sums(outputs: Iterable[Output], folder: Path) -> dict[str, str]:
    """The SHA-256 of each output by the absolute path of its file."""
    return {
        str((folder / output.name).absolute()): hashlib.sha256(output.data).hexdigest()
        for output in outputs
    }


def _sum(path: Path) -> str:
    return hashlib.sha256(files.content(path)).hexdigest()


def _record(root: Path, output: Path) -> Path:
    """The file, in the user's cache, for one manuscript built into one folder."""
    both = f"{root.absolute()}\0{output.absolute()}".encode("utf-8", "surrogateescape")
    return places.cache() / "builds" / f"{hashlib.sha256(both).hexdigest()[:32]}.json"
