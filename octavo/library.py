"""Gather the works that can be cited from all bibliographies of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from octavo import files, printable, references
from octavo.diagnostics import Finding, Span, nearest
from octavo.memory import Memory
from octavo.model import Project, Reference

# Fields that are the writer's own and go into no output: paths of the machine, remarks.
PRIVATE = frozenset(("abstract", "annote", "file", "note"))
LONGEST = 5_000  # characters of a field that may be printed


@dataclass(frozen=True, slots=True)
class Library:
    """All works by key. `own` are the keys of the manuscript's bibliographies.

    The others come from libraries outside it, such as a Zotero export that serves many papers:
    of those only what is cited counts, in the bibliography and in `findings`.
    """

    references: Mapping[str, Reference]
    own: frozenset[str]
    findings: tuple[Finding, ...]


def read(project: Project, outside: Sequence[Path] = (), memory: Memory | None = None) -> Library:
    """Read the bibliographies of the manuscript and those outside it that the user named.

    `memory` has what an earlier build made of the same files.
    """
    memory = memory or Memory()
    own: dict[str, Reference] = {}
    others: dict[str, Reference] = {}
    findings: list[Finding] = []
    for name in project.bibliography or _usual(project.root):
        place = project.place_of("bibliography", name)
        found, faults = _file(project.root / name, place, memory, project.root)
        findings += [*faults, *_twins(own, found)]
        own = {**found, **own}
    for path in outside:
        found, faults = _file(path, None, memory)
        findings += faults
        others = {**found, **others}
    known = {key: _public(reference) for key, reference in {**others, **own}.items()}
    return Library(known, frozenset(own), tuple(findings))


def relevant(library: Library, cited: Iterable[str]) -> list[Finding]:
    """The findings, but of works outside the manuscript only where they are cited."""
    cited = set(cited)
    uncited = [
        reference.span
        for key, reference in library.references.items()
        if key not in library.own and key not in cited and reference.span
    ]
    return [finding for finding in library.findings if not _inside(finding.span, uncited)]


def _inside(place: Span | None, stretches: Sequence[Span]) -> bool:
    return place is not None and any(
        stretch.source.path == place.source.path and stretch.start <= place.start < stretch.end
        for stretch in stretches
    )


def _usual(root: Path) -> list[str]:
    """Where report.toml names none: the files called "references", in any format."""
    endings = {ending for module in references.formats() for ending in module.ENDINGS}
    names = (path.name for path in root.glob("references.*") if path.suffix in endings)
    return sorted(name for name in names if printable.is_written(name))


def _file(
    path: Path, place: Span | None, memory: Memory, root: Path | None = None
) -> tuple[dict[str, Reference], list[Finding]]:
    """The works of a file, which lies below `root` where that is given."""
    try:
        source, findings = files.read(path, root)
    except OSError as error:
        return {}, [_unreadable(path, place, error)]
    key = ("references", source.path, source.text)
    found, faults = memory(key, lambda: references.read(source))
    long = [(key, name) for key, reference in found.items() for name in _long(reference)]
    cut = {key: _cut(found[key]) for key, _ in long}
    too_long = [_too_long(name, found[key].span) for key, name in long]
    return {**found, **cut}, [*findings, *faults, *too_long]


def _long(reference: Reference) -> Iterator[str]:
    """The fields that are printed, and longer than any title or remark."""
    for name, value in reference.fields.items():
        if name not in PRIVATE and any(len(text) > LONGEST for text in _texts(value)):
            yield name


def _texts(value: Any) -> Iterator[str]:
    """A field's text, or those of the names in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield from (text for text in one.values() if isinstance(text, str))


def _cut(reference: Reference) -> Reference:
    fields = {name: _shortened(value) for name, value in reference.fields.items()}
    return replace(reference, fields=fields)


def _shortened(value: Any) -> Any:
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, list):
        return list(map(_shortened, value))
    return {k: _shortened(v) for k, v in value.items()} if isinstance(value, dict) else value


def _too_long(name: str, place: Span | None) -> Finding:
    message = f"the field {name} has more than {LONGEST:,} characters; the rest is left out"
    hint = "no page has room for it: shorten it, or move it to the field abstract"
    return Finding("bibliography", message, place, hint=hint)


def _unreadable(path: Path, place: Span | None, error: OSError) -> Finding:
    folder = path.parent
    names = [other.name for other in folder.iterdir()] if folder.is_dir() else []
    near = nearest(path.name, names)
    message = f"there is no file {files.shown(path)}"
    hint = f"did you mean {near}?" if near else "correct the name, or save the file there"
    if isinstance(error, files.OutsideError):
        message = f"{files.shown(path)} cannot be read: {error.strerror}"
        hint = "save a copy there, or name it on the command line: --bibliography FILE"
    elif not isinstance(error, FileNotFoundError):
        message, hint = f"{files.shown(path)} cannot be read", error.strerror or ""
    return Finding("bibliography", message, place, hint=hint)


def _twins(known: Mapping[str, Reference], found: Mapping[str, Reference]) -> Iterable[Finding]:
    """Keys that two bibliographies of the manuscript share: the first one's work is cited."""
    for key, reference in found.items():
        if key in known:
            first = known[key].span
            message = f"the key {key} stands in two bibliographies; the first is used"
            hint = "delete one of the two, or give it another key"
            related = (first,) if first else ()
            yield Finding("bibliography", message, reference.span, hint=hint, related=related)


def _public(reference: Reference) -> Reference:
    fields = {name: value for name, value in reference.fields.items() if name not in PRIVATE}
    return Reference(reference.key, reference.type, fields, reference.span)
