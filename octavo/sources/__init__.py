"""The sources of a paper as they may be given away with it: without what is the writer's own.

That is: comments, the fields of a bibliography in which people keep remarks and paths, what
`[author]` says, and what cameras and programs write into pictures. Made from what is left, the
paper is the same. Files of other kinds than those of ENDINGS are left out.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import yaml

from octavo import cleaning, files, references, svg
from octavo.diagnostics import Source
from octavo.model import Document, Section
from octavo.sources import markdown, markup, settings

CITED = "cited-works.json"  # what is cited of libraries outside the manuscript

# What a broken file may raise.
FAULTS = (ValueError, OSError, LookupError, struct.error, svg.SvgError, yaml.YAMLError)

Public = Callable[[bytes], bytes]


def public(document: Document, read: Mapping[str, bytes]) -> dict[str, bytes]:
    """What may be given away of the files that were `read`, by their places in the manuscript.

    Of sections those that are printed.
    """
    sections = {_place(document, section): section for section in document.sections}
    found: dict[str, bytes] = {}
    for name, data in read.items():
        ending = Path(name).suffix.lower()
        with suppress(*FAULTS):  # which have their findings
            if ending == ".md" and name in sections:
                found[name] = markdown.public(document, sections[name]).encode()
            elif ending in ENDINGS:
                found[name] = ENDINGS[ending](data)
            elif references.knows(ending):
                found[name] = _bibliography(name, data)
    return found


def _place(document: Document, section: Section) -> str:
    """A section's place in the manuscript."""
    path = Path(os.path.abspath(section.source.path))  # noqa: PTH100 - resolve() follows links
    root = Path(os.path.abspath(document.project.root))  # noqa: PTH100
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def cited_works(document: Document) -> bytes:
    """The works that are cited, as CSL-JSON: enough to make the same paper without the library."""
    keys = {item.key for citation in document.citations for item in citation.items}
    keys |= set(document.project.nocite)
    works = [
        references.seen({**one.fields, "id": one.key, "type": one.type})
        for one in (document.references[key] for key in sorted(keys & document.references.keys()))
    ]
    return json.dumps(works, ensure_ascii=False, indent=1, default=str).encode()


def _bibliography(name: str, data: bytes) -> bytes:
    source = Source(Path(name), files.decoded(data))
    return references.public(source).encode()


def _as_text(change: Callable[[str], str]) -> Public:
    return lambda data: change(files.decoded(data)).encode()


def _drawing(data: bytes) -> bytes:
    return svg.clean(data)[0]


ENDINGS: Mapping[str, Public] = {
    ".css": _as_text(markup.css),
    ".csl": _as_text(markup.xml),
    ".csv": _as_text(str),
    ".html": _as_text(markup.template),
    ".gif": cleaning.cleaned,
    ".jpeg": cleaning.cleaned,
    ".jpg": cleaning.cleaned,
    ".png": cleaning.cleaned,
    ".svg": _drawing,
    ".toml": _as_text(settings.public),
    ".webp": cleaning.cleaned,
}
