"""Write counts for people: tables that stand side by side, and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from octavo.counting.measure import Count
from octavo.counting.rulebooks import shortened
from octavo.counting.shown import SOURCES, Shown
from octavo.counting.tally import Part

NAMES = {Part.CITATIONS: "citations in the text", Part.FRONT: "names and date"}
NOTABLE = 0.01  # how far a number may differ before a marker deserves a word about it


def table(counts: Sequence[Count]) -> str:
    """Sections, then parts, with a column for each rule book.

    A number in brackets is of words that are there and do not count.
    """
    heads = [count.book.name for count in counts]
    rows = [*_sections(counts), [""] * (len(counts) + 1), *_parts(counts)]
    rows += [["all", *(f"{count.total:,}" for count in counts)]]
    return "\n".join(aligned([["", *heads], *rows], right=True))


def _sections(counts: Sequence[Count]) -> Iterator[list[str]]:
    for number, (title, _) in enumerate(counts[0].sections):
        title = " ".join(title.split())  # front matter may have new lines in it
        name = title if len(title) <= 44 else f"{title[:43]}…"
        yield [name or "(no heading)", *(f"{c.sections[number][1]:,}" for c in counts)]
    if any(count.around for count in counts):
        yield ["around the sections", *(f"{count.around:,}" for count in counts)]


def _parts(counts: Sequence[Count]) -> Iterator[list[str]]:
    for part in Part:
        if any(map(sum, (count.parts[part] for count in counts))):
            name = NAMES.get(part, part.value.replace("-", " "))
            yield [name, *(_cell(*count.parts[part]) for count in counts)]


def _cell(counted: int, left_out: int) -> str:
    return f"{counted:,}" if counted or not left_out else f"({left_out:,})"


def aligned(rows: Sequence[Sequence[str]], *, right: bool = False) -> Iterator[str]:
    """Rows of texts as lines with their columns below each other; `right`: numbers, at the right.

    The first column stands at the left in any case.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        pairs = zip(others, widths[1:], strict=True)
        cells = [text.rjust(width) if right else text.ljust(width) for text, width in pairs]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()


def sentences(count: Count, limit: int | None) -> Iterator[str]:
    """What the count means for its writer, and where the rule stands."""
    book = count.book
    yield f"{book.name}: {book.title}" + (f" ({shortened(book.source)})" if book.source else "")
    yield f"    {book.remark}"
    if limit is not None:
        yield f"    {against(count, limit)}"
    if book.statement:
        verb = "signed" if book.statement == "signed" else "stated"
        yield f"    The count must be {verb} {book.where}.".replace(" .", ".")


def against(count: Count, limit: int) -> str:
    """The length against a limit: what is left or too much, the leeway, the penalty."""
    over, room = count.over(limit), count.room(limit)
    leeway = f" (with the leeway {room:,})" if room > limit else ""
    if over <= 0:
        return f"{count.total:,} words, {-over:,} left of {limit:,}{leeway}."
    cost = count.penalty(limit) or ("no penalty" if count.total <= room else "no penalty is named")
    return f"{count.total:,} words, {over:,} above {limit:,}{leeway}: {cost}."


def files(seen: Sequence[Shown]) -> Iterator[str]:
    """What programs will show for each file."""
    if any(one.programs for one in seen):
        yield f"What other programs will show ({SOURCES}):"
    for one in seen:
        said = ", ".join(f"{program} {number:,}" for program, number in one.programs.items())
        if said:
            yield f"    {one.name}: {said}"


def for_the_cover(count: Count, seen: Sequence[Shown]) -> str:
    """A sentence that explains to a marker why an upload system shows another number.

    Empty where none differs from the count by more than one in a hundred.
    """
    strays = [
        f"about {round(number, -1):,} for {one.name.rpartition('.')[2].upper()}"
        for one in seen
        for program, number in one.programs.items()
        if program == "Turnitin" and abs(number - count.total) > NOTABLE * count.total
    ]
    if not strays:
        return ""
    said = " and ".join([", ".join(strays[:-1]), strays[-1]] if strays[1:] else strays)
    return (
        f"This paper has {count.total:,} words by the rule of {count.book.title}; Turnitin, which"
        f" counts other parts, may show {said}."
    )


def data(counts: Sequence[Count], limit: int | None, seen: Sequence[Shown]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "limit": limit,
        "rules": [_rule(count, limit) for count in counts],
        "files": {one.name: dict(one.programs) for one in seen},
    }


def _rule(count: Count, limit: int | None) -> dict[str, Any]:
    return {
        "rule": count.book.name,
        "title": count.book.title,
        "source": count.book.source,
        "words": count.total,
        "sections": [{"title": title, "words": words} for title, words in count.sections],
        "around": count.around,
        "parts": {part.value: counted for part, (counted, _) in count.parts.items() if counted},
        "not_counted": {part.value: left for part, (_, left) in count.parts.items() if left},
        "over": None if limit is None else count.over(limit),
        "penalty": "" if limit is None else count.penalty(limit),
    }
