"""Have the citation processor write all citations and the bibliography, and put them in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from octavo import convert, csl, typography
from octavo.cited import Writer, entry
from octavo.csl import Style
from octavo.diagnostics import Finding, Severity
from octavo.languages import Language
from octavo.memory import Memory
from octavo.model import Citation, CitationItem, Element, Kind, Node, Note, Reference
from octavo.notes import Placed
from octavo.wording import worded

if TYPE_CHECKING:
    from markdown import Markdown

RICH = {"em": "i", "i": "i", "strong": "b", "b": "b", "sup": "sup", "sub": "sub"}


@dataclass(frozen=True, slots=True)
class Cited:
    """The body with every citation written, and the bibliography's entries in order."""

    body: tuple[Element, ...]
    bibliography: tuple[Element, ...]
    findings: tuple[Finding, ...]


def cite(
    placed: Placed,
    references: Mapping[str, Reference],
    style: Style,
    language: Language,
    markdown: Callable[[], Markdown],
    *,
    nocite: Sequence[str] = (),
    memory: Memory,
) -> Cited:
    """Write the citations of the whole report: what prints where needs all of them."""
    keys, in_notes = frozenset(references), style.kind == "note"
    chapters = tuple(enumerate(placed.body, 1))
    found = memory.each("citations", chapters, (keys, in_notes), _reader(keys, in_notes=in_notes))
    affixes = _Affixes(markdown, language, memory)
    asked = memory.each("asked", found, (keys, language), partial(_prepared, keys, affixes))

    def processed() -> csl.Result:
        return csl.process(
            style,
            {
                key: worded(reference.fields, style.id, style.locale.language)
                for key, reference in references.items()
            },
            [citation for section in asked for citation in section],
            output="tree",
            previous=memory.previous("citations"),
            uncited=[key for key in nocite if key in references],
        )

    result = memory.same("processed", (style, references, asked, nocite), processed)
    memory.put("citations", result)
    leads = tuple(language.words["leads-to-citation"].casefold().split())
    aligned = bool(style.second_field_align)
    return Cited(
        _written(found, result, memory, keys, in_notes=in_notes, leads=leads),
        memory.each("entries", result.bibliography, aligned, partial(entry, aligned)),
        tuple(_findings(result.warnings, [o for one in found for o in one.citations], references)),
    )


def _written(
    sections: Sequence[_Section],
    result: csl.Result,
    memory: Memory,
    keys: frozenset[str],
    *,
    in_notes: bool,
    leads: tuple[str, ...],
) -> tuple[Element, ...]:
    """The sections with the processor's texts in the places of their citations."""
    linked = frozenset(one.key for one in result.bibliography)
    texts = iter(result.citations)
    answers = [(one, tuple(islice(texts, len(one.citations)))) for one in sections]

    def written(answer: tuple[_Section, tuple[csl.FormattedCitation, ...]]) -> Element:
        section, texts = answer
        by_id = {id(o.citation): text for o, text in zip(section.citations, texts, strict=True)}
        return Writer(by_id, keys, linked, in_notes, leads).section(section.element)

    return memory.each("cited", answers, (keys, linked, in_notes, leads), written)


RULES: Mapping[str, str] = {
    "missing-field": "incomplete_reference",
    "empty-entry": "incomplete_reference",
    "empty-citation": "incomplete_reference",
    "unprinted-locator": "unprinted_locator",
    "ambiguous": "ambiguous_reference",
}
HINTS: Mapping[str, str] = {
    "incomplete_reference": "add what is missing to the entry",
    "unprinted_locator": "the style has no place for it: leave it out, or say it in words",
    "ambiguous_reference": "add what tells them apart: a first name, a year, a short title",
    "style": "take another style, or mend this one",
}


