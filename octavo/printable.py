"""Texts of strangers on a terminal: they say what they say, and command nothing.

A terminal takes control characters for orders (to retitle its window, to hide lines, to answer as
if you had typed), and a build server takes lines that begin in a certain way for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from octavo.diagnostics import Finding, Source, Span

# All controls but tab and new line, what turns the direction of writing, and halves of characters,
# which no output takes: names of files that are not UTF-8 have them.
ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LINES = re.compile(f"{ORDERS.pattern[:-1]}\n\u2028\u2029]")
SHOWN = "\N{REPLACEMENT CHARACTER}"


def text(words: str) -> str:
    """The words without control characters; each has another in its place."""
    return ORDERS.sub(SHOWN, words)


def line(words: str) -> str:
    """The words without control characters, on one line."""
    return LINES.sub(SHOWN, words)


def findings(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings whose messages, hints, places and quoted lines hold no control characters."""
    sources: dict[int, Source] = {}
    return tuple(_finding(finding, sources) for finding in found)


def _finding(finding: Finding, sources: dict[int, Source]) -> Finding:
    span = finding.span and _span(finding.span, sources)
    return replace(finding, message=line(finding.message), hint=line(finding.hint), span=span)


def _span(span: Span, sources: dict[int, Source]) -> Span:
    """The same place: each character has one in its stead."""
    known, path = span.source, str(span.source.path)
    if id(known) not in sources:
        clean = not LINES.search(path) and not ORDERS.search(known.text)
        sources[id(known)] = known if clean else Source(Path(line(path)), text(known.text))
    return replace(span, source=sources[id(known)])
