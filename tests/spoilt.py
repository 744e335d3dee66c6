"""Spoil a PDF at one place: what a validator must refuse."""

from __future__ import annotations

import io

import pypdf
from pypdf.generic import DecodedStreamObject, EncodedStreamObject, StreamObject

PACKED = ("/Filter", "/DecodeParms", "/Length")


def plain(data: bytes) -> bytes:
    """The same PDF with all its streams but pictures unpacked, so that all of it can be read."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.pdf_header = data[:8].decode()
    for number, found in enumerate(writer._objects):
        if isinstance(found, EncodedStreamObject) and found.get("/Subtype") != "/Image":
            writer._objects[number] = _unpacked(found)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _unpacked(stream: EncodedStreamObject) -> StreamObject:
    plain = DecodedStreamObject()
    plain.set_data(stream.get_data())
    plain.update({name: value for name, value in stream.items() if name not in PACKED})
    return plain


def spoil(data: bytes, find: str, put: str) -> bytes | None:
    """The PDF with other bytes in a place, each object where it was; None if there is no such."""
    old, new = (each.replace(r"\n", "\n").encode() for each in (find, put))
    assert len(new) <= len(old)
    return data.replace(old, new.ljust(len(old))) if old in data else None
