"""Open a zip that a stranger made: nothing is believed, and nothing is written to the disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib

MOST_FILES = 5_000
MOST_BYTES = 500_000_000  # all files together, unpacked
MOST_PACKED = 500_000_000
MOST_RATIO = 200  # unpacked to packed, of a file that is larger than a megabyte
LONGEST = 240  # characters of a name
LONGEST_PART = 255  # bytes of a file's or a folder's own name, the most that disks take
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows


class ZipError(Exception):
    """The zip is refused; the text says why."""


class DamagedError(ZipError):
    """A file in it is not what the zip says it is; `name` is the file's."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


def unpack(data: bytes) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of a zip by name, and what is wrong with those that are damaged.

    Raises ZipError for a zip that is none, that leads out of its folder, holds links, twins or
    names that some system cannot bear, or is far larger unpacked than packed.
    """
    if len(data) > MOST_PACKED:
        raise ZipError(f"it is larger than {MOST_PACKED // 1_000_000} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse(archive.infolist())
            return _read(archive, entries)
    except (zipfile.BadZipFile, struct.error, EOFError, ValueError, OSError, IndexError) as error:
        said = "it is no zip that can be read, or only the first part of one"
        raise ZipError(f"{said}: {error}") from error
    except (NotImplementedError, RuntimeError) as error:
        raise ZipError(f"it cannot be unpacked: {error}") from error


def _refuse(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise ZipError(f"it holds {len(entries):,} files, and {MOST_FILES:,} are the most")
    seen: set[str] = set()
    for entry in entries:
        if fault := _fault(entry):
            raise ZipError(f"{entry.filename[:80]!r} {fault}")
        if (name := _same(entry.filename)) in seen:
            raise ZipError(f"{entry.filename[:80]!r} is there twice")
        seen.add(name)
    for entry in entries:
        above = _same(entry.filename).split("/")[:-1]
        if any("/".join(above[:n]) in seen for n in range(1, len(above) + 1)):
            raise ZipError(f"{entry.filename[:80]!r} lies in what is a file, not a folder")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise ZipError(f"unpacked it is larger than {MOST_BYTES // 1_000_000} MB")


def _same(name: str) -> str:
    """A name as disks compare it that heed neither capitals nor how accents are written."""
    return unicodedata.normalize("NFC", name).casefold()


def _fault(entry: zipfile.ZipInfo) -> str:
    """Why an entry is refused; empty if it is not."""
    name, mode = entry.filename, entry.external_attr >> 16
    parts = name.rstrip("/").split("/")
    if name != entry.orig_filename or any(ord(c) < 32 for c in name) or len(name) > LONGEST:
        return "is no name for a file"
    if name.startswith("/") or "\\" in name or ":" in name or {"", ".", ".."} & {*parts}:
        return "leads out of its folder"
    if any(len(part.encode(errors="surrogatepass")) > LONGEST_PART for part in parts):
        return "is no name for a file"
    if any(DEVICE.fullmatch(part) or part.endswith((" ", ".")) for part in parts):
        return "is a name that some systems cannot bear"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a file"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.compress_type not in METHODS:
        return "is packed in a way that zips seldom are"
    bound = max(1_000_000, entry.compress_size * MOST_RATIO)
    return "is far larger unpacked than packed" if entry.file_size > bound else ""


def _read(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> tuple[dict[str, bytes], dict[str, str]]:
    files: dict[str, bytes] = {}
    damaged: dict[str, str] = {}
    for entry in entries:
        try:
            files[entry.filename] = _bytes(archive, entry)
        except DamagedError as error:
            damaged[error.name] = str(error)
    return files, damaged


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as file:
            data = file.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, OSError) as error:
        raise DamagedError(entry.filename, f"damaged: {error}") from error
    if len(data) != entry.file_size:
        raise DamagedError(entry.filename, "its length is not what the zip says")
    return data
