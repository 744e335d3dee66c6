"""One self-contained page for the screen."""

from __future__ import annotations

from octavo.engine import han
from octavo.model import Document, Output

MEDIUM = "screen"


def make(document: Document, html: str) -> Output:
    """The page as it is, with a font of the Chinese characters in it."""
    return Output(f"{document.project.name}.html", han.embedded(html).encode())
