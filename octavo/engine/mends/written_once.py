"""Slow: for a file's identifier every object is written, and every stream compressed, once more."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from octavo.engine.mends import after, before

MODULE = "pydyf"
FUNCTION = "PDF.write"
VERSION = "0.13.0"
SOURCE = "7a3fefe995236fcd149e5152b7bac121a36cdf729a3b7f760b9e61623cce553f"


class OctavoKept:
    """One of pydyf's objects while a file is written, when nothing changes: its bytes are kept."""

    def __init__(self, item: Any) -> None:
        self.item = item
        self.number, self.generation, self.offset = item.number, item.generation, item.offset
        self.free, self.compressible = item.free, item.compressible

    @cached_property
    def data(self) -> bytes:
        """The object as it is written."""
        data: bytes = self.item.data
        return data

    @property
    def indirect(self) -> bytes:
        """The object as it stands in the file, between its number and its end."""
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


HELPERS = {"OctavoKept": OctavoKept}


def mended(source: str) -> str:
    """Keep the bytes that were written until the identifier is made of them."""
    kept = before(source, "# Write header.", "self.objects = list(map(OctavoKept, self.objects))")
    streamed = "object_stream = Stream("
    return after(kept, streamed, "object_stream = OctavoKept(object_stream)")
