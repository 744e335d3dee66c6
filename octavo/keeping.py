"""What one build leaves for the next of the same manuscript, in a file of the user's cache.

The file may be deleted at any time. It counts only for the Octavo, the Python and the packages that
wrote it: every value in it lies under a key that names all else it was made from.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from octavo import places, replacing, unchanged
from octavo.memory import Memory


@contextmanager
def kept(root: Path) -> Iterator[Memory]:
    """The memory of the build before of the manuscript in `root`; what is new in it is kept."""
    path = _file(root)
    made_by = _made_by()
    memory = _read(path, made_by)
    yield memory
    if memory.grown:
        with suppress(OSError):
            _write(path, made_by, memory)
            places.forget_old(path.parent)


def _file(root: Path) -> Path:
    name = hashlib.sha256(str(root.absolute()).encode("utf-8", "surrogateescape")).hexdigest()
    return places.cache() / "manuscripts" / f"{name[:32]}.pickle"


def _made_by() -> bytes:
    """A number for the programs that make what is kept."""
    parts = "\n".join((sys.version, *unchanged.programs()))
    return hashlib.sha256(parts.encode("utf-8", "surrogateescape")).digest()


def _read(path: Path, made_by: bytes) -> Memory:
    """The memory in the file; an empty one where there is none, or another program's."""
    try:
        data = path.read_bytes()
        head, body = data[:64], data[64:]
        if head == made_by + hashlib.sha256(body).digest():
            return Memory.of(pickle.loads(body))
    except Exception:  # whatever is wrong with the file: it is only there to save time
        pass
    return Memory()


class _Pickler(pickle.Pickler):
    """Writes a value as its class and its fields: so it is read in two thirds of the time."""

    def reducer_override(self, thing: Any) -> Any:
        parameters = getattr(type(thing), "__dataclass_params__", None)
        if parameters is None or not parameters.frozen:
            return NotImplemented
        return type(thing), tuple(getattr(thing, name) for name in type(thing).__match_args__)


def _pickled(results: object) -> bytes:
    file = io.BytesIO()
    _Pickler(file, protocol=5).dump(results)
    return file.getvalue()


def _write(path: Path, made_by: bytes, memory: Memory) -> None:
    body = _pickled(memory.results())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replacing.put(path, made_by + hashlib.sha256(body).digest() + body)
