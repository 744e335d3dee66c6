"""Find out a text file's encoding, and read it."""

from __future__ import annotations

import codecs
import re

BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NEWLINE = re.compile("\r\n|[\r\v\x1c\x1d\x1e\x85\u2028\u2029]")
# Controls but for tab, newline and form feed; and marks that are not seen.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\ufeff]")
PRIVATE = re.compile("[\U000f0000-\U0010fffd]")  # Octavo's own marks live there


def text_of(data: bytes) -> tuple[str, str]:
    """The text of a file, newlines as `\\n`, and the name of its encoding."""
    encoding = encoding_of(data)
    text = NEWLINE.sub("\n", data.decode(encoding, errors="replace"))
    text = PRIVATE.sub("\N{REPLACEMENT CHARACTER}", UNSEEN.sub("", text))
    return text, encoding


def encoding_of(data: bytes) -> str:
    """The encoding's name: by its mark, by its zeros, by what can be UTF-8; else by its letters."""
    marked = next((name for mark, name in BOMS if data.startswith(mark)), None)
    if marked:
        return marked
    if b"\x00" in data:
        # Western letters have a zero as the high byte: in which half of the pairs are they?
        low, high = data[0::2].count(0), data[1::2].count(0)
        return "utf-16-le" if high > low else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(data) or error.reason != "unexpected end of data":
            return _single_byte(data)
    return "utf-8"  # a text may break off within a letter


def _single_byte(data: bytes) -> str:
    """Windows' Western or Cyrillic page; Latin-1 where a byte has no meaning in the former."""
    letters = re.findall(rb"[A-Za-z\xc0-\xff]", data)
    if sum(letter >= b"\xc0" for letter in letters) > 0.4 * len(letters):
        return "cp1251"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
