"""The record of a submission, `submission.json`: all that its receipt says, for programs."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from octavo import counting, rules
from octavo.counting import report
from octavo.counting.shown import shown
from octavo.diagnostics import Finding, Span
from octavo.model import Build, Document, Project
from octavo.submission import bundle, versions
from octavo.submission.demands import Demand, said

FORM = 1  # of the record: raised when a later Octavo writes another


def make(
    build: Build,
    files: Mapping[str, bytes],
    rows: Sequence[Demand],
    chosen: rules.Rules,
    *,
    forced: bool,
) -> dict[str, Any]:
    """The record of what is handed in: `files` are all but receipt, record and list of sums.

    `chosen` are the rules that the command line asked for: what was not looked at is not told of
    as if nothing had been found.
    """
    document = build.document
    assert document is not None
    project = document.project
    pages = next((len(output.pages) for output in build.outputs if output.pages), None)
    return {
        "form": FORM,
        "title": project.title,
        "subtitle": project.subtitle,
        "authors": list(project.authors or filter(None, [project.author.candidate])),
        "course": project.course,
        "date": _day(project.date),
        "anonymous": project.submission.anonymous,
        "forced": forced,
        "pages": pages,
        "handed_in": [output.name for output in build.outputs],
        "words": _words(document, {output.name: output.data for output in build.outputs}),
        "brief": _brief(project),
        "demands": [asdict(row) for row in rows],
        "chosen": {
            "select": sorted(chosen.select),
            "ignore": sorted(chosen.ignore),
            "strict": chosen.strict,
        },
        "checks": _checks(build.findings, chosen),
        "findings": [_finding(finding) for finding in build.findings],
        "silenced": [{**_finding(one), "reason": reason} for one, reason in build.silenced],
        "files": {name: _file(data) for name, data in sorted(files.items())},
        "versions": versions.of(document),
    }


def write(record: Mapping[str, Any]) -> bytes:
    """The record as JSON, in one form only."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _day(date: datetime.date | str) -> str:
    return str(date)


def _words(document: Document, files: Mapping[str, bytes]) -> dict[str, Any]:
    count = counting.length(document)
    seen = [shown(name, data) for name, data in files.items()]
    return {
        "rule": count.book.name,
        "title": count.book.title,
        "source": count.book.source,
        "count": count.total,
        "limit": document.project.word_limit,
        "parts": {part.value: words for part, (words, _) in count.parts.items() if words},
        "shown": {one.name: dict(one.programs) for one in seen},
        "for_the_cover": report.for_the_cover(count, seen),
    }


def _brief(project: Project) -> dict[str, Any] | None:
    given = project.submission
    if not given.checksum:
        return None
    return {
        "file": given.brief,
        "title": given.title,
        "source": given.source,
        "sha256": given.checksum,
        "overridden": [
            {"key": key, "brief": said(given.wants[key]), "report": said(value)}
            for key, value in given.overridden.items()
        ],
    }


def _checks(findings: Sequence[Finding], chosen: rules.Rules) -> dict[str, dict[str, int]]:
    """Every rule that was asked for, and how many errors and warnings it gave."""
    counts = Counter((finding.rule, finding.severity.value) for finding in findings)
    return {
        name: {kind: counts[name, kind] for kind in ("error", "warning") if counts[name, kind]}
        for name in rules.names()
        if chosen.says(name)
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "place": _place(finding.span),
        "message": finding.message,
    }


def _place(span: Span | None) -> str:
    """File, line and column; the file without its folder, which is the writer's affair."""
    if span is None:
        return ""
    line, column = span.source.position(span.start)
    return f"{span.source.path.name}:{line}:{column}"


def _file(data: bytes) -> dict[str, Any]:
    return {"size": len(data), "sha256": bundle.checksum(data)}
