"""Find out a text file's encoding, and read it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from octavo.diagnostics import Finding, Source, Span
from octavo.importers import _encodings, _kinds
from octavo.importers._draft import DraftError, notice

BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEVEN_BITS = ((rb"\x1b\$[@B]", "iso2022_jp"), (rb"~\{[!-~]+~\}", "hz"))
NEWLINE = re.compile("\r\n|[\r\v\x1c\x1d\x1e\x85\u2028\u2029]")
# Controls but for tab, newline and form feed; and marks that are not seen.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\ufeff]")
PRIVATE = re.compile("[\U000f0000-\U0010fffd]")  # Octavo's own marks live there
LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")  # beyond ASCII, in UTF-8
CONTROL = re.compile("[\x00-\x08\x0e-\x1a]")
JUNK = 0.02  # of the characters: a text has fewer controls
LOST = "\N{REPLACEMENT CHARACTER}"
SAVE = "if letters are wrong, save the draft as UTF-8 and import it again"


def source_of(path: Path) -> tuple[Source, tuple[Finding, ...]]:
    """The text of a file, and what is worth saying of its encoding.

    Raises OSError; DraftError where the file is no text, whatever its name says.
    """
    data = path.read_bytes()
    if kind := _kinds.of(data):
        raise DraftError(f"{path} is no text, but {kind.name}: {kind.cure}")
    encoding = encoding_of(data)
    text = NEWLINE.sub("\n", data.decode(encoding, errors="replace"))
    if len(CONTROL.findall(text)) > JUNK * len(text):
        raise DraftError(f"{path} is no text: it holds bytes that no text has")
    source = Source(path, PRIVATE.sub(LOST, UNSEEN.sub("", text)))
    return source, tuple(_said(source, encoding))


def encoding_of(data: bytes) -> str:
    """The encoding's name: by its mark, by its zeros, by what can be UTF-8; else by its letters."""
    marked = next((name for mark, name in BOMS if data.startswith(mark)), None)
    wide = marked or _wide(data) or _seven_bits(data)
    if wide:
        return wide
    if _encodings.decoded(data, "utf-8") is not None or _is_nearly_utf_8(data):
        return "utf-8"
    return _encodings.best(data).name


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 by the zeros in the place of high bytes; "" for neither."""
    quarters = [data[start::4].count(0) * 4 for start in range(4)]
    for name, halves in (("utf-32-le", quarters[2:]), ("utf-32-be", quarters[:2])):
        if min(halves) > 0.9 * len(data) > 0:
            return name
    low, high = quarters[0] + quarters[2], quarters[1] + quarters[3]
    name = "utf-16-le" if high > low else "utf-16-be"
    likely = max(low, high) > 20 * min(low, high) and not len(data) % 2
    return name if likely and _encodings.decoded(data, name) is not None else ""


def _seven_bits(data: bytes) -> str:
    if not data.isascii():
        return ""
    return next(
        (
            name
            for sign, name in SEVEN_BITS
            if re.search(sign, data) and _encodings.decoded(data, name) is not None
        ),
        "",
    )


def _is_nearly_utf_8(data: bytes) -> bool:
    """Whether nine in ten of the letters beyond ASCII are UTF-8: the others were damaged."""
    good = sum(1 for _ in LETTER.finditer(data))
    bad = data.decode("utf-8", errors="replace").count(LOST)
    return good > 9 * bad


def _said(source: Source, encoding: str) -> Iterator[Finding]:
    """The encoding where it was guessed, and each letter that could not be read."""
    if not encoding.startswith("utf"):
        first = re.search(r"[^\x00-\x7f]", source.text)
        place = Span(source, first.start(), first.end()) if first else None
        name = NAMES.get(encoding, encoding.replace("_", "-").upper())
        yield notice("encoding", f"the draft is no UTF-8: it was read as {name}", place, SAVE)
    lost = [match.start() for match in re.finditer(LOST, source.text)]
    if lost:
        said = f"{len(lost)} characters could not be read and stand as {LOST}, this is the first"
        hint = "correct them in the sections"
        yield notice("encoding", said, Span(source, lost[0], lost[0] + 1), hint)


NAMES = {
    "cp1252": "Windows' Western European (cp1252)",
    "cp1250": "Windows' Central European (cp1250)",
    "cp1251": "Windows' Cyrillic (cp1251)",
    "mac_roman": "Mac Roman",
    "mac_cyrillic": "Mac Cyrillic",
    "mac_latin2": "Mac Central European",
    "koi8_r": "KOI8-R",
    "cp932": "Shift-JIS",
    "cp949": "Korean (EUC-KR)",
    "cp950": "Big5",
    "big5hkscs": "Big5",
}