def _findings(
    warnings: Iterable[csl.Warning],
    known: Sequence[_Occurrence],
    references: Mapping[str, Reference],
) -> Iterator[Finding]:
    """What the processor noticed, at the citation or the entry that it is about."""
    for warning in warnings:
        rule = RULES.get(warning.code, "style")
        reference = references.get(warning.key)
        place = reference.span if reference else None
        if warning.citation is not None and rule == "unprinted_locator":
            place = known[warning.citation].citation.span
        message = warning.message.rstrip(".")
        if message[1:2].islower():  # a word, not a name such as NLM
            message = message[:1].lower() + message[1:]
        yield Finding(rule, message, place, Severity.WARNING, HINTS[rule])


# --- asking ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A citation that the processor is to write: in a note, or (0) in the text.

    `in_prose` is one in a note that the writer wrote: there no author's name is set apart.
    """

    citation: Citation
    note: int
    chapter: int
    in_prose: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """A section and the citations in it that can be written, in reading order."""

    element: Element
    citations: tuple[_Occurrence, ...]


def _reader(keys: frozenset[str], *, in_notes: bool) -> Callable[[tuple[int, Element]], _Section]:
    """What finds the citations of a section, given with its number.

    In a note style a narrative citation stands in the text and in its note: only the note's is
    the processor's, which gives the author's name for the text along with it.
    """

    def read(section: tuple[int, Element]) -> _Section:
        chapter, element = section
        found = [
            _Occurrence(citation, note.number, chapter, not note.citation_only)
            if in_notes and note is not None
            else _Occurrence(citation, 0, chapter)
            for citation, note in _citations(element, None)
            if (note is not None or not in_notes) and any(i.key in keys for i in citation.items)
        ]
        return _Section(element, tuple(found))

    return read


def _citations(node: Node, note: Note | None) -> Iterator[tuple[Citation, Note | None]]:
    if isinstance(node, Citation):
        yield node, note
    elif isinstance(node, Element | Note):
        inner = node if isinstance(node, Note) else note
        for child in node.children:
            yield from _citations(child, inner)


def _prepared(
    keys: frozenset[str], affixes: _Affixes, section: _Section
) -> tuple[csl.Citation, ...]:
    """A section's citations as the processor takes them."""
    return tuple(_asked(one, keys, affixes) for one in section.citations)


def _asked(one: _Occurrence, keys: frozenset[str], affixes: _Affixes) -> csl.Citation:
    cites = tuple(
        csl.Cite(
            item.key,
            item.locator,
            item.label,
            affixes.rich(item.prefix),
            affixes.rich(item.suffix),
            _mode(item, number, one),
        )
        for number, item in enumerate(i for i in one.citation.items if i.key in keys)
    )
    return csl.Citation(cites, note=one.note, chapter=one.chapter)


def _mode(item: CitationItem, number: int, one: _Occurrence) -> str:
    if item.suppress_author:
        return "suppress-author"
    narrative = one.citation.narrative and number == 0 and not one.in_prose
    return "composite" if narrative else "normal"


class _Affixes:
    """Prefixes and suffixes, written as Markdown, in the processor's own small markup."""

    def __init__(
        self, markdown: Callable[[], Markdown], language: Language, memory: Memory
    ) -> None:
        self.markdown, self.language, self.memory = markdown, language, memory
        self.around = repr(language.data)

    def rich(self, text: str) -> str:
        """The text with its emphasis; white space at its ends stays, as it parts it from more."""
        if not text.strip():
            return text
        key = ("affix", text.strip(), self.around)
        inner = self.memory(key, lambda: self._converted(text.strip()))
        lead = text[: len(text) - len(text.lstrip())]
        return lead + inner + text[len(text.rstrip()) :]

    def _converted(self, text: str) -> str:
        block = Element("p", {}, convert.inline(text, self.markdown()), Kind.PROSE)
        return "".join(map(_rich, typography.set_block(block, self.language).children))


def _rich(node: Node) -> str:
    if isinstance(node, str):
        return node
    if not isinstance(node, Element):
        return ""
    inner = "".join(map(_rich, node.children))
    tag = RICH.get(node.tag)
    return f"<{tag}>{inner}</{tag}>" if tag else inner
