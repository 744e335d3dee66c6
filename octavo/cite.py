"""Have the citation processor write all citations and the bibliography, and put them in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown import Markdown

from octavo import convert, csl, typography
from octavo.csl import Style
from octavo.diagnostics import Finding, Severity
from octavo.languages import Language
from octavo.memory import Memory
from octavo.model import Citation, CitationItem, Element, Kind, Node, Note, Reference, plain
from octavo.notes import Placed

# What the processor's formats are in HTML: tag and class.
FORMATS: Mapping[str, tuple[str, str]] = {
    "italic": ("i", ""),
    "bold": ("b", ""),
    "sup": ("sup", ""),
    "sub": ("sub", ""),
    "underline": ("u", ""),
    "small-caps": ("span", "smallcaps"),
    "left-margin": ("span", "label"),
    "right-inline": ("span", "text"),
    "block": ("span", "display-block"),
    "indent": ("span", "display-indent"),
}
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
    markdown: Markdown,
    *,
    nocite: Sequence[str] = (),
    memory: Memory,
) -> Cited:
    """Write the citations of the whole report: what prints where needs all of them."""
    known = [one for one in _in_order(placed.body, style.kind) if _known(one.citation, references)]
    affixes = _Affixes(markdown, language)
    result = csl.process(
        style,
        {key: reference.fields for key, reference in references.items()},
        [_prepared(one, references, affixes) for one in known],
        output="tree",
        previous=memory.previous("citations"),
        uncited=[key for key in nocite if key in references],
    )
    memory.put("citations", result)
    written = {
        (id(one.citation), one.note > 0): formatted
        for one, formatted in zip(known, result.citations, strict=True)
    }
    leads = language.words["leads-to-citation"].casefold().split()
    entries = tuple(_entry(entry, style) for entry in result.bibliography)
    linked = {entry.key for entry in result.bibliography}
    writer = _Writer(written, references, linked, style.kind == "note", leads)
    body = tuple(n for n in writer.nodes(placed.body) if isinstance(n, Element))
    return Cited(body, entries, tuple(_findings(result.warnings, known, references)))


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


def _in_order(body: Sequence[Element], kind: str) -> Iterator[_Occurrence]:
    """All citations in reading order.

    In a note style a narrative citation stands in the text and in its note: only the note's is
    the processor's, which gives the author's name for the text along with it.
    """
    for chapter, section in enumerate(body, 1):
        for citation, note in _citations(section, None):
            if kind != "note":
                yield _Occurrence(citation, 0, chapter)
            elif note is not None:
                yield _Occurrence(citation, note.number, chapter, not note.citation_only)


def _citations(node: Node, note: Note | None) -> Iterator[tuple[Citation, Note | None]]:
    if isinstance(node, Citation):
        yield node, note
    elif isinstance(node, Element | Note):
        inner = node if isinstance(node, Note) else note
        for child in node.children:
            yield from _citations(child, inner)


def _known(citation: Citation, references: Mapping[str, Reference]) -> bool:
    return any(item.key in references for item in citation.items)


def _prepared(
    one: _Occurrence, references: Mapping[str, Reference], affixes: _Affixes
) -> csl.Citation:
    cites = tuple(
        csl.Cite(
            item.key,
            item.locator,
            item.label,
            affixes.rich(item.prefix),
            affixes.rich(item.suffix),
            _mode(item, number, one),
        )
        for number, item in enumerate(i for i in one.citation.items if i.key in references)
    )
    return csl.Citation(cites, note=one.note, chapter=one.chapter)


def _mode(item: CitationItem, number: int, one: _Occurrence) -> str:
    if item.suppress_author:
        return "suppress-author"
    narrative = one.citation.narrative and number == 0 and not one.in_prose
    return "composite" if narrative else "normal"


class _Affixes:
    """Prefixes and suffixes, written as Markdown, in the processor's own small markup."""

    def __init__(self, markdown: Markdown, language: Language) -> None:
        self.markdown, self.language = markdown, language

    def rich(self, text: str) -> str:
        """The text with its emphasis; white space at its ends stays, as it parts it from more."""
        if not text.strip():
            return text
        block = Element("p", {}, convert.inline(text.strip(), self.markdown), Kind.PROSE)
        inner = "".join(map(_rich, typography.set_block(block, self.language).children))
        lead = text[: len(text) - len(text.lstrip())]
        return lead + inner + text[len(text.rstrip()) :]


def _rich(node: Node) -> str:
    if isinstance(node, str):
        return node
    if not isinstance(node, Element):
        return ""
    inner = "".join(map(_rich, node.children))
    tag = RICH.get(node.tag)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


