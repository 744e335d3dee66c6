"""Tell lines of a plain text that are no paragraph: verse, addresses and tables keep them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from octavo.importers import _headings, _markdown
from octavo.importers._draft import Block, Kind, Text
from octavo.importers._lines import Line

SHORT = 0.75  # of the full width: lines of verse end before
FEWEST = 3  # lines of verse
# Shares of the lines that begin with a capital, and of those that end although the next word had
# room: of prose that is wrapped the first is small, the second none; MEANT is of both together.
MEANT, EARLY = 0.9, 0.5
ENDED = 0.75  # of the lines end a sentence: each is a paragraph of its own
DATED = 0.4  # of the lines name a year: a list of works
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
WIDEST = 24  # letters of a table's cells, in the mean: columns of prose have more
DRAWN = re.compile(r"[-+=_|:\s]*[-=_]{3}[-+=_|:\s]*")  # a line between rows
GAP = re.compile(r"\t+| {2,}")
NUMBER = re.compile(r"[-–+]?[\d.,%]*\d[\d.,%]*")
BREAK = re.compile(r"(?:[*•#~–—_=-][ \t]*){3,}")  # a sign between two parts of a text


def is_verse(lines: Sequence[Line], width: int) -> bool:
    """Whether the lines were ended on purpose; `width` is that of the draft's full lines."""
    if len(lines) < FEWEST or any(_speaks(line.text) for line in lines):
        return False
    short = all(line.end - line.start <= SHORT * width for line in lines)
    capitals = sum(_is_capital(line.text) for line in lines) / len(lines)
    early = _early(lines)
    ended = sum(line.text.endswith((".", "?", "!")) for line in lines)
    dated = sum(bool(YEAR.search(line.text)) for line in lines)
    if ended > ENDED * len(lines) or dated > DATED * len(lines):
        return False
    if len(lines) == FEWEST:
        return short and capitals == 1 and early > 0
    return (short and capitals + early >= MEANT) or (capitals >= MEANT and early >= EARLY)


def _speaks(line: str) -> bool:
    """Whether a line says what it is: a heading, what is drawn below one, the author."""
    said = _headings.alone(line) or _headings.underlines(line)
    return said or bool(_headings.BYLINE.fullmatch(line))


def _is_capital(line: str) -> bool:
    first = re.search(r"[^\W_]", line)
    return bool(first and not first[0].islower())


def _early(lines: Sequence[Line]) -> float:
    """The share of the lines that end although the next line's first word had room behind them."""
    most = max(line.end - line.start for line in lines)
    room = [
        line.end - line.start + 1 + len(following.text.split()[0]) <= most
        for line, following in pairwise(lines)
    ]
    return sum(room) / len(room)


# --- tables ------------------------------------------------------------------------------


def table(lines: Sequence[Line]) -> Block | None:
    """The lines as a pipe table with its first row as the head, None if they are none."""
    rows = _rows(lines)
    if not rows:
        return None
    numbers = [
        all(NUMBER.fullmatch(cell) for cell in column if cell)
        for column in zip(*rows[1:], strict=True)
    ]
    rules = ["---:" if number else "---" for number in numbers]
    written = [[_markdown.escaped(cell) for cell in row] for row in rows]
    letters = "\n".join(f"| {' | '.join(row)} |" for row in [written[0], rules, *written[1:]])
    places = (lines[0].start,) * (len(letters) - 1) + (lines[-1].end - 1,)
    text = Text(letters, places, ("",) * len(letters))
    return Block(Kind.FIXED, text, name="table", markup=True)


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    """The cells of each row; none if the lines do not have equally many."""
    texts = [line.text for line in lines if not DRAWN.fullmatch(line.text)]
    least = 2 if len(texts) < len(lines) else 3
    if len(texts) < least:
        return []
    if all("|" in text for text in texts):
        rows = [[cell.strip() for cell in text.strip("|").split("|")] for text in texts]
    else:
        rows = [GAP.split(text) for text in texts]
    count = len(rows[0])
    cells = [cell for row in rows for cell in row]
    even = count > 1 and all(len(row) == count for row in rows)
    fits = sum(map(len, cells)) <= WIDEST * len(cells)
    sure = count > 2 or least == 2 or all(re.search(r"\t| {3}|\|", text) for text in texts)
    return rows if even and fits and sure else []
