"""One self-contained page for the screen."""

from __future__ import annotations

from octavo.model import Document, Output

MEDIUM = "screen"


def make(document: Document, html: str) -> Output:
    """The page as it is."""
    return Output(f"{document.project.name}.html", html.encode())
