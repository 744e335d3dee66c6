"""What a run found that the writer should know of, as values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from octavo.csl.cites import render
from octavo.csl.item import Item
from octavo.csl.markup import is_empty
from octavo.csl.model import Warning
from octavo.csl.nodes import Area
from octavo.csl.scope import NO_PLACE, UNCLOUDED, Place

if TYPE_CHECKING:
    from octavo.csl.process import Run

# Fields without which an entry of a type is poor, where the style would print them.
_NEEDED = {
    "book": ("title", "issued", "publisher"),
    "chapter": ("title", "container-title", "issued", "publisher"),
    "article-journal": ("title", "container-title", "issued"),  # documents and editorials: unsigned
    "article-magazine": ("title", "container-title", "issued"),
    "article-newspaper": ("title", "container-title", "issued"),
    "paper-conference": ("title", "issued"),
    "report": ("title", "issued"),
    "thesis": ("author", "title", "issued", "publisher"),
    "webpage": ("title", "URL"),
}

# Fields that say where a work may be found.
_WHERE = ("archive", "publisher", "container-title", "URL")


def warnings(run: Run) -> tuple[Warning, ...]:
    """All warnings of a finished run, each once."""
    found = [
        *(Warning(code, message) for code, message in run.style.faults),
        *_missing_fields(run),
        *_empty_entries(run),
        *_citations(run),
        *_ambiguous(run),
    ]
    return tuple(dict.fromkeys(found))


def _missing_fields(run: Run) -> Iterator[Warning]:
    """Fields that the style looked for in vain."""
    area = run.style.bibliography or run.style.citation
    for item in run.works.ordered:
        place = Place(number=run.works.numbers[item.key])
        missing = run.rendering(area, item.key, place).missing
        for field in _NEEDED.get(item.type, ("title",)):
            if field in missing:
                text = f"{item.key} has no {field}, which {run.style.title} prints"
                yield Warning("missing-field", text, item.key)


def _empty_entries(run: Run) -> Iterator[Warning]:
    area = run.style.bibliography
    if area is None:
        return
    for item in run.works.ordered:
        place = Place(number=run.works.numbers[item.key])
        if run.rendering(area, item.key, place).empty:
            text = f"the bibliography entry of {item.key} prints nothing{_wanting(run, item, area)}"
            yield Warning("empty-entry", text, item.key)


def _wanting(run: Run, item: Item, area: Area) -> str:
    """Which fields the style would print such an entry for: found by trying one after another."""

    def prints(field: str) -> bool:
        fuller = Item(item.key, {**item.given, field: "1"})
        return not is_empty(render(run.style, area, fuller, NO_PLACE, UNCLOUDED, {})[0])

    if item.fields.get("title"):  # else it lacks all that makes an entry
        fields = [field for field in _WHERE if prints(field)]
        if fields:
            listed = ", ".join(fields[:-1]) + (" or " if fields[:-1] else "") + fields[-1]
            return f": {run.style.title} lists such a work only with {listed}"
    return ""


def _citations(run: Run) -> Iterator[Warning]:
    """Cites that print nothing, or not their locator."""
    for number, cite, place in run.placed():
        found = run.rendering(run.style.citation, cite.key, place)
        if found.empty:
            text = f"the citation of {cite.key} prints nothing"
            yield Warning("empty-citation", text, cite.key, number)
        elif place.locator and cite.mode != "author-only" and not found.located:
            text = f"{run.style.title} does not print the locator {place.locator!r} of {cite.key}"
            yield Warning("unprinted-locator", text, cite.key, number)


def _ambiguous(run: Run) -> Iterator[Warning]:
    for keys in run.ambiguous:
        text = f"{' and '.join(sorted(keys))} are cited alike: the style does not tell them apart"
        yield Warning("ambiguous", text, min(keys))
