"""Citations and bibliography of a whole document: the order of all passes stands here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeGuard

from octavo.csl import bibliography as passes
from octavo.csl import cites as parts
from octavo.csl import tree
from octavo.csl.collapse import Rendered, collapse
from octavo.csl.disambiguate import disambiguate
from octavo.csl.flatten import flatten
from octavo.csl.markup import EMPTY, Box, Content, Tag, first, is_empty
from octavo.csl.memory import recall
from octavo.csl.model import Citation, Cite, Entry, FormattedCitation, Result
from octavo.csl.nodes import Area
from octavo.csl.order import works
from octavo.csl.positions import places
from octavo.csl.printers import PRINTERS
from octavo.csl.punctuation import Rules, mend
from octavo.csl.scope import UNCLOUDED, Clarity, Place
from octavo.csl.style import Style
from octavo.csl.tree import RunNode, build
from octavo.csl.warn import warnings


def process(
    style: Style,
    references: Mapping[str, Mapping[str, Any]],
    citations: Sequence[Citation],
    *,
    output: str = "html",
    previous: Result | None = None,
    uncited: Sequence[str] = (),
    links: bool = True,
) -> Result:
    """Format all citations of a document and its bibliography.

    `references` are CSL-JSON items by key; `uncited` are keys that the bibliography lists
    besides those cited. `output` is "html", "text" or "tree" (tuples of str and Run). `previous` is
    the result of an earlier run with the same style: what has not changed is taken from there.
    """
    run = Run(style, references, citations, uncited, previous)
    run.printer = output if links else f"{output} without links"
    changed = frozenset(number for number in range(len(citations)) if run.is_new(number))
    bodies = tuple(run.citation(number) for number in range(len(citations)))
    entries, found = run.entries(), warnings(run)
    run.memory.close()
    return Result(bodies, entries, found, changed, run.memory)


class Rendering(NamedTuple):
    """A cite or an entry as boxes, and what it lacks.

    `missing` are the variables that the style looked for in vain; `empty`: nothing prints;
    `located`: the locator does.
    """

    box: Box
    missing: frozenset[str]
    empty: bool
    located: bool


class Run:
    """One run: everything that depends on all citations is settled when it is made."""

    def __init__(
        self,
        style: Style,
        references: Mapping[str, Mapping[str, Any]],
        citations: Sequence[Citation],
        uncited: Sequence[str],
        previous: Result | None,
    ) -> None:
        self.style = style
        citations = [_with_mode(citation) for citation in citations]
        self.citations = citations
        self.printer = "html"
        self.memory = recall(previous, style)
        self.works = works(style, references, citations, uncited, self.memory)
        self.cites = [self.works.sorted_cites(citation) for citation in citations]
        self.places = places(citations, self.cites, self.works.numbers, style)
        self.clarities, self.ambiguous = disambiguate(
            style,
            list(self.works.items.values()),
            self.works.in_order,
            {cite.key: place.first_note for _, cite, place in self.placed()},
            self.memory,
        )

    def placed(self) -> Iterator[tuple[int, Cite, Place]]:
        """All cites of the document, with the number of the citation and their places."""
        for number in range(len(self.cites)):
            for cite, place in self._pairs(number):
                yield number, cite, place

    def _pairs(self, number: int) -> list[tuple[Cite, Place]]:
        return list(zip(self.cites[number], self.places[number], strict=True))

    def clarity(self, key: str) -> Clarity:
        """What has been done to tell a work's cites from others."""
        return self.clarities.get(key, UNCLOUDED)

    def rendering(self, area: Area, key: str, place: Place) -> Rendering:
        """What an area's layout prints for a work."""
        item, clarity = self.works.items[key], self.clarity(key)

        def make() -> Rendering:
            hints = self.memory.hints
            box, scope = parts.render(self.style, area, item, place, clarity, hints)
            located = bool(place.locator) and first(box, "locator") is not None
            return Rendering(box, frozenset(scope.missing), is_empty(box), located)

        found: Rendering = self.memory.boxes.get((area.kind, item, place, clarity), make)
        return found

    def box(self, area: Area, key: str, place: Place) -> Box:
        """The printed part of `rendering`."""
        return self.rendering(area, key, place).box

    # --- citations -----------------------------------------------------------------------

    def _ingredients(self, number: int) -> tuple[object, ...]:
        """All that a citation's text depends on."""
        return (
            self.printer,
            *(
                (cite, place, self.clarity(cite.key), self.works.items[cite.key])
                for cite, place in self._pairs(number)
            ),
        )

    def is_new(self, number: int) -> bool:
        """Whether the run before had no citation like this."""
        return self._ingredients(number) not in self.memory.texts.before

    def citation(self, number: int) -> FormattedCitation:
        """The citation of this number."""
        found: FormattedCitation = self.memory.texts.get(
            self._ingredients(number), lambda: self._formatted(number)
        )
        return found

    def _formatted(self, number: int) -> FormattedCitation:
        pairs = self._pairs(number)
        rendered = [
            self._cite(cite, place, first=not index) for index, (cite, place) in enumerate(pairs)
        ]
        printed = [cite for cite in rendered if not is_empty(cite.box)]
        apart = self.style.extras.namesakes == "apart"
        in_text = not self.style.is_note
        joined = collapse(printed, self.style.citation, in_text=in_text, apart=apart)
        body = _layout(_strung(joined), self.style.citation)
        if len(pairs) == 1 and pairs[0][0].mode == "author-only":
            return FormattedCitation(self._print(Box((rendered[0].box,))), self._print(EMPTY))
        if pairs and pairs[0][0].mode == "composite":
            body, intext = self._composite(pairs[0], body)
            return FormattedCitation(self._print(body), self._print(intext))
        return FormattedCitation(self._print(body), self._print(EMPTY))

    def _composite(self, head: tuple[Cite, Place], body: Content) -> tuple[Content, Content]:
        """The citation and the name for the sentence: apart for notes, else in one."""
        cite, place = head
        name = self._name(cite, place)
        if self.style.is_note:
            return body, name
        return Box(tuple(part for part in (name, body) if not is_empty(part)), delimiter=" "), EMPTY

    def _name(self, cite: Cite, place: Place) -> Content:
        """The author as the cite prints it, else in a short form.

        A sentence has no "&" (APA, 7th ed., 8.17): that is for brackets and lists.
        """
        place = place._replace(in_sentence=True)
        found = parts.author(self.box(self.style.citation, cite.key, place))
        return parts.named(self.style, self.works.items[cite.key]) if is_empty(found) else found

    def _cite(self, cite: Cite, place: Place, *, first: bool) -> Rendered:
        box: Content = self.box(self.style.citation, cite.key, place)
        if cite.mode == "author-only":
            box = self._name(cite, place)
        elif cite.mode == "suppress-author" or (
            cite.mode == "composite" and not self.style.is_note
        ):
            box = parts.without_author(box)
        if self.style.is_note and parts.starts_sentence(cite.prefix, first=first):
            box = parts.capitalized(box)
        marked = Box((box,), tag=Tag("cite", cite.key))
        return Rendered(marked, cite.key, cite.prefix, cite.suffix, cite.locator)

    # --- bibliography --------------------------------------------------------------------

    def entries(self) -> tuple[Entry, ...]:
        """The entries of the bibliography in the style's order."""
        area = self.style.bibliography
        if area is None:
            return ()
        keys = [item.key for item in self.works.ordered]
        boxes = [self.box(area, key, Place(number=self.works.numbers[key])) for key in keys]
        mark = area.attributes.get("subsequent-author-substitute")
        if mark is not None:
            rule = area.attributes.get("subsequent-author-substitute-rule", "complete-all")
            boxes = passes.substitute_authors(boxes, mark, rule)
        return tuple(
            self._entry(key, box, area)
            for key, box in zip(keys, boxes, strict=True)
            if self.style.numbers_entries or not is_empty(box)
        )

    def _entry(self, key: str, box: Box, area: Area) -> Entry:
        found: Entry = self.memory.texts.get(
            (self.printer, key, box), lambda: self._formatted_entry(key, box, area)
        )
        return found

    def _formatted_entry(self, key: str, box: Box, area: Area) -> Entry:
        look = area.look
        if self.style.second_field_align:
            box = passes.set_apart(box)
        whole = passes.with_suffix(Box((parts.capitalized(box),)), look.suffix)
        content: Content = Box((whole,), prefix=look.prefix)
        nodes = self._nodes(Box((content,), look.formats))
        head, rest = (
            tuple(child for run in nodes if _has_format(run, name) for child in run.children)
            for name in ("left-margin", "right-inline")
        )
        show = PRINTERS[self.printer]
        return Entry(key, show(nodes), show(head), show(rest))

    def _print(self, content: Content) -> Any:
        return PRINTERS[self.printer](self._nodes(content))

    def _nodes(self, content: Content) -> tuple[RunNode, ...]:
        locale, tidy = self.style.locale, self.style.extras.punctuation == "tidy"
        tokens = mend(flatten(content), Rules(locale.punctuation_in_quote, tidy))
        return build(tokens, locale)


