"""A character stands in the text that none of the fonts has.

It would be printed as an empty box. Latin, Greek and Cyrillic letters and the common Chinese
characters are there; Hebrew, Arabic, emoji and private characters are not. Write it in letters
that are there, as in a transliteration, or put it in as a picture.

Instead of

    He said שלום and left.

write

    He said *shalom* and left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from octavo.diagnostics import Finding, Span
from octavo.model import Document, Project, plain

HINT = "it would be printed as a box: transliterate it, or put it in as a picture"
# Drawn as nothing or as room, whatever the font: Unicode's general categories, and the
# variation selectors (https://www.unicode.org/reports/tr44/, General_Category).
INVISIBLE = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
SELECTORS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
LINES = ("title", "subtitle", "authors", "course", "institution", "date", "abstract", "keywords")


def check(subject: Document) -> Iterator[Finding]:
    """Each stretch of characters without a glyph once, with all its places."""
    places: dict[str, list[Span]] = {}
    for text, stretch in _texts(subject):
        missing = {char for char in set(text) - subject.glyphs if _is_lost(char, subject.glyphs)}
        for run in _runs(text, missing):
            places.setdefault(run, []).append(_place(run, stretch, places.get(run, ())))
    for run, (first, *others) in places.items():
        message = f"no font has {_named(run)}"
        yield Finding("missing_glyph", message, first, hint=HINT, related=tuple(others))


def _texts(document: Document) -> Iterator[tuple[str, Span]]:
    """All that is printed, each text with what it was made from."""
    project = document.project
    for key in LINES:
        yield _line(project, key), _rest(project.place_of(key))
    for block in document.blocks():
        if block.span is not None:
            yield plain(block), block.span
    cited = {item.key for citation in document.citations for item in citation.items}
    for key in sorted(cited & document.references.keys()):
        reference = document.references[key]
        if reference.span is not None:
            yield " ".join(_values(reference.fields)), reference.span


def _line(project: Project, key: str) -> str:
    value = getattr(project, key)
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _rest(key: Span) -> Span:
    """What follows a key of report.toml."""
    return Span(key.source, key.start, len(key.source.text))


def _values(value: object) -> Iterator[str]:
    """All texts in a reference's fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _values(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner)


def _is_lost(char: str, glyphs: frozenset[str]) -> bool:
    """Whether a character without a glyph would show: not if its parts can be drawn."""
    if char == "\N{REPLACEMENT CHARACTER}":  # another rule says what it stands for
        return False
    if unicodedata.category(char) in INVISIBLE or SELECTORS.match(char):
        return False
    parts = unicodedata.normalize("NFD", char)
    return parts == char or not glyphs.issuperset(parts)


def _runs(text: str, missing: set[str]) -> list[str]:
    """The stretches of missing characters, blanks between them included."""
    if not missing:
        return []
    one = f"[{re.escape(''.join(sorted(missing)))}]"
    return re.findall(rf"{one}+(?:\s+{one}+)*", text)


def _place(run: str, stretch: Span, known: list[Span] | tuple[Span, ...]) -> Span:
    """Where the run was typed, behind the places of it that are known; else the stretch."""
    after = [span.end for span in known if span.source is stretch.source]
    start = stretch.source.text.find(run, max([stretch.start, *after]), stretch.end)
    return Span(stretch.source, start, start + len(run)) if start >= 0 else stretch


def _named(run: str) -> str:
    char = run[0]
    code = f"U+{ord(char):04X}"
    if unicodedata.category(char) == "Co":
        return f"{code}, a private character"
    name = f"{code} {unicodedata.name(char, 'without a name')}"
    return f"“{run}”, {name}" if len(run) == 1 else f"“{run}” (it begins with {name})"
