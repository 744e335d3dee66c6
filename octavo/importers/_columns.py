"""Put two columns of a page, which a plain text has side by side, one below the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from octavo.importers._lines import Line

FEWEST = 8  # lines in which two columns stand side by side
SHARE = 0.6  # of the lines between the first and the last of them
WORDS = 4  # of a column's line, in the mean: a table has fewer
GUTTER = re.compile(r"(?<=\S) {2,}(?=\S)")


def apart(every: Sequence[Line]) -> list[Line]:
    """The lines in the order in which they are read: each page's left column, then its right."""
    done: list[Line] = []
    for page in _pages(every):
        found = _columns(page)
        done += found or page
    return done


def _pages(every: Sequence[Line]) -> Iterator[list[Line]]:
    page: list[Line] = []
    for line in every:
        if line.page and page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _columns(page: Sequence[Line]) -> list[Line]:
    """The page's lines with its columns apart; none if it has no two columns."""
    edges = [{_column(line, gap.end()) for gap in GUTTER.finditer(line.text)} for line in page]
    counts = Counter(edge for found in edges for edge in found)
    edge, count = counts.most_common(1)[0] if counts else (0, 0)
    if count < FEWEST:
        return []
    rows = [at for at, found in enumerate(edges) if edge in found]
    first, end = rows[0], rows[-1] + 1
    while end < len(page) and page[end].text and _side(page[end], edge):
        end += 1
    region = page[first:end]
    written = [line for line in region if line.text]
    across = [line for line in written if not _side(line, edge) and not _is_split(line, edge)]
    if across or len(rows) < SHARE * len(written):
        return []
    left = [_part(line, 0, edge) for line in region]
    while not left[-1].text:
        left.pop()
    right = [_part(line, edge, len(line.source.text)) for line in region]
    words = sum(len(line.text.split()) for line in (*left, *right))
    if words < WORDS * 2 * len(rows):
        return []
    return [*page[:first], *left, *right, *page[end:]]


def _column(line: Line, at: int) -> int:
    """The column, from 0, of a character of the line's text."""
    return line.raw_indent + at


def _is_split(line: Line, edge: int) -> bool:
    return any(_column(line, gap.end()) == edge for gap in GUTTER.finditer(line.text))


def _side(line: Line, edge: int) -> bool:
    """Whether a line stands in one of the columns."""
    return line.raw_indent >= edge or _column(line, len(line.text)) < edge


def _part(line: Line, start: int, end: int) -> Line:
    """What stands of a line between two columns."""
    low = max(line.start, min(line.end, line.start - line.raw_indent + start))
    high = max(low, min(line.end, line.start - line.raw_indent + end))
    text = line.source.text[low:high]
    lead = len(text) - len(text.lstrip())
    indent = max(0, low + lead - (line.start - line.raw_indent) - start) if text.strip() else 0
    return replace(
        line,
        start=low + lead if text.strip() else low,
        end=low + len(text.rstrip()),
        indent=indent,
        raw_indent=indent,
        page=line.page and start == 0,
    )
