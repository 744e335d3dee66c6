"""Where each cite stands: first, subsequent, ibid and near-note (specification, Choose)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from octavo.csl.model import Citation, Cite
from octavo.csl.numbers import whole
from octavo.csl.scope import FIRST, Place
from octavo.csl.style import Style

_OVERRIDES = {
    "first": FIRST,
    "subsequent": frozenset({"subsequent"}),
    "ibid": frozenset({"subsequent", "ibid"}),
    "ibid-with-locator": frozenset({"subsequent", "ibid", "ibid-with-locator"}),
    "near-note": frozenset({"subsequent", "near-note"}),
}


@dataclass(slots=True)
class _Trail:
    """What has been cited so far: the first and the last note of each work."""

    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    before: dict[bool, tuple[Citation, bool]] = field(default_factory=dict)


def places(
    citations: Sequence[Citation],
    order: Sequence[Sequence[Cite]],
    numbers: Mapping[str, int],
    style: Style,
) -> list[list[Place]]:
    """The place of each cite, as printed: `order` are the cites of each citation, sorted."""
    trails: dict[int, _Trail] = {}
    crowded = _crowded(citations)
    found: list[list[Place]] = []
    for citation, cites in zip(citations, order, strict=True):
        chapter = citation.chapter if style.extras.reset == "chapter" else 0
        trail = trails.setdefault(chapter, _Trail())
        stands = _of_citation(citation, cites, trail, crowded, style)
        pairs = zip(cites, stands, strict=True)
        found.append([_numbered(place, numbers[cite.key], style) for cite, place in pairs])
    return found


def _numbered(place: Place, number: int, style: Style) -> Place:
    """The place with its citation number, without what the style has no use for."""
    first = place.first_note if "first-reference-note-number" in style.mentions else 0
    return place._replace(
        first_note=first, number=number if "citation-number" in style.mentions else 0
    )


def _crowded(citations: Sequence[Citation]) -> set[int]:
    """The notes with more than one citation: none of them can be meant by an ibid."""
    seen: set[int] = set()
    twice: set[int] = set()
    for citation in citations:
        if citation.note:
            (twice if citation.note in seen else seen).add(citation.note)
    return twice


def _of_citation(
    citation: Citation, cites: Sequence[Cite], trail: _Trail, crowded: set[int], style: Style
) -> list[Place]:
    found: list[Place] = []
    previous: Cite | None = None
    for cite in cites:
        if previous is None:
            previous = _preceding(citation, trail, crowded, style)
        positions = _positions(citation, cite, previous, trail, style)
        first_note = trail.first.get(cite.key, citation.note)
        found.append(Place(positions, cite.locator.strip(), cite.label or "page", first_note))
        if cite.mode != "author-only":
            trail.first.setdefault(cite.key, citation.note)
            trail.last[cite.key] = citation.note
            previous = cite
    trail.before[citation.note > 0] = (citation, len({cite.key for cite in cites}) == 1)
    return found


def _preceding(citation: Citation, trail: _Trail, crowded: set[int], style: Style) -> Cite | None:
    """The cite that an ibid at the head of `citation` would mean."""
    before = trail.before.get(citation.note > 0)
    if before is None:
        return None
    last, alone = before
    if not alone or citation.note - last.note > 1:
        return None
    if last.note and last.note in crowded and last.note != citation.note:
        return None
    if style.extras.ibid == "not-first-on-page" and last.page != citation.page:
        return None
    return last.cites[-1]


def _positions(
    citation: Citation, cite: Cite, previous: Cite | None, trail: _Trail, style: Style
) -> frozenset[str]:
    if cite.position:
        return _OVERRIDES[cite.position]
    if cite.key not in trail.last:
        return FIRST
    found = {"subsequent"}
    if previous is not None and previous.key == cite.key:
        found.update(_ibid(previous, cite))
    distance = whole(style.citation.attributes.get("near-note-distance", ""), 5)
    if citation.note and citation.note - trail.last[cite.key] <= distance:
        found.add("near-note")
    return frozenset(found)


def _ibid(previous: Cite, cite: Cite) -> tuple[str, ...]:
    """Ibid with or without locator, by comparing the two cites' locators."""
    if not cite.locator:
        return () if previous.locator else ("ibid",)
    if (previous.locator, previous.label) == (cite.locator, cite.label):
        return ("ibid",)
    return ("ibid", "ibid-with-locator")
