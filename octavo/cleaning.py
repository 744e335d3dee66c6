"""Take out of a picture what its program wrote into it: who made it, with what, when and where."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
# Chunks of a PNG that say how it is shown, besides those without which there is none.
SHOWING = frozenset(
    (
        *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"hIST", b"sPLT"),
        *(b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"),
    )
)
# Segments of a JPEG that do, by how they begin: JFIF, colour profile, Adobe's transform.
KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
SCAN, END = 0xDA, 0xD9  # markers of a JPEG
IN_A_SCAN = frozenset((0x00, *range(0xD0, 0xD8)))  # behind 0xFF: a byte 0xFF, and restarts
TURNED = 0x0112  # the EXIF tag that says how a photograph is to be turned


def cleaned(data: bytes) -> bytes:
    """A picture without its metadata, but which way it is turned; what is none as it is."""
    cleaner = next((CLEANERS[sign] for sign in CLEANERS if data.startswith(sign)), None)
    return b"".join(cleaner(data)) if cleaner else data


def tried(data: bytes) -> bytes | None:
    """The same of a picture that nobody has looked at yet; None where it is broken."""
    try:
        return cleaned(data)
    except (OSError, ValueError, SyntaxError, LookupError, struct.error):
        return None


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks that make the picture, up to its end (PNG specification, 3rd edition, 5.3)."""
    yield PNG
    turned = _turned(data)
    at = len(PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"IDAT" and turned:
            yield _chunk(b"eXIf", turned)
            turned = b""
        if kind[:1].isupper() or kind in SHOWING:
            yield data[at : at + length + 12]
        if kind == b"IEND":
            return
        at += length + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments that make the picture, up to its end, and how it is turned (ITU-T T.81, B)."""
    yield data[:2]
    if turned := _turned(data):
        yield b"\xff\xe1" + struct.pack(">H", len(turned) + 8) + b"Exif\0\0" + turned
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != END:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == 0xFF:  # what fills up
            at += 1
            continue
        end = at + 2 + length
        if marker == SCAN:
            end = _scan_end(data, end)
        if _shows(marker, data[at + 4 : end]):
            yield data[at:end]
        at = end
    yield bytes((0xFF, END))


def _shows(marker: int, body: bytes) -> bool:
    """Whether a segment of a JPEG belongs to the picture."""
    is_told = marker == 0xFE or 0xE0 <= marker <= 0xEF
    return not is_told or (marker in KEPT and body.startswith(KEPT[marker]))


def _scan_end(data: bytes, at: int) -> int:
    """Where the pixels of a scan end: at the next marker."""
    while (at := data.find(b"\xff", at)) >= 0:
        if at + 1 < len(data) and data[at + 1] not in IN_A_SCAN and data[at + 1] != 0xFF:
            return at
        at += 1
    return len(data)


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


GIF_FRAME, GIF_MORE, GIF_END = 0x2C, 0x21, 0x3B  # what a block of a GIF begins with
GIF_LOOP = b"NETSCAPE2.0"  # the one application's block that tells how a picture is shown


def _gif(data: bytes) -> Iterator[bytes]:
    """The blocks that make the picture, without remarks and XMP (GIF89a, 23 to 26)."""
    at = 13 + _colours(data[10])
    yield data[:at]
    while at < len(data) and data[at] != GIF_END:
        begin = at
        if data[at] == GIF_FRAME:
            at += 11 + _colours(data[at + 9])  # the size of its first code follows
        else:
            at += 2
        end = _blocks_end(data, at)
        told = data[begin] == GIF_MORE and data[begin + 1] == 0xFE
        told |= data[begin : begin + 2] == b"\x21\xff" and data[at + 1 : at + 12] != GIF_LOOP
        if not told:
            yield data[begin:end]
        at = end
    yield data[at : at + 1]


def _colours(flags: int) -> int:
    """How many bytes the table of colours takes."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    """Where a row of blocks ends, each of which begins with its length."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> Iterator[bytes]:
    """The chunks that make the picture, up to its end, and how it is turned (RFC 9649, 2.7)."""
    data = data[: 8 + struct.unpack("<I", data[4:8])[0]]
    turned = _turned(data)
    flags = 0b1000 if turned else 0  # says that there are EXIF data, and no XMP
    kept, at = list[bytes](), 12
    while at + 8 <= len(data):
        kind, length = struct.unpack("<4sI", data[at : at + 8])
        chunk = data[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0b1100 | flags]) + chunk[9:]
        if kind == b"EXIF" and turned:
            chunk = kind + struct.pack("<I", len(turned)) + turned + b"\0" * (len(turned) % 2)
        if kind in WEBP or (kind == b"EXIF" and turned):
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


WEBP = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
CLEANERS = {PNG: _png, b"\xff\xd8\xff": _jpeg, b"GIF8": _gif, b"RIFF": _webp}
