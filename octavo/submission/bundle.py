"""The bundle: a zip of which the same files always make the same bytes, and its lists of sums."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

RECORD = "submission.json"
RECEIPT = "receipt.pdf"
SUMS = "SHA256SUMS"
SOURCES = "sources/"
BRIEF = "brief.toml"
CITED = "cited-works.json"  # of libraries outside the manuscript
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can bear


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, by name; nothing in it depends on day, place or compressor."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files, key=_order):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # else it would say on what system it was made
            archive.writestr(entry, files[name])
    return data.getvalue()


def _order(name: str) -> tuple[int, str]:
    first = (RECEIPT, RECORD, SUMS)
    return (first.index(name) if name in first else len(first) + name.startswith(SOURCES), name)


def checksum(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sums(files: Mapping[str, bytes]) -> bytes:
    """The list of sums, in the form that `sha256sum --check` takes."""
    return written({name: checksum(data) for name, data in files.items()})


def written(sums: Mapping[str, str]) -> bytes:
    """Sums by name as `sha256sum --check` takes them."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def listed(data: bytes) -> dict[str, str]:
    """The sums of such a list by name; lines in another form are left out."""
    rows = (line.split("  ", 1) for line in data.decode("utf-8", errors="replace").splitlines())
    return {row[1]: row[0] for row in rows if len(row) == 2}
