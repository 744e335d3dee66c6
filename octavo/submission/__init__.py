"""Handing in: the bundle that a marker can trust.

`make` builds a paper as its brief demands it, checks it against the brief, and packs what is handed
in with a record of all that was found; `verify` proves such a bundle. `names` makes the files'
name, `demands` compares, `record` and `receipt` say it, `bundle` packs, `anonymous` takes the
author out and looks whether anything is left.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from octavo import config, opened, overrun, pipeline, sources, starter
from octavo.diagnostics import Finding, ReportError, Severity
from octavo.files import content
from octavo.limits import StoppedError
from octavo.model import Build, Output, Project
from octavo.pipeline import Copy, Progress
from octavo.rules import Rules
from octavo.submission import (
    anonymous,
    bundle,
    demands,
    names,
    needles,
    receipt,
    record,
    validator,
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks for besides what the brief says. `now` only judges the deadline."""

    brief: str = ""
    anonymous: bool = False
    forced: bool = False
    bibliographies: tuple[Path, ...] = ()
    rules: Rules = pipeline.ALL
    now: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What came of it. `bundle` is None where errors forbid to hand in; `files` are its files."""

    findings: tuple[Finding, ...]
    rows: tuple[demands.Demand, ...] = ()
    bundle: Output | None = None
    files: Mapping[str, bytes] | None = None
    outputs: tuple[Output, ...] = ()


def make(root: Path, wishes: Wishes, progress: Progress = lambda _: None) -> Submission:
    """Build the paper, hold it against its brief, and pack it.

    With `forced` the finished files are made and packed in spite of errors, and the record says so.
    """
    try:
        project, _ = config.load(root, wishes.brief)
    except ReportError as error:
        return Submission(error.findings)
    project = _asked(project, wishes)
    with opened.recorded() as paths:
        build = _build(root, project, wishes, progress)
    if build.document is None:
        return Submission(build.findings)
    document, outputs = build.document, build.outputs
    files = _files(build, root, paths, wishes)
    verdict = validator.verdict(document.project, outputs)
    build, rows = _judged(build, files, project, wishes, verdict)
    due = demands.deadline(project, wishes.now or datetime.datetime.now())
    late = _weighed([*demands.findings(project, due)], project, wishes)
    made = Submission((*build.findings, *late), (*rows, *due))
    if _has_errors(made.findings) and not wishes.forced:
        return made
    progress("receipt: laying out")
    said = _record(build, files, (*rows, *due), wishes)
    try:
        packed = _packed(_unnamed(said, project), files)
    except StoppedError as error:
        return replace(made, findings=(*made.findings, overrun.finding(error, document)))
    name = f"{outputs[0].name.rpartition('.')[0]}-submission.zip"
    whole = Output(name, bundle.pack(packed))
    return replace(made, bundle=whole, files=packed, outputs=outputs)


def again(
    root: Path, wishes: Wishes, verdict: demands.Demand | None
) -> tuple[Build, dict[str, Any]]:
    """The finished files and the record as `make` has them, but for the sums of the sources.

    `verdict` is the validator's, which is not asked again. Raises ReportError where nothing comes.
    """
    project, _ = config.load(root, wishes.brief)
    project = _asked(project, wishes)
    build = _build(root, project, wishes)
    if build.document is None:
        raise ReportError(build.findings)
    files = {output.name: output.data for output in build.outputs}
    build, rows = _judged(build, files, project, wishes, verdict)
    due = demands.deadline(project, datetime.datetime.now())
    return build, _record(build, files, (*rows, *due), wishes)


def _judged(
    build: Build,
    files: Mapping[str, bytes],
    project: Project,
    wishes: Wishes,
    verdict: demands.Demand | None,
) -> tuple[Build, tuple[demands.Demand, ...]]:
    """The build with what its brief and its names have to say, and the rows of the brief."""
    assert build.document is not None
    _, misnamed = names.name(project)
    seen = _seen(build, files, project, wishes)
    rows = demands.demands(project, build.document, build.outputs, verdict, seen)
    found = _weighed([*misnamed, *demands.findings(project, rows)], project, wishes)
    return replace(build, findings=(*build.findings, *found, *seen)), rows


def _record(
    build: Build, files: Mapping[str, bytes], rows: Sequence[demands.Demand], wishes: Wishes
) -> dict[str, Any]:
    """The record: how much time was left is another at each run, and not told in it."""
    told = [
        replace(row, found="the upload system knows", met=None)
        if row.key == "submit.deadline"
        else row
        for row in rows
    ]
    forced = wishes.forced and _has_errors(build.findings)
    return record.make(build, files, told, wishes.rules, forced=forced)


def _build(
    root: Path, project: Project, wishes: Wishes, progress: Progress = lambda _: None
) -> Build:
    wanted, copy = project.submission.formats, _copy(wishes)
    return pipeline.build(root, wanted, wishes.bibliographies, progress, wishes.rules, copy)


def _asked(project: Project, wishes: Wishes) -> Project:
    """The project, anonymous if the user asks for it here and the brief does not."""
    if not wishes.anonymous:
        return project
    return replace(project, submission=replace(project.submission, anonymous=True))


def _copy(wishes: Wishes) -> Copy:
    def as_handed_in(project: Project) -> Project:
        asked = _asked(project, wishes)
        name, _ = names.name(asked)
        named = replace(asked, name=name)
        return anonymous.without_names(named) if asked.submission.anonymous else named

    return Copy(
        wishes.brief,
        as_handed_in,
        anonymous.without_own_works,
        anonymous.neutral,
        wishes.forced,
    )


def _weighed(found: Sequence[Finding], project: Project, wishes: Wishes) -> tuple[Finding, ...]:
    severities = {**project.checks, **wishes.rules.severities}
    return replace(wishes.rules, severities=severities)(found)


def _has_errors(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _files(build: Build, root: Path, paths: set[str], wishes: Wishes) -> dict[str, bytes]:
    """All that is handed in, but for receipt, record and list of sums."""
    document = build.document
    assert document is not None
    files = {output.name: output.data for output in build.outputs}
    wants = document.project.submission
    if wants.anonymous or not wants.sources:
        return files
    read = opened.sources(root, paths)
    files |= {f"{bundle.SOURCES}{name}": data for name, data in read.items()}
    if wants.checksum and (wishes.brief or wants.brief not in read):
        files[bundle.BRIEF] = _brief(root, wishes, wants.brief)
    if wishes.bibliographies:
        files[bundle.CITED] = sources.cited_works(document)
    return files


def _brief(root: Path, wishes: Wishes, name: str) -> bytes:
    from octavo import briefs

    path = briefs.place(root, wishes.brief, name)
    return content(path) if path else b""


def _seen(
    build: Build, files: Mapping[str, bytes], project: Project, wishes: Wishes
) -> tuple[Finding, ...]:
    """What an anonymous copy still says of its author."""
    if not project.submission.anonymous or build.document is None:
        return ()
    frame = partial(_frame, project.submission.formats)
    found = [*anonymous.search(project, files, build.document, frame)]
    found += anonymous.self_citations(project, build.document)
    found += anonymous.unknown_works(project, build.document)
    return _weighed(found, project, wishes)


def _frame(formats: Sequence[str]) -> Mapping[str, bytes]:
    """The finished files of a paper by nobody, with something of every kind in it."""
    with tempfile.TemporaryDirectory(prefix="octavo-") as name:
        folder = Path(name) / "paper"
        starter.write(folder)
        made = pipeline.build(folder, formats)
    return {output.name: output.data for output in made.outputs}


def _unnamed(said: Mapping[str, Any], project: Project) -> Mapping[str, Any]:
    """The record; of an anonymous copy without the names that findings quote."""
    if not project.submission.anonymous:
        return said
    quoting = {key: said[key] for key in ("findings", "silenced", "demands")}
    return {**said, **needles.removed(quoting, needles.needles(project))}


def _packed(said: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """All files of the bundle."""
    written = record.write(said)
    page = receipt.make(said, bundle.checksum(written))
    whole = {**files, bundle.RECORD: written, bundle.RECEIPT: page}
    return {**whole, bundle.SUMS: bundle.sums(whole)}
