"""Slow: to read the name of a type in C, all types that are known are declared to the parser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from octavo.engine.mends import after

MODULE = "cffi.cparser"
FUNCTION = "Parser._parse"
VERSION = "2.1.1"
SOURCE = "b8ae03f71988b640d9041a6c548332d26185e983ae92498e5ccf7059a9157051"
HELPERS: dict[str, Callable[..., Any]] = {}


def mended(source: str) -> str:
    """Declare those alone whose names stand in what is read: no other can change how it reads."""
    named = "typenames = [name for name in typenames if name in csource]"
    return after(source, "typenames += sorted(ctn)", named)
