"""What several checks ask of one document is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from octavo.model import Document

T = TypeVar("T")


def shared(work: Callable[[Document], T]) -> Callable[[Document], T]:
    """The function, its last result kept for the document that it was of."""
    last: tuple[Document, T] | None = None

    @wraps(work)
    def ask(document: Document) -> T:
        nonlocal last
        known = last
        if known is None or known[0] is not document:
            last = known = (document, work(document))
        return known[1]

    return ask
