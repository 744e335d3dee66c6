"""Attach the sources of a paper to its document, if the paper wants that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from octavo.model import Document, Project


class Attach(Protocol):
    """Puts the sources read so far into a document. `has_others`: libraries were read beside."""

    def __call__(self, document: Document, *, has_others: bool) -> Document:
        """The document with them; as it is, where none are wanted."""


@contextmanager
def attaching(project: Project) -> Iterator[Attach]:
    """What attaches the files that are read from now on, if the project wants that."""
    if not project.pdf.attaches:
        yield lambda document, has_others: document
        return
    from octavo import opened, render, sources

    render.forget()  # else templates would not be opened again
    with opened.recorded() as paths:

        def attach(document: Document, *, has_others: bool) -> Document:
            found = sources.public(document, opened.sources(project.root, paths))
            if has_others:
                found[sources.CITED] = sources.cited_works(document)
            return replace(document, attached=found)

        yield attach
