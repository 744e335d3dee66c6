"""Read the writer's files: text kept whole, its place named as the writer would name it."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from octavo.diagnostics import Finding, Source, Span

# C0 controls but for tab and newline, and the private-use planes 15 and 16: Python-Markdown uses
# two of the former, Octavo the latter, as marks of their own.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\U000f0000-\U0010fffd]")


UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def shown(path: Path) -> Path:
    """The path as messages print it: from the current folder where it lies below it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    try:
        return absolute.relative_to(Path.cwd())
    except ValueError:
        return absolute


def read(path: Path) -> tuple[Source, list[Finding]]:
    """The file's text, newlines as `\\n` and without a byte order mark, and what is wrong in it.

    Bytes that are not UTF-8 and characters that no text has become U+FFFD, so that a draft can
    still be made. Raises OSError where the file cannot be read.
    """
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in UTF_16 else "utf-8-sig"
    text = data.decode(encoding, errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(shown(path), FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
    return source, [*_not_utf8(data, source), *_forbidden(text, source)]


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


def _forbidden(text: str, source: Source) -> list[Finding]:
    return [
        Finding(
            "encoding",
            f"the character U+{ord(match[0]):04X} belongs in no text",
            Span(source, match.start(), match.end()),
            hint="delete it",
        )
        for match in FORBIDDEN.finditer(text)
    ][:20]
