"""WeasyPrint's tags pass neither PDF/UA nor PDF/A on a paper, and read notes at their page's end.

`octavo.engine.tags` builds the structure instead. It relies on how boxes and streams mark text.
"""

from __future__ import annotations

import inspect
import textwrap
from functools import reduce
from importlib import import_module
from typing import Any

from octavo.engine.mends import MisfitError, after, digest
from octavo.engine.tags import octavo_tag

MODULE = "weasyprint.pdf.tags"
FUNCTION = "add_tags"
VERSION = "70.0"
SOURCE = "f0e74575b0bafaf36458eaac27874e3b80457fba3694058153da514a68933f22"
HELPERS = {"octavo_tag": octavo_tag}

# What the builder relies on beside, with the SHA-256 of its source.
RELIED = {
    "weasyprint.pdf.stream:Stream.marked": (
        "63ad2e4d99aa0059c9925b2ae885c810e14d84a701b8a464a21e413e93708b8c"
    ),
    "weasyprint.pdf.stream:Stream.artifact": (
        "3e2130a0431cb1b901cf63fa8defc366261c7d8a4dd4308c3c5a9b8e7b596c34"
    ),
    "weasyprint.pdf.anchors:add_links": (
        "262e8b9b299892a7b539bf622e47b891f9c0548e555d6438c3ae6c48f30feca0"
    ),
    "weasyprint.pdf.anchors:add_outlines": (
        "9f5d6afde78956a1c86de06fdfb3c5d7bf51529dd0aed590f532c779e02e472e"
    ),
    "weasyprint.draw.text:draw_first_line": (
        "1bb8eae6d88e71b17096a034656f3be17da8f1f513c78536c1c38d971927638b"
    ),
}


def mended(source: str) -> str:
    """Leave it all to our own builder. Raises MisfitError where what that relies on changed."""
    for name, expected in RELIED.items():
        if digest(textwrap.dedent(inspect.getsource(_found(name)))) != expected:
            raise MisfitError(f"{name} is not that of WeasyPrint {VERSION}")
    call = "return octavo_tag(pdf, document, pdf_version, page_streams)"
    return after(source, "def add_tags(", f"    {call}")


def _found(name: str) -> Any:
    """What a module has under a name: "package.module:Class.method"."""
    module, _, path = name.partition(":")
    return reduce(getattr, path.split("."), import_module(module))
