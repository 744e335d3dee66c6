"""Print findings as GitHub's workflow commands, which it shows beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Sequence

from octavo import printable
from octavo.diagnostics import Finding
from octavo.reports.json import place


def write(findings: Sequence[Finding], *, colour: bool, everything: bool) -> str:
    """One command a finding."""
    return "\n".join(map(_command, printable.findings(findings)))


def _command(finding: Finding) -> str:
    properties = {"title": finding.rule}
    if (found := place(finding.span)) is not None:
        properties |= {
            "file": found["path"],
            "line": found["line"],
            "col": found["column"],
            "endLine": found["end_line"],
            "endColumn": found["end_column"],
        }
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    said = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return f"::{finding.severity} {given}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25")  # there are no new lines: what is printable has none


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
