"""Print findings for people: what must be mended first, then what may be looked at.

Each stands with its place, the fault, the line with a caret, the cure. Where so much does not fit
one screen, it is said in fewer words: the richest form that fits is taken.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from octavo import printable
from octavo.diagnostics import Finding, Severity, Span

COLOURS = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "place": "\x1b[1m",
    "hint": "\x1b[36m",
}
SCREEN = (100, 40)  # columns and lines where there is no terminal to ask
PLACES = 3  # of a rule's, where it takes one line
WIDEST = 100  # columns of a quoted line; a longer one is cut around the fault
LEFT = 20  # columns that must be left in a rule's line for the fault to be told too
MORE = "--all shows each with its line and its cure; `checks RULE` explains a rule"

Form = Callable[[Sequence[Finding], "_Paint"], Iterable[str]]


class _Paint:
    """Colours words for a terminal, or leaves them."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, words: str, colour: str) -> str:
        return f"{COLOURS[colour]}{words}\x1b[0m" if self.on else words


def write(findings: Sequence[Finding], *, colour: bool, everything: bool) -> str:
    """Errors, then warnings, each in full or in short; and a closing count."""
    if not findings:
        return ""
    paint, findings = _Paint(colour), printable.findings(findings)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = [finding for finding in findings if finding.severity is not Severity.ERROR]
    lines: Sequence[str] = _in_full([*errors, *warnings], paint)
    if not everything and not _fits(lines):
        lines = _in_short(errors, warnings, paint)
    return "\n".join([*lines, _count(findings)])


def _screen() -> tuple[int, int]:
    return shutil.get_terminal_size(SCREEN)


def _fits(lines: Iterable[str]) -> bool:
    """Whether a screen has room for lines, broken at its edge, for the count and the prompt."""
    width, height = _screen()
    return sum(max(1, -(-_columns(line) // width)) for line in lines) <= height - 2


def _in_short(
    errors: Sequence[Finding], warnings: Sequence[Finding], paint: _Paint
) -> Sequence[str]:
    """Errors as richly as the screen has room for, warnings a line a rule."""
    foot = [*_below("Worth a look:", list(_by_rule(warnings, paint)), paint)]
    foot.append(f"    {paint('hint:', 'hint')} {MORE}")
    forms: list[Form] = [_in_full, _with_cures, _in_lines, _by_rule]
    shown: Sequence[str] = foot
    for form in forms:
        shown = [*_below("Mend before handing in:", list(form(errors, paint)), paint), *foot]
        if _fits(shown):
            break
    return shown


def _below(title: str, lines: Sequence[str], paint: _Paint) -> list[str]:
    return [paint(title, "place"), *lines] if lines else []


# --- forms, the richest first ------------------------------------------------------------


def _in_full(findings: Sequence[Finding], paint: _Paint) -> list[str]:
    """Each with the line it stands in, and its cure."""
    return [line for finding in findings for line in _finding(finding, paint)]


def _with_cures(findings: Sequence[Finding], paint: _Paint) -> Iterator[str]:
    """Each with its cure in a line of its own."""
    for finding in findings:
        yield _said(finding, paint)
        yield from _hint(finding, paint)


def _in_lines(findings: Sequence[Finding], paint: _Paint) -> Iterator[str]:
    """A line each, cut at the edge of the screen."""
    for finding in findings:
        place, rule = _place(finding), f" [{finding.rule}]"
        said = _cut(finding.message, _screen()[0] - len(place) - len(rule))
        yield f"{paint(place, 'place')}{said}{paint(rule, finding.severity)}"


def _by_rule(findings: Sequence[Finding], paint: _Paint) -> Iterator[str]:
    """A line a rule: how often, its first three places, and the fault where there is room."""
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.rule, []).append(finding)
    for rule, found in rules.items():
        places = list(dict.fromkeys(_short(span) for f in found if (span := f.span)))
        start = f"{len(found):5} × {rule}: {_joined(places[:PLACES])}"
        start += ", ..." if len(places) > PLACES else ""
        left = _screen()[0] - _columns(start) - len(" ()")
        more = f" ({_cut(found[0].message, left)})" if left >= LEFT else ""
        painted = paint(f"{len(found):5} × {rule}:", found[0].severity)
        yield painted + start.removeprefix(f"{len(found):5} × {rule}:") + more


def _short(span: Span) -> tuple[str, int]:
    return span.source.path.as_posix(), span.source.position(span.start)[0]


def _joined(places: Iterable[tuple[str, int]]) -> str:
    """Files and lines, a file that follows itself being named once."""
    files = groupby(places, key=lambda place: place[0])
    return ", ".join(f"{path}:{', '.join(str(n) for _, n in found)}" for path, found in files)


FOLDERS = re.compile(r"(?<!\S)/?(?:[^\s/]+/)+(?=[^\s/])")


def _cut(text: str, width: int) -> str:
    """The text; where it is wider without its files' folders, then without its end."""
    if _columns(text) > width:
        text = FOLDERS.sub("…/", text)
    return text if _columns(text) <= width else f"{text[: max(1, width - 1)]}…"


# --- one finding -------------------------------------------------------------------------


def _finding(finding: Finding, paint: _Paint) -> Iterator[str]:
    yield _said(finding, paint)
    if finding.span:
        yield from _quoted(finding.span, paint)
    yield from _hint(finding, paint)


def _said(finding: Finding, paint: _Paint) -> str:
    severity = paint(f"{finding.severity}[{finding.rule}]", finding.severity)
    return f"{paint(_place(finding), 'place')}{severity}: {finding.message}"


def _place(finding: Finding) -> str:
    place = f"{finding.span}: " if finding.span else ""
    return place if finding.page is None else f"{place}page {finding.page}: "


def _hint(finding: Finding, paint: _Paint) -> Iterator[str]:
    if finding.hint:
        yield f"    {paint('hint:', 'hint')} {finding.hint}"


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
    words = re.sub("\x1b\\[[\\d;]*m", "", words)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in words)
    return len(words) + wide - sum(unicodedata.combining(c) > 0 for c in words)


def _count(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    parts = [
        f"{n} {word}{'s' * (n != 1)}" for n, word in ((errors, "error"), (warnings, "warning"))
    ]
    return ", ".join(part for part in parts if not part.startswith("0 "))
