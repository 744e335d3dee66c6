"""Write finished files: each replaced in one step, so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from octavo.model import Document, Output

RECORD = ".octavo.json"  # in the output folder: what Octavo wrote there, with its SHA-256


def deliver(outputs: Sequence[Output], folder: Path) -> list[Path]:
    """Write the outputs into the folder and keep a record of them. Raises OSError.

    The draft that a finished file comes after is deleted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [_replace(folder / output.name, output.data) for output in outputs]
    sums = {path.name: str(_sum(path)) for path in written}
    record = {**_record(folder), **sums}
    for draft in map(_draft, written):
        if draft.name in record and record[draft.name] == _sum(
            draft
        ):  # not if the writer has changed it since
            draft.unlink()
            del record[draft.name]
    _replace(folder / RECORD, json.dumps(record, indent=1, sort_keys=True).encode())
    return written


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
    """Delete what the record names; return that, and what was kept as it has been changed."""
    deleted: list[Path] = []
    kept: list[Path] = []
    for name, sum_written in _record(folder).items():
        path = folder / name
        if Path(name).name != name or not path.is_file():
            continue
        same = _sum(path) == sum_written
        if same:
            path.unlink()
        (deleted if same else kept).append(path)
    (folder / RECORD).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # not empty: there is something of the writer's in it
        folder.rmdir()
    return deleted, kept


def _draft(path: Path) -> Path:
    return path.with_name(f"{path.stem}-draft{path.suffix}")


def _sum(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _record(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _replace(path: Path, data: bytes) -> Path:
    """Write beside, then rename over: the old file stays whole until the new one is."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
