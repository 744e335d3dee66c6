"""Print findings for people: the place, the fault, the line with a caret, the cure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from octavo.diagnostics import Finding, Severity, Span

COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "place": "\x1b[1m", "hint": "\x1b[36m"}
FEW = 5  # warnings that are shown in full
PLACES = 3  # of a rule's, where it takes one line
WIDEST = 100  # columns of a quoted line; a longer one is cut around the fault


def write(findings: Sequence[Finding], *, colour: bool, everything: bool) -> str:
    """Errors in full, then the warnings: in full too, or a line a rule; and a closing count."""
    paint = _Paint(colour)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = [finding for finding in findings if finding.severity is not Severity.ERROR]
    if everything or len(warnings) <= FEW:
        parts = [_finding(finding, paint) for finding in findings]
    else:
        parts = [*(_finding(finding, paint) for finding in errors), *_summary(warnings, paint)]
    return "\n".join([*parts, _count(findings)]) if findings else ""


def _summary(findings: Sequence[Finding], paint: _Paint) -> Iterator[str]:
    """One line a rule: how often, and the first three places."""
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.rule, []).append(finding)
    for rule, found in rules.items():
        places = [str(finding.span) for finding in found if finding.span][:PLACES]
        more = ", ..." if len(found) > len(places) else ""
        label = paint(f"warning[{rule}]", "warning")
        yield f"{label}: {len(found)} × {found[0].message}: {', '.join(places)}{more}"
    yield "    " + paint("hint:", "hint") + " --all shows each with its line"


class _Paint:
    """Colours words for a terminal, or leaves them."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, words: str, colour: str) -> str:
        return f"{COLOURS[colour]}{words}\x1b[0m" if self.on else words


def _finding(finding: Finding, paint: _Paint) -> str:
    place = f"{finding.span}: " if finding.span else ""
    if finding.page is not None:
        place += f"page {finding.page}: "
    severity = paint(f"{finding.severity}[{finding.rule}]", finding.severity)
    lines = [f"{paint(place, 'place')}{severity}: {finding.message}"]
    if finding.span:
        lines += _quoted(finding.span, paint)
    if finding.hint:
        lines.append(f"    {paint('hint:', 'hint')} {finding.hint}")
    return "\n".join(lines)


def _quoted(span: Span, paint: _Paint) -> list[str]:
    """The line a fault stands in, and carets below it."""
    source = span.source.text
    start = source.rfind("\n", 0, span.start) + 1
    end = source.find("\n", span.start)
    line = source[start : end if end >= 0 else len(source)]
    first, last = span.start - start, min(span.end - start, len(line))
    if not line.strip():
        return []
    if len(line) > WIDEST:
        cut = max(0, first - WIDEST // 3)
        line = ("…" if cut else "") + line[cut : cut + WIDEST] + "…"
        first, last = first - cut + bool(cut), min(last - cut + bool(cut), len(line) - 1)
    line = line.replace("\t", " ")
    before, marked = _columns(line[:first]), _columns(line[first:last])
    carets = paint("^" * max(1, marked), "error")
    return [f"    {line}", f"    {' ' * before}{carets}"]


def _columns(words: str) -> int:
    """The columns a terminal gives to words: Chinese characters take two, accents none."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in words)
    return len(words) + wide - sum(unicodedata.combining(c) > 0 for c in words)


def _count(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    parts = [
        f"{n} {word}{'s' * (n != 1)}" for n, word in ((errors, "error"), (warnings, "warning"))
    ]
    return ", ".join(part for part in parts if not part.startswith("0 "))
