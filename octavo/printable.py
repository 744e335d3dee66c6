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
# Tags, of plane 14, show nothing at all.
ORDERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
LINES = re.compile(f"{ORDERS.pattern[:-1]}\n\u2028\u2029]")
JSON_LINES = re.compile(f"{ORDERS.pattern[:-1]}\u2028\u2029]")  # its own ends of lines stay
SHOWN = "\N{REPLACEMENT CHARACTER}"


def is_written(name: str) -> bool:
    """Whether a file's name can be written in UTF-8; a name of other bytes cannot."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def text(words: str) -> str:
    """The words without control characters; each has another in its place."""
    return ORDERS.sub(SHOWN, words)


def line(words: str) -> str:
    """The words without control characters, on one line."""
    return LINES.sub(SHOWN, words)


def escaped(json: str) -> str:
    """JSON that says the same without any of these characters: each by its number (RFC 8259, 7)."""
    return JSON_LINES.sub(lambda match: _units(match[0]), json)


def _units(character: str) -> str:
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


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