def _with_mode(citation: Citation) -> Citation:
    """The citation with its mode set at its first cite, which it means."""
    if citation.mode == "normal" or not citation.cites:
        return citation
    head = replace(citation.cites[0], mode=citation.mode)
    return replace(citation, cites=(head, *citation.cites[1:]))


def _has_format(node: RunNode, name: str) -> TypeGuard[tree.Run]:
    return isinstance(node, tree.Run) and node.format == name


# --- joining cites -----------------------------------------------------------------------

_PUNCTUATION = tuple(",.;:!?")


def _strung(cites: Sequence[Rendered]) -> list[Content]:
    """The cites with their affixes and with delimiters between them."""
    children: list[Content] = []
    for number, cite in enumerate(cites):
        children.append(parts.with_affixes(cite.box, cite.prefix, cite.suffix))
        if number < len(cites) - 1:
            children.append(Box((_joint(cite, cites[number + 1]),)))
    return children


def _joint(one: Rendered, two: Rendered) -> str:
    """The delimiter between two cites, unless the writer's affixes have punctuation there."""
    if two.prefix.lstrip()[:1] in _PUNCTUATION:
        return ""
    ended = one.delimiter and one.suffix.rstrip()[-1:] in _PUNCTUATION
    return " " if ended else one.delimiter


def _layout(children: list[Content], area: Area) -> Content:
    """The children within the layout's affixes, which its formats cover."""
    look = area.look
    if not children:
        return EMPTY
    inner = Box(tuple(children), (), look.prefix, look.suffix)
    return Box((inner,), look.formats) if look.formats else inner