# --- writing -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts the processor's texts in the places of the citations."""

    written: Mapping[tuple[int, bool], csl.FormattedCitation]
    references: Mapping[str, Reference]
    linked: set[str]
    in_notes: bool  # whether the style is one of notes
    leads: Sequence[str] = ()  # words behind which a citation is part of a note's sentence

    def nodes(self, nodes: Iterable[Node], note: Note | None = None) -> Iterator[Node]:
        """The nodes with every citation written; `note` is the one they stand in."""
        queue = list(nodes)
        for at, node in enumerate(queue):
            if isinstance(node, Citation):
                around = _plain(queue[:at]), _plain(queue[at + 1 :])
                yield self._citation(node, note, around)
            elif isinstance(node, Element):
                yield replace(node, children=tuple(self.nodes(node.children, note)))
            elif isinstance(node, Note):
                inner = self.nodes(node.children, node)
                blocks = tuple(n for n in inner if isinstance(n, Element))
                yield replace(node, children=blocks)
            else:
                yield node

    def _citation(self, citation: Citation, note: Note | None, around: tuple[str, str]) -> Element:
        missing = [item for item in citation.items if item.key not in self.references]
        if len(missing) == len(citation.items):
            return Element("mark", {"class": "unresolved"}, (citation.span.text,))
        if self.in_notes and note is None:  # a narrative citation's author, in the text
            found = self.written[id(citation), True]
            return Element("span", {"class": "citation"}, tuple(self.runs(found.intext)))
        found = self.written[id(citation), self.in_notes]
        children = tuple(self.runs(found.body))
        if self.in_notes and note is not None and note.citation_only and citation.items[0].prefix:
            children = _capital(children)
        elif self.in_notes and note is not None and not note.citation_only:
            before, after = around
            children = _running(children, "" if citation.narrative else before, after, self.leads)
        gaps = [Element("mark", {"class": "unresolved"}, (f"@{item.key}",)) for item in missing]
        return Element("span", {"class": "citation"}, (*children, *_spaced(gaps)))

    def runs(self, runs: Iterable[csl.RunNode]) -> Iterator[Node]:
        """The processor's formatted text as nodes."""
        for run in runs:
            if isinstance(run, str):
                yield run
                continue
            children = tuple(self.runs(run.children))
            if run.format == "cite":
                yield from self._linked(run.value, children)
            else:
                yield from _formatted(run, children)

    def _linked(self, key: str, children: tuple[Node, ...]) -> Iterator[Node]:
        """One work's part of a citation leads to its entry, where there is one."""
        if key not in self.linked or _has_link(children):
            yield from children
        else:
            yield Element("a", {"class": "cite", "href": f"#{anchor(key)}"}, children)


def _formatted(run: csl.Run, children: tuple[Node, ...]) -> Iterator[Node]:
    if run.format == "link":
        yield Element("a", {"class": "url", "href": run.value}, children)
    elif run.format in FORMATS:
        tag, name = FORMATS[run.format]
        yield Element(tag, {"class": name} if name else {}, children)
    else:  # upright within italics, and the like
        yield Element("span", {"class": run.format}, children)


def _has_link(nodes: Iterable[Node]) -> bool:
    return any(
        isinstance(node, Element) and (node.tag == "a" or _has_link(node.children))
        for node in nodes
    )


def _spaced(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield from (" ", node)


def anchor(key: str) -> str:
    """The id of a work's entry in the bibliography."""
    return "ref-" + re.sub(r"[^\w:.-]", "_", key)


def _entry(entry: csl.Entry, style: Style) -> Element:
    writer = _Writer({}, {}, set(), in_notes=False)
    attributes = {"class": "entry", "id": anchor(entry.key)}
    if not (style.second_field_align and entry.first_field):
        return Element("div", attributes, tuple(writer.runs(entry.body)), Kind.ENTRY)
    parts = (("label", entry.first_field), ("text", entry.rest))
    children = [Element("span", {"class": n}, tuple(writer.runs(part))) for n, part in parts]
    return Element("div", {**attributes, "class": "entry aligned"}, tuple(children), Kind.ENTRY)


# --- citations in the running text of a note ---------------------------------------------


def _running(
    children: tuple[Node, ...], before: str, after: str, leads: Sequence[str]
) -> tuple[Node, ...]:
    """A citation within a note's prose.

    Behind a clause that it supports it stands in brackets; where it begins a sentence, follows
    punctuation or a word that leads to it ("see"), it is part of the sentence. The full stop that
    the style puts behind a note stays only at the note's end. Brackets within brackets are square.
    """
    words = before.split()
    clause = bool(words) and words[-1].casefold() not in leads and _ends_in_text(words[-1])
    if clause:
        return ("(", *_square(_without_stop(children)), ")")
    return _without_stop(children) if after else children


_SQUARE = str.maketrans("()", "[]")


def _square(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes with square brackets for round ones, but in addresses, which stay as they are."""
    return tuple(
        node.translate(_SQUARE)
        if isinstance(node, str)
        else replace(node, children=_square(node.children))
        if isinstance(node, Element) and node.attributes.get("class") != "url"
        else node
        for node in nodes
    )


def _ends_in_text(word: str) -> bool:
    return word[-1].isalnum() or word[-1] in "'’\"”»)]"


def _plain(nodes: Iterable[Node]) -> str:
    return "".join(node if isinstance(node, str) else plain(node) for node in nodes).strip()


def _capital(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """With a capital at the start: a prefix such as "see" begins the note as a sentence."""
    if not children:
        return children
    first, *rest = children
    if isinstance(first, str):
        return (first[:1].upper() + first[1:], *rest)
    if isinstance(first, Element):
        return (replace(first, children=_capital(first.children)), *rest)
    return children


def _without_stop(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Without the full stop that the style puts behind a whole note."""
    if not children:
        return children
    *before, last = children
    if isinstance(last, str):
        return (*before, last.removesuffix("."))
    if isinstance(last, Element):
        return (*before, replace(last, children=_without_stop(last.children)))
    return children
