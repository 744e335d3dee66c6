"""Take out of a picture what its program wrote into it: who made it, with what, when and where."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
TELLING = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))  # chunks of a PNG
KEPT = frozenset((0xE0, 0xE2, 0xEE))  # segments of a JPEG: JFIF, colour profile, Adobe's transform
TURNED = 0x0112  # the EXIF tag that says how a photograph is to be turned


def clean(address: str) -> str:
    """A picture's data: address, without the metadata of a PNG or JPEG; others as they are."""
    head, comma, body = address.partition(";base64,")
    if not comma or head not in ("data:image/png", "data:image/jpeg"):
        return address
    data = base64.b64decode(body)
    cleaned = b"".join(_png(data) if data.startswith(PNG) else _jpeg(data))
    return f"{head};base64,{base64.b64encode(cleaned).decode()}"


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks that make the picture (PNG specification, 3rd edition, 5.3)."""
    yield PNG
    turned = _turned(data)
    at = len(PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"IDAT" and turned:
            yield _chunk(b"eXIf", turned)
            turned = b""
        if kind not in TELLING:
            yield data[at : at + length + 12]
        at += length + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments that make the picture (ITU-T T.81, annex B), and how it is turned."""
    yield data[:2]
    if turned := _turned(data):
        yield b"\xff\xe1" + struct.pack(">H", len(turned) + 8) + b"Exif\0\0" + turned
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        is_told = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in KEPT)
        if not is_told:
            yield data[at : at + 2 + length]
        at += 2 + length
    yield data[at:]


def _turned(data: bytes) -> bytes:
    """EXIF data that say how to turn the picture and nothing else; none if it stands upright."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        turn = picture.getexif().get(TURNED, 1)
    if turn == 1:
        return b""
    exif = Image.Exif()
    exif[TURNED] = turn
    return exif.tobytes().removeprefix(b"Exif\0\0")
