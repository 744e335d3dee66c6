"""All that can be read in a file, layer by layer: what is seen, and what only programs see."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from octavo.counting.shown import pdf_text

DEEPEST = 4  # files within files
PICTURE = "save the picture without its metadata"
WRITTEN = "write it otherwise, or leave it out"
ENCODINGS = ("utf-8", "latin-1", "utf-16-be", "utf-16-le")


@dataclass(frozen=True, slots=True)
class Layer:
    """One readable layer. `is_raw`: a binary's bytes."""

    name: str
    text: str
    cure: str = WRITTEN
    is_raw: bool = False


def layers(name: str, data: bytes, depth: int = 0) -> Iterator[Layer]:
    """All layers of a file, those of the files in it too."""
    if not depth:
        yield Layer("the file's name", name, "mend the pattern `file_name`")
    if depth > DEEPEST:
        return
    if data.startswith(b"%PDF"):
        yield from _pdf(data, depth)
    elif data.startswith(b"PK"):
        yield from _zip(data, depth)
    elif data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")):
        yield from _picture(data)
    elif name.endswith((".html", ".htm", ".svg")):
        yield from _html(data.decode("utf-8", errors="replace"), depth)
    elif name.endswith((".txt", ".md", ".json", ".toml", ".bib")):
        text = data.decode("utf-8", errors="replace")
        yield from _put_in(text, depth)
        yield Layer("its text", DATA.sub("", text))
    elif name.endswith((".xml", ".rels")):
        yield from _xml(data.decode("utf-8", errors="replace"))
    else:
        yield from _raw(data, "its bytes")


def _raw(data: bytes, name: str, cure: str = WRITTEN) -> Iterator[Layer]:
    """Bytes that may hold text in any of the usual encodings, at any place."""
    for encoding in ENCODINGS:
        yield Layer(name, data.decode(encoding, errors="replace"), cure, is_raw=True)
        if encoding.startswith("utf-16"):
            yield Layer(name, data[1:].decode(encoding, errors="replace"), cure, is_raw=True)


# --- PDF ---------------------------------------------------------------------------------


def _pdf(data: bytes, depth: int) -> Iterator[Layer]:
    import pypdfium2

    yield Layer("the text of its pages", "\n".join(pdf_text(data)))
    pdf = pypdfium2.PdfDocument(data)
    try:
        said = " \n".join(filter(None, pdf.get_metadata_dict().values()))
        yield Layer("its metadata", said)
        titles = " \n".join(mark.get_title() for mark in pdf.get_toc())
        yield Layer("its bookmarks", titles)
        for number in range(pdf.count_attachments()):
            attached = pdf.get_attachment(number)
            yield Layer("an attachment's name", attached.get_name())
            yield from layers(attached.get_name(), bytes(attached.get_data()), depth + 1)
    finally:
        pdf.close()
    yield Layer("its strings", "\n".join(_strings(STREAMS.sub(b"", data))))
    for number, stream in enumerate(_streams(data), 1):
        yield from _stream(stream, number, depth)


def _stream(stream: bytes, number: int, depth: int) -> Iterator[Layer]:
    if stream.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        yield from _picture(stream)
        return
    if stream.startswith((b"<?xpacket", b"<x:xmpmeta", b"<?xml", b"<rdf:RDF")):
        yield from _xml(stream.decode("utf-8", errors="replace"))
        return
    drawn = bool(DRAWS.search(stream))  # its strings are numbers of glyphs, not letters
    yield Layer("its strings", "\n".join(_strings(stream)), is_raw=drawn)
    yield from _raw(stream, f"its stream {number}")


STREAM = re.compile(rb"stream\r?\n")
STREAMS = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
DRAWS = re.compile(rb"\bTf\b")


def _streams(data: bytes) -> Iterator[bytes]:
    """The streams of a PDF, unpacked where they are packed."""
    for start in STREAM.finditer(data):
        end = data.find(b"endstream", start.end())
        body = data[start.end() : end if end >= 0 else len(data)]
        if data[start.start() - 3 : start.start()] == b"end":
            continue
        try:
            yield zlib.decompressobj().decompress(body)
        except zlib.error:
            yield body


HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{6,})>")
LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _strings(data: bytes) -> Iterator[str]:
    """The strings of a PDF's objects: titles, alternative texts, names (ISO 32000-2, 7.3.4)."""
    for found in HEXADECIMAL.finditer(data):
        digits = re.sub(rb"\s", b"", found[1])
        yield _string(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
    for found in LITERAL.finditer(data):
        yield _string(ESCAPED.sub(_escaped, found[1]))


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) % 256])
    return ESCAPES.get(match[2], match[2])


def _string(data: bytes) -> str:
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", errors="replace")
    return data.decode("utf-8" if data.startswith(b"\xef\xbb\xbf") else "latin-1", "replace")


# --- zips, pictures, markup --------------------------------------------------------------


def _zip(data: bytes, depth: int) -> Iterator[Layer]:
    """Word's files too: each file in them, its name, and what the zip says of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield Layer("its remark", archive.comment.decode("utf-8", errors="replace"))
        for entry in archive.infolist():
            yield Layer("a file's name in it", entry.filename)
            yield Layer("a file's remark in it", entry.comment.decode("utf-8", errors="replace"))
            yield from layers(entry.filename, archive.read(entry), depth + 1)


def _picture(data: bytes) -> Iterator[Layer]:
    """A picture's texts and EXIF data, as they are read and as they lie there."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            said = [*_said(dict(picture.info)), *_said(dict(picture.getexif()))]
            for directory in (0x8769, 0x8825):  # of the photograph, of its place
                said += _said(dict(picture.getexif().get_ifd(directory)))
    except (OSError, SyntaxError, ValueError):
        said = []
    yield Layer("a picture's metadata", "\n".join(said), PICTURE)
    yield from _raw(data, "a picture's bytes", PICTURE)


def _said(values: dict[Any, Any]) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, bytes):
            yield from (value.decode(encoding, errors="replace") for encoding in ENCODINGS)
        else:
            yield str(value)


DATA = re.compile(r"data:([\w/+.-]*)(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)")
NAMES = {"image/svg+xml": "a.svg", "text/html": "a.html"}


def _html(text: str, depth: int) -> Iterator[Layer]:
    """A page: what is read, what stands in attributes and comments, and what is put in as data."""
    yield from _put_in(text, depth)
    bare = DATA.sub("", text)
    reader = _Markup()
    reader.feed(bare)
    yield Layer("its text", " ".join(reader.texts))
    yield Layer("its attributes and remarks", "\n".join(reader.hidden))


def _put_in(text: str, depth: int) -> Iterator[Layer]:
    """What is put into a text as data."""
    for found in DATA.finditer(text):
        try:
            inner = base64.b64decode(found[2])
        except ValueError:
            continue
        if not found[1].startswith(("font/", "application/font")):
            yield from layers(NAMES.get(found[1], "a"), inner, depth + 1)


class _Markup(HTMLParser):
    """Parts a page's text from its attributes, remarks, styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden: list[str] = []
        self.apart = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that say something; links and places of the page itself do not."""
        if tag in ("style", "script", "title"):
            self.apart = tag
        self.hidden += [value for name, value in attrs if value and not _leads(name, value)]

    def handle_endtag(self, tag: str) -> None:
        """What was apart ends."""
        self.apart = "" if tag == self.apart else self.apart

    def handle_data(self, data: str) -> None:
        """Text, or what stands in a style or script."""
        (self.hidden if self.apart else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        """Remarks."""
        self.hidden.append(data)


def _leads(name: str, value: str) -> bool:
    """Whether an attribute is a place in the page, made of a work's key or a heading."""
    return name in ("id", "aria-labelledby") or (name == "href" and value.startswith("#"))


def _xml(text: str) -> Iterator[Layer]:
    """Text and attributes; a tag may part a word, and it may part two."""
    yield Layer("its text", unescape(re.sub(r"<[^>]*>", "", text)))
    yield Layer("its text", unescape(re.sub(r"<[^>]*>", " ", text)))
    yield Layer("its attributes", unescape(" ".join(re.findall(r'"([^"]*)"', text))))
