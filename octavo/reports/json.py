"""Print findings as JSON: a list of objects, for editors and scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from octavo import printable
from octavo.diagnostics import Finding, Span


def write(findings: Sequence[Finding], *, colour: bool, everything: bool) -> str:
    """All findings, in order; `place` is null where a finding has none."""
    rows = [_row(finding) for finding in findings]
    return printable.escaped(json.dumps(rows, indent=2, ensure_ascii=False))


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "place": place(finding.span),
        "related": [place(span) for span in finding.related],
        "page": finding.page,
    }


def place(span: Span | None) -> dict[str, Any] | None:
    """A span as path, line and column of its two ends, all from 1; the end not included."""
    if span is None:
        return None
    (line, column), (end_line, end_column) = map(span.source.position, (span.start, span.end))
    return {
        "path": span.source.path.as_posix(),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }
