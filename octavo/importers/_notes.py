"""Join a list of numbered notes at the end of a draft with the numbers that call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from octavo.importers._draft import NOTE, TEXT, Block, Draft, Kind, Text, notice

ENTRY = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?|([⁰¹²³⁴-⁹]+))\s+(?=\S)")
REFERENCES = re.compile(
    r"\W*(?:references?|reference list|bibliography|works cited|sources|literature)\W*", re.I
)


def call(draft: Draft) -> Draft:
    """The draft with its list of notes made notes, if the text calls each of them once, in order.

    A list that the text does not call so, such as one of references, stays as it stands.
    """
    first = _first_entry(draft.blocks)
    entries, before = draft.blocks[first:], draft.blocks[:first]
    if not entries:
        return draft
    place = entries[0].text.span(draft.source)
    heading = before[-1] if before and before[-1].kind is Kind.HEADING else None
    if heading is not None and REFERENCES.fullmatch(heading.text.letters):
        said = notice("listed_references", "the references stay as text", place, CITE)
        return replace(draft, findings=(*draft.findings, said))
    called = _called(before[:-1] if heading else before, len(entries))
    if called is None:
        said = notice("listed_notes", "the numbered list at the end stays as text", place, UNCALLED)
        return replace(draft, findings=(*draft.findings, said))
    dropped = [heading.dropped(draft.source, "heading of the notes")] if heading else []
    said = notice("listed_notes", f"the {len(entries)} notes at the end became footnotes", place)
    return replace(
        draft,
        blocks=(*called, *map(_note, entries)),
        dropped=(*draft.dropped, *dropped),
        findings=(*draft.findings, said),
    )


CITE = "to have Octavo cite them, describe them in a bibliography: see `new`"
UNCALLED = "the text does not call each number once and in order, so they are no footnotes"


def _first_entry(blocks: Sequence[Block]) -> int:
    """The index of the block from which on all are entries, numbered from 1."""
    at = len(blocks)
    while at > 0 and blocks[at - 1].kind is Kind.ITEM and ENTRY.match(blocks[at - 1].text.letters):
        at -= 1
    numbers = [_number(block) for block in blocks[at:]]
    while numbers and numbers != list(range(1, len(numbers) + 1)):
        numbers.pop(0)
    return len(blocks) - len(numbers)


def _number(block: Block) -> int:
    match = ENTRY.match(block.text.letters)
    number = next(filter(None, match.groups()), "") if match else ""
    return int(unicodedata.normalize("NFKC", number) or 0)


def _note(block: Block) -> Block:
    match = ENTRY.match(block.text.letters)
    text = block.text.cut(match.end()) if match else block.text
    return Block(Kind.NOTE, text, name=str(_number(block)))


# --- calls -------------------------------------------------------------------------------


def _called(blocks: Sequence[Block], count: int) -> list[Block] | None:
    """The blocks with the numbers 1 to `count` made calls; None if one is missing or out of order.

    A way of writing calls that finds them all is taken: brackets, raised figures, or plain ones.
    """
    for way in (r"\[{}\]", None, r"(?<=[^\W\d_][.,;:!?\"'”’)]){}(?!\w)", r"(?<=[^\W\d_]){}(?!\w)"):
        found = _found(blocks, count, way)
        if found is not None:
            return [_with_calls(block, found.get(at, [])) for at, block in enumerate(blocks)]
    return None


Call = tuple[int, int, int]  # start, end, number


def _found(blocks: Sequence[Block], count: int, way: str | None) -> dict[int, list[Call]] | None:
    found: dict[int, list[Call]] = {}
    block, at = 0, 0
    for number in range(1, count + 1):
        pattern = re.compile(way.format(number) if way else _raised(number))
        while block < len(blocks):
            text = blocks[block].text.letters if blocks[block].kind in TEXT else ""
            if match := pattern.search(text, at):
                break
            block, at = block + 1, 0
        else:
            return None
        found.setdefault(block, []).append((match.start(), match.end(), number))
        at = match.end()
    texts = " ".join(block.text.letters for block in blocks)
    twice = way and any(
        len(re.findall(way.format(number), texts)) > 1 for number in range(1, count + 1)
    )
    return None if twice else found


def _raised(number: int) -> str:
    raised = str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return rf"{raised}(?![⁰¹²³⁴-⁹])"


def _with_calls(block: Block, calls: Sequence[Call]) -> Block:
    styles = list(block.text.styles)
    for start, end, number in calls:
        styles[start:end] = [f"{NOTE}{number}"] * (end - start)
    return replace(block, text=Text(block.text.letters, block.text.places, tuple(styles)))
