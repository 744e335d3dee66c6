"""Print findings as SARIF 2.1.0, which code hosts and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from octavo import __version__, printable
from octavo.diagnostics import Finding, Span
from octavo.reports.json import place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(findings: Sequence[Finding], *, colour: bool, everything: bool) -> str:
    """A log of one run."""
    rules = [{"id": rule} for rule in sorted({finding.rule for finding in findings})]
    driver = {"name": "Octavo", "version": __version__, "rules": rules}
    # Octavo counts columns in code points (section 3.14.17)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return printable.escaped(json.dumps(log, indent=2, ensure_ascii=False))


def _result(finding: Finding) -> dict[str, Any]:
    said = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity.value,
        "message": {"text": said},
        "locations": [_location(finding.span)] if finding.span else [],
    }
    if finding.related:
        result["relatedLocations"] = [_location(span) for span in finding.related]
    return result


def _location(span: Span) -> dict[str, Any]:
    found = place(span) or {}
    region = {
        "startLine": found["line"],
        "startColumn": found["column"],
        "endLine": found["end_line"],
        "endColumn": found["end_column"],
    }
    artifact = {"uri": quote(os.fsencode(found["path"]))}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
