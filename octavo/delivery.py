"""Write finished files: each replaced in one step, so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo import files, replacing
from octavo.diagnostics import Finding
from octavo.model import Document, Output

RULE = "output"
# In the output folder: what Octavo wrote there. Each name has the SHA-256 of the file and, as a
# build may be killed between the two, that of the one it was to replace.
RECORD = ".octavo.json"
Record = dict[str, list[str]]
MOST = 10**12  # bytes of a file that is only summed


@dataclass(frozen=True, slots=True)
class Delivered:
    """The files that were written, and a finding for each that could not be."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


def deliver(outputs: Sequence[Output], folder: Path) -> Delivered:
    """Write the outputs into the folder and keep a record of them.

    Nothing is replaced before all are on the disk, and nothing that Octavo did not write or that
    was changed since: then nothing is written. A file that another program holds open stays, and
    the new one is put beside it. The draft that a finished file comes after is deleted.
    """
    if out := _leads_out(folder):
        return Delivered((), (out,))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing.alone(folder):
            return _delivered({output.name: output.data for output in outputs}, folder)
    except OSError as error:
        return Delivered((), (_unwritten(error, folder),))


def _delivered(data: Mapping[str, bytes], folder: Path) -> Delivered:
    record = _record(folder)
    if others := [name for name in data if _is_anothers(record, folder / name, data[name])]:
        return Delivered((), tuple(_stays(folder / name) for name in others))
    for name, whole in data.items():
        new = hashlib.sha256(whole).hexdigest()
        for one in (name, _beside(name)):
            record[one] = [*_ours(record, folder / one), new]
    noted = {RECORD: json.dumps(record, indent=1, sort_keys=True).encode()}
    with replacing.parts(folder, {**data, **noted}) as parts:
        replacing.over(parts[RECORD], folder / RECORD)
        written = [_placed(parts[name], folder / name, record) for name in data]
    for path in written:
        _forget_older(record, path)
    held = [_held(path) for path in written if path.name not in data]
    return Delivered(tuple(written), tuple(held))


def _leads_out(folder: Path) -> Finding | None:
    """A finding if a folder that is named from here is a link to one elsewhere.

    A manuscript may have brought the link; who means that folder can name it.
    """
    named = folder.is_absolute() or ".." in folder.parts
    there = folder.resolve()
    if named or there.is_relative_to(Path.cwd().resolve()):
        return None
    message = f"{folder} is a link to a folder elsewhere, and nothing is written there"
    return Finding(RULE, message, hint=f"delete the link; or name the folder itself: -o {there}")


def _is_anothers(record: Record, path: Path, new: bytes) -> bool:
    """Whether there is a file that Octavo did not write, or that was changed since."""
    if not path.is_file() or _ours(record, path):
        return False
    return files.content(path, most=MOST) != new


def _stays(path: Path) -> Finding:
    shown = files.shown(path)
    message = f"{shown} was not written by Octavo, or has been changed since, and stays as it is"
    hint = "move or delete it, or name another folder: -o DIR; then build again"
    return Finding(RULE, message, hint=hint)


def _placed(part: Path, path: Path, record: Record) -> Path:
    """Where the file came to stand. Raises PermissionError where it can nowhere."""
    try:
        return replacing.over(part, path)
    except PermissionError:
        beside = path.with_name(_beside(path.name))
        if beside.exists() and not _ours(record, beside):
            raise
        return replacing.over(part, beside)


def _forget_older(record: Record, path: Path) -> None:
    """Delete the draft, and what once had to be put beside; not if the writer has changed it."""
    draft = path.with_name(f"{path.stem}-draft{path.suffix}")
    for older in (draft, *(path.with_name(_beside(one.name)) for one in (path, draft))):
        if _ours(record, older):
            with contextlib.suppress(OSError):  # a viewer holds it open: next time
                older.unlink()


def _beside(name: str) -> str:
    """What a file is called whose own name is still that of an open one."""
    path = Path(name)
    return f"{path.stem} (new){path.suffix}"


def _held(path: Path) -> Finding:
    name = path.name.replace(" (new)", "")
    hint = f"close it there, and build again; the new one is {files.shown(path)}"
    message = f"{files.shown(path.with_name(name))} is held open by another program, and stays old"
    return Finding(RULE, message, hint=hint)


CURES = {
    errno.ENOSPC: ("the disk is full", "make room"),
    errno.EDQUOT: ("your share of the disk is used up", "make room"),
    errno.EACCES: ("it may not be written", "allow it, or name another folder: -o DIR"),
    errno.EPERM: ("it may not be written", "allow it, or name another folder: -o DIR"),
    errno.EROFS: ("the disk can only be read", "name a folder on another: -o DIR"),
    errno.EEXIST: ("there is a file of that name", "move it, or name another folder: -o DIR"),
    errno.ENOTDIR: ("there is a file where a folder is wanted", "move it, or name another: -o DIR"),
    errno.EISDIR: ("there is a folder of that name", "move it, or name another folder: -o DIR"),
    errno.EBUSY: ("another build is writing into it", "wait for that one"),
}


def _unwritten(error: OSError, folder: Path) -> Finding:
    said = error.strerror or str(error)
    reason, cure = CURES.get(error.errno or 0, (said[:1].lower() + said[1:], "mend that"))
    message = f"{files.shown(folder)} cannot be written to: {reason}"
    return Finding(RULE, message, hint=f"{cure}, and build again; what was there is whole")


def said(written: Sequence[Path], document: Document, folder: Path) -> Iterator[str]:
    """What to tell the writer: each file, whether the last good one is now old, the house font."""
    for path in written:
        good = path.with_name(f"{document.project.name}{path.suffix}")
        old = "" if path == good or not good.exists() else f" ({good} is older and stays)"
        yield f"{path}{old}"
    if document.typeface is not None:
        from octavo import typefaces

        yield typefaces.said(document.typeface)


def clean(folder: Path) -> tuple[list[Path], list[Path]]:
    """Delete what the record names; return that, and what was kept as it has been changed.

    Raises OSError where the folder cannot be written to.
    """
    if not folder.is_dir():
        return [], []
    with replacing.alone(folder):
        deleted, kept = _cleaned(folder)
    for name in (RECORD, replacing.LOCK):
        (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # not empty: there is something of the writer's in it
        folder.rmdir()
    return deleted, kept


def _cleaned(folder: Path) -> tuple[list[Path], list[Path]]:
    deleted: list[Path] = []
    kept: list[Path] = []
    record = _record(folder)
    for name in record:
        path = folder / name
        same = bool(_ours(record, path))
        if same:
            path.unlink()
        (deleted if same else kept).append(path)
    return deleted, kept


def _ours(record: Record, path: Path) -> list[str]:
    """The sum of the file there if Octavo wrote it and nobody has changed it since, or none."""
    if path.name not in record:
        return []
    try:
        found = hashlib.sha256(files.content(path, most=MOST)).hexdigest()
    except OSError:
        return []
    return [found] if found in record[path.name] else []


def _record(folder: Path) -> Record:
    """What was written there and still stands; nothing where the record is not one of ours."""
    try:
        record = json.loads(files.content(folder / RECORD))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = record.items() if isinstance(record, dict) else ()
    return {
        name: [one for one in sums if isinstance(one, str)]
        for name, sums in pairs
        if isinstance(sums, list) and Path(name).name == name and _is_there(folder / name)
    }


def _is_there(path: Path) -> bool:
    """Whether it is a file; a record that was brought along may have names that no disk bears."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
