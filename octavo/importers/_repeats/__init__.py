"""Keep a passage that stands twice once: what comes again is dropped, to the character.

What counts as standing twice is what `octavo.repeats` calls so, as in the check: an imported draft
has no repeat that the check would call an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from octavo.diagnostics import Finding, Span
from octavo.importers import _calls, _language
from octavo.importers._draft import Draft, Dropped, Kind, joined, notice
from octavo.importers._repeats._cut import Piece, pieces, without, without_bare_headings
from octavo.importers._repeats._edges import settled
from octavo.importers._repeats._pairs import Place, pairs
from octavo.importers._repeats._seen import RUNNING, passages
from octavo.repeats import Text as Words
from octavo.repeats import read as words_of

SHOWN = 6  # words of a passage that a message quotes
PASSES = 20  # after which what is left stays; a page that stands fifty times takes 14
ENOUGH, HARDLY = 8, 100  # after so many, the next must drop one word in a hundred


@dataclass(frozen=True, slots=True)
class _Copy:
    """A passage that stands again: its pieces, the place where it stands first, how alike."""

    pieces: tuple[Piece, ...]
    first: Span
    words: int
    share: float


def drop(draft: Draft) -> Draft:
    """The draft without its second copies; each is named, and where it stands first.

    Copies are looked for with the headings, which may have been copied too, then without them, as
    the check does; and again, as one that goes may bring two others together.
    """
    kinds: tuple[Kind, ...] = (*RUNNING, Kind.HEADING)
    words = sum(len(block.text.letters.split()) for block in draft.blocks)
    for turn in range(PASSES):
        copies = list(_copies(draft, kinds))
        gone = sum(copy.words for copy in copies)
        if copies:
            draft = _dropped_from(draft, copies)
        if (not copies and kinds == RUNNING) or (turn >= ENOUGH and gone < words / HARDLY):
            break
        kinds = kinds if copies else RUNNING
    return _calls.without_uncalled(draft)


def _dropped_from(draft: Draft, copies: Sequence[_Copy]) -> Draft:
    left = list(without(draft.blocks, [copy.pieces for copy in copies]))
    blocks, bare = without_bare_headings(draft.blocks, left)
    return replace(
        draft,
        blocks=tuple(blocks),
        dropped=(
            *draft.dropped,
            *(_dropped(draft, copy) for copy in copies),
            *(block.dropped(draft.source, "heading of what stands twice") for block in bare),
        ),
        findings=(*draft.findings, *(_said(draft, copy) for copy in copies)),
    )


def _copies(draft: Draft, kinds: Sequence[Kind]) -> Iterator[_Copy]:
    """Each passage that the check would call an error, where it stands again.

    None of them touches the first place of another: that one's copy goes in the next turn.
    """
    found, numbers = passages(draft.blocks, kinds)
    language = _language.of(" ".join(block.text.letters for block in draft.blocks))
    words = words_of(found, language)
    known = Counter(words.forms)
    gone: list[Place] = []
    for one, two, share in pairs(words, found, language):
        first, again = settled(words, known, one, two)
        if not any(_touch(first, other) or _touch(again, other) for other in gone):
            gone.append(again)
            cut = tuple(pieces(draft.blocks, numbers, words, again))
            span = _span(draft, numbers, words, first)
            yield _Copy(cut, span, again[1] - again[0], share)


def _touch(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# --- what is said ------------------------------------------------------------------------


def _dropped(draft: Draft, copy: _Copy) -> Dropped:
    texts = [draft.blocks[number].text.cut(start, end) for number, start, end in copy.pieces]
    span = joined(texts).span(draft.source)
    return Dropped(span, "\n\n".join(text.letters for text in texts), "stands twice")


def _said(draft: Draft, copy: _Copy) -> Finding:
    again = _dropped(draft, copy)
    alike = "" if copy.share == 1 else f" ({int(copy.share * 100)} % of them the same)"
    message = (
        f"{copy.words} words stand here a second time{alike} and were dropped; "
        f"they are at {copy.first}"
    )
    hint = f"dropped.txt has them: “{_opening(again.text)} …”"
    return replace(notice("repeated_text", message, again.span, hint), related=(copy.first,))


def _span(draft: Draft, numbers: Sequence[int], words: Words, place: Place) -> Span:
    """Where a stretch of words stands in the source."""
    first, last = place[0], place[1] - 1
    opening = draft.blocks[numbers[words.passage[first]]].text
    closing = draft.blocks[numbers[words.passage[last]]].text
    start = opening.places[words.starts[first]]
    return Span(draft.source, start, closing.places[words.ends[last] - 1] + 1)


def _opening(text: str) -> str:
    return " ".join(text.split()[:SHOWN])
