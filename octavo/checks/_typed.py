"""What the writer typed for a block, line by line; and what of it came out as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._written import Written
from octavo.diagnostics import Span
from octavo.model import Kind

CODE = re.compile(
    r"^[ \t>]*(?P<fence>~{3,}|`{3,}).*?(?:^[ \t>]*(?P=fence)|\Z)"
    r"|(?P<ticks>(?<![`\\])`+)(?!`)[^\n]*?(?:\n(?![ \t]*\n)[^\n]*?)*?(?<!`)(?P=ticks)(?!`)",
    re.M | re.S,
)
EDGE = 50  # lines around a block that may be its own; a list may go on for thousands
# What a conversion changes: quotation marks, dashes, blanks, and what a backslash stands before.
CHANGED = re.compile(r"[\s\"'“”‘’«»„‚\-–—…\\]+|\.\.\.")


def without_code(text: str) -> str:
    """The text with its code blanked out, every offset unchanged."""
    return (
        CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
        if "`" in text or "~~~" in text
        else text
    )


def lines(block: Written) -> str:
    """The lines of a block as typed, code blanked out."""
    return without_code(block.lines.text)


def left_over(block: Written, *patterns: re.Pattern[str]) -> Iterator[tuple[int, Span]]:
    """What patterns find in what was typed, if it stands in the finished text too.

    Each with the number of its pattern. What a backslash stands before is meant as it is.
    """
    source = block.lines.source
    (start, typed), finished = paragraph(block), ""
    for number, pattern in enumerate(patterns):
        for match in pattern.finditer(typed):
            finished = finished or CHANGED.sub("", block.text)
            first = start + match.start()
            if source.text[first - 1 : first] != "\\" and CHANGED.sub("", match[0]) in finished:
                yield number, Span(source, first, start + match.end())


def paragraph(block: Written) -> tuple[int, str]:
    """Where the paragraph of a block begins, and its text as typed, code blanked out."""
    start, end = _paragraph(block)
    return start, without_code(block.lines.source.text[start:end])


def _paragraph(block: Written) -> tuple[int, int]:
    """The whole paragraph: a line without a word at its edge does not say where it belongs."""
    text, start, end = block.lines.source.text, block.lines.start, block.lines.end
    start = text.rfind("\n", 0, start) + 1
    if block.rows or block.kind in (Kind.CELL, Kind.HEADING):
        return start, end
    for _ in range(EDGE):
        line = text[text.rfind("\n", 0, start - 1) + 1 : start - 1] if start else ""
        start -= len(line) + 1 if line.strip() else 0
        line = text[end + 1 : _line_end(text, end + 1)]
        end += len(line) + 1 if line.strip() else 0
    return start, end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
