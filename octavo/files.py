"""Read the writer's files: text kept whole, its place named as the writer would name it.

A file that a manuscript names lies in its folder, also once symbolic links are followed.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from pathlib import Path

from octavo.diagnostics import Finding, Source, Span

# C0 controls but for tab and newline, and the private-use planes 15 and 16: Python-Markdown uses
# two of the former, Octavo the latter, as marks of their own.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\U000f0000-\U0010fffd]")


UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_BYTES = 200_000_000  # the largest libraries that Zotero exports have some 50 million
MOST_FINDINGS = 20  # of one kind in one file: more say nothing new
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}")  # also `C:` and UNC


class OutsideError(PermissionError):
    """A file lies outside the folder that it may be read from; `strerror` says so."""

    def __init__(self, path: Path) -> None:
        said = "it is a link to a file outside the manuscript"
        super().__init__(errno.EPERM, said, str(path))


def leads_out(name: str) -> bool:
    """Whether a file's name, looked up in a folder, could be of a file elsewhere.

    So are absolute ones, addresses, drives and shares of Windows, and all with `..` in them. What
    has a backslash is, too, as it means a folder on Windows alone.
    """
    outside = ADDRESS.match(name) or name.startswith(("/", "~")) or "\\" in name or "\0" in name
    return bool(outside) or ".." in name.split("/")


def cure_of(name: str, or_else: str) -> str:
    """How to mend a name that leads out: with other slashes, where these are all that is wrong."""
    slashed = name.replace("\\", "/")
    return or_else if leads_out(slashed) else f"write / between folders: {slashed}"


def is_inside(path: Path, root: Path) -> bool:
    """Whether it is a file below the folder, also once symbolic links are followed."""
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):  # too long a name, links in a ring
        return False


def content(path: Path, root: Path | None = None, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file, which must lie below `root` where that is given.

    Raises OSError where it cannot be read, is a pipe or a device, lies outside (OutsideError), or
    has more bytes than `most`; usually, more than any file of a manuscript.
    """
    try:
        found = path.stat()
        outside = root is not None and not path.resolve().is_relative_to(root.resolve())
    except (ValueError, RuntimeError) as error:  # NUL in its name, links in a ring
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    if outside:
        raise OutsideError(path)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file", str(path))
    if found.st_size > most:
        limit = f"it is larger than {most // 1_000_000} million bytes"
        raise OSError(errno.EFBIG, limit, str(path))
    with path.open("rb") as file:
        if root is not None and not _is_still_inside(file.fileno(), path, root):
            raise OutsideError(path)  # between the look at it and its opening it became a link
        return file.read()


def _is_still_inside(opened: int, path: Path, root: Path) -> bool:
    inside = path.resolve()
    same = os.path.samestat(os.fstat(opened), inside.stat())
    return same and inside.is_relative_to(root.resolve())


def root_of(path: Path, root: Path | None) -> Path | None:
    """The folder that a file may not lead out of: the manuscript's, where it lies there."""
    return root if root is not None and path.is_relative_to(root) else None


def shown(path: Path) -> Path:
    """The path as messages print it: from the current folder where it lies below it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    try:
        return absolute.relative_to(Path.cwd())
    except ValueError:
        return absolute


def read(path: Path, root: Path | None = None) -> tuple[Source, list[Finding]]:
    """The file's text, newlines as `\\n` and without a byte order mark, and what is wrong in it.

    Bytes that are not UTF-8 and characters that no text has become U+FFFD, so that a draft can
    still be made. Raises OSError where the file cannot be read, as `content` does.
    """
    data = content(path, root)
    if _is_clean(data):
        return Source(shown(path), decoded(data)), []
    text = decoded(data)
    source = Source(shown(path), FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
    return source, [*(_not_utf8(data, source) or _lost(source, text)), *_forbidden(text, source)]


CONTROLS = bytes(n for n in (*range(0x20), 0x7F) if n not in b"\t\n\r")
REPLACED = "\N{REPLACEMENT CHARACTER}".encode()
PLANES = (b"\xf3", b"\xf4")  # where UTF-8 begins characters of planes 12 to 16


def _is_clean(data: bytes) -> bool:
    """Whether it is UTF-8 without a forbidden character; in doubt it is not. It is quick."""
    if any(sign in data for sign in (*PLANES, REPLACED)) or len(
        data.translate(None, CONTROLS)
    ) < len(data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decoded(data: bytes) -> str:
    """The text of a file's bytes, newlines as `\\n` and without a byte order mark."""
    encoding = "utf-16" if data[:2] in UTF_16 else "utf-8-sig"
    text = data.decode(encoding, errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(data: bytes, source: Source) -> list[Finding]:
    if data[:2] in UTF_16:
        hint = "save it as UTF-8; it was read as what it seems to be"
        return [Finding("encoding", "this file is UTF-16", Span(source, 0, 0), hint=hint)]
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").replace("\r\n", "\n")
        hint = "save it as UTF-8; the text before this place was read"
        place = Span(source, len(before), len(before) + 1)
        return [Finding("encoding", "this file is not UTF-8", place, hint=hint)]
    return []


def _lost(source: Source, text: str) -> list[Finding]:
    """The letters that another program could not read, and saved as U+FFFD."""
    hint = "write the character that was meant"
    message = "the character U+FFFD stands for one that was lost when the file was saved"
    return [
        Finding("encoding", message, Span(source, found.start(), found.end()), hint=hint)
        for found in re.finditer("\N{REPLACEMENT CHARACTER}", text)
    ][:MOST_FINDINGS]


def _forbidden(text: str, source: Source) -> list[Finding]:
    return [
        Finding(
            "encoding",
            f"the character U+{ord(match[0]):04X} belongs in no text",
            Span(source, match.start(), match.end()),
            hint="delete it",
        )
        for match in FORBIDDEN.finditer(text)
    ][:MOST_FINDINGS]
