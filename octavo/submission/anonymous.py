"""An anonymous copy: made without the author, and then searched for what is left.

Everything that is handed in is searched: texts, notes, alternative texts, bookmarks, attachments,
metadata of documents and of pictures, names of files; streams are unpacked, zips are opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from octavo import cited
from octavo.diagnostics import Finding, Severity, Span, nearest
from octavo.library import Library
from octavo.model import (
    CitationItem,
    Declaration,
    Document,
    Element,
    Node,
    Note,
    Project,
    Reference,
    plain,
)
from octavo.submission.layers import Layer, layers
from octavo.submission.needles import LONG, Needle, needles, words

RULE = "identity"
FIRST_PERSON = re.compile(r"\b(I|me|my|mine|we|us|our|ours)\b(?!\.)")
KEEP = "keep"
# Layers that people read. In the others Octavo's own words stand, too.
SEEN = frozenset(("its text", "the text of its pages", "the file's name", "its bookmarks"))


def without_names(project: Project) -> Project:
    """The project as an anonymous copy has it: a candidate's number at most.

    The names stay known, as words to look for; they are printed nowhere.
    """
    author = replace(project.author, also=(*project.author.also, *project.authors))
    return replace(
        project,
        authors=(project.author.candidate,) if project.author.candidate else (),
        acknowledgements="",
        declaration=Declaration(),
        author=author,
        pdf=replace(project.pdf, attach_sources=False),
    )


def neutral(document: Document) -> Document:
    """The document without what people do not see: the keys of works in links."""
    if not document.project.submission.anonymous:
        return document

    def changed(node: Node) -> Node:
        if isinstance(node, Note):
            inner = tuple(child for n in node.children if isinstance(child := changed(n), Element))
            return node.holding(inner)
        if not isinstance(node, Element):
            return node
        attributes = {name: _hidden(value) for name, value in node.attributes.items()}
        return replace(node, attributes=attributes, children=tuple(map(changed, node.children)))

    def elements(nodes: Iterable[Element]) -> tuple[Element, ...]:
        return tuple(node for one in nodes if isinstance(node := changed(one), Element))

    notes = tuple(note for one in document.notes if isinstance(note := changed(one), Note))
    body, bibliography = elements(document.body), elements(document.bibliography)
    return replace(document, body=body, bibliography=bibliography, notes=notes)


def _hidden(value: str) -> str:
    """An id of a work's entry, or a link to it, with another name in the place of the key."""
    sign, _, key = value.rpartition("ref-")
    if sign not in ("", "#") or not value.startswith(f"{sign}ref-"):
        return value
    return f"{sign}ref-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


# --- the author's own works --------------------------------------------------------------


def without_own_works(works: Library, project: Project) -> Library:
    """The library with a placeholder for each of the author's works, if the brief wants that."""
    wants = project.submission
    if not wants.anonymous or wants.own_works == KEEP:
        return works
    own = own_works(works.references, project)
    changed = {key: _placeholder(works.references[key], n) for n, key in enumerate(sorted(own), 1)}
    return replace(works, references={**works.references, **changed})


def own_works(references: Mapping[str, Reference], project: Project) -> set[str]:
    """The keys of the author's own works: those named, and those that bear the author's name."""
    names = [words(name) for name in (*project.authors, *project.author.also) if " " in name]
    found = {key for key in project.author.works if key in references}
    for key, reference in references.items():
        people = [p for p in reference.fields.get("author", ()) if isinstance(p, Mapping)]
        if any(_is(person, name) for person in people for name in names):
            found.add(key)
    return found


def _is(person: Mapping[str, str], name: Sequence[str]) -> bool:
    """Whether a work's author is the one of that name: the same surname, the same first letter."""
    family, given = words(str(person.get("family", ""))), words(str(person.get("given", "")))
    return bool(family) and list(name[-len(family) :]) == family and _alike(given, name[0])


def _alike(given: Sequence[str], first: str) -> bool:
    return not given or given[0] == first or (given[0][0] == first[0] and 1 in map(len, given[:1]))


def _placeholder(reference: Reference, number: int) -> Reference:
    """A work without anything that tells which it is; styles leave its letters as they are."""
    fields = {"title": f'<span class="nocase">[own work {number}, removed]</span>'}
    return Reference(reference.key, "document", fields, reference.span)


def unknown_works(project: Project, document: Document) -> Iterator[Finding]:
    """Keys of own works that no bibliography has: a slip would leave a work unnoticed."""
    for key in project.author.works:
        if key not in document.references:
            near = nearest(key, document.references)
            hint = (
                f"did you mean {near}?"
                if near
                else "delete it, or write the key as it stands there"
            )
            place = project.place_of("author.works", key)
            yield Finding(RULE, f"no bibliography has a work {key}", place, hint=hint)


def self_citations(project: Project, document: Document) -> Iterator[Finding]:
    """Citations of own works: in the first person they give the author away, else they may."""
    if project.submission.own_works != KEEP:
        return
    own = own_works(document.references, project)
    for citation in document.citations:
        for item in citation.items:
            if item.key in own:
                yield _self_citation(item)


def _self_citation(item: CitationItem) -> Finding:
    key, span = item.key, item.span
    sentence = _sentence(span.source.text, span.start)
    if said := FIRST_PERSON.search(sentence):
        message = f"@{key} is cited as the author’s own: “{said[0]}”"
        hint = 'write of it in the third person, or: own_works = "placeholder"'
        return Finding(RULE, message, span, Severity.ERROR, hint)
    message = f"@{key} is a work of the author’s"
    hint = 'as if by anyone it may stand; else write below [submit]: own_works = "placeholder"'
    return Finding(RULE, message, span, Severity.WARNING, hint)


def _sentence(text: str, at: int) -> str:
    """The sentence around a place in a source."""
    start = max(text.rfind(sign, 0, at) for sign in (". ", "? ", "! ", "\n\n")) + 1
    ends = [end for sign in (". ", ".\n", "? ", "! ", "\n\n") if (end := text.find(sign, at)) >= 0]
    return text[start : min(ends, default=len(text))]


# --- the search --------------------------------------------------------------------------


def search(
    project: Project,
    files: Mapping[str, bytes],
    document: Document,
    frame: Callable[[], Mapping[str, bytes]],
) -> Iterator[Finding]:
    """All that names the author in what is handed in. `project` is the one with names.

    What citations of own works must show, where they are kept, is left out: they have findings.
    `frame` makes another paper, by nobody: what only programs see in it are Octavo's own words,
    such as "li" and "page", and a person of that name is not given away by them.
    """
    wanted = needles(project)
    excused = _excused(wanted, project, document)
    places: dict[Needle, dict[str, Layer]] = {}
    for name, data in files.items():
        for layer in layers(name, data):
            for needle in wanted:
                if _shows(needle, layer, excused):
                    places.setdefault(needle, {}).setdefault(f"{name}: {layer.name}", layer)
    ours = _ours(places, frame)
    for needle, seen in places.items():
        told = {at: layer for at, layer in seen.items() if (needle, _kind(at)) not in ours}
        yield _leak(project, document, needle, told or seen, is_sure=needle.is_sure and bool(told))


def _ours(
    places: Mapping[Needle, Mapping[str, Layer]], frame: Callable[[], Mapping[str, bytes]]
) -> set[tuple[Needle, str]]:
    """Which needles are Octavo's own words, and in which kinds of layers that only programs see."""
    hidden = [n for n, seen in places.items() if {one.name for one in seen.values()} - SEEN]
    if not hidden:
        return set()
    return {
        (needle, _kind(f"{name}: {layer.name}"))
        for name, data in frame().items()
        for layer in layers(name, data)
        for needle in hidden
        if layer.name not in SEEN and needle.hits(layer.text)
    }


def _kind(place: str) -> str:
    """A kind of layer in a kind of file: the place without the file's name and numbers."""
    name, _, layer = place.partition(": ")
    return name.rpartition(".")[2] + re.sub(r"\d+", "", layer)


def _shows(needle: Needle, layer: Layer, excused: Mapping[str, int]) -> bool:
    if layer.is_raw and (len(needle.text) < LONG or not needle.is_sure):
        return False
    may = excused.get(needle.text, 0)
    return needle.hits(layer.text) > may and not (layer.is_raw and may)


def _excused(wanted: Iterable[Needle], project: Project, document: Document) -> Mapping[str, int]:
    """How often own works, cited as anyone's, make each needle stand in the text."""
    if project.submission.own_works != KEEP:
        return {}
    own = own_works(document.references, project)
    texts = [*_printed(document, own)]
    return {needle.text: sum(map(needle.hits, texts)) for needle in wanted} if texts else {}


def _printed(document: Document, own: set[str]) -> Iterator[str]:
    """The texts of the citations and the entries of own works."""
    if not own:
        return
    anchors = {_hidden(cited.anchor(key)) for key in own}

    def walk(node: Node) -> Iterator[str]:
        if isinstance(node, Element):
            cites = node.attributes.get("class") == "citation"
            if node.attributes.get("id") in anchors or (cites and _leads_to(node, anchors)):
                yield plain(node)
                return
        for child in getattr(node, "children", ()) if isinstance(node, Element | Note) else ():
            yield from walk(child)

    for root in (*document.body, *document.bibliography):
        yield from walk(root)


def _leads_to(node: Node, anchors: set[str]) -> bool:
    if not isinstance(node, Element):
        return False
    leads = node.attributes.get("href", "").removeprefix("#") in anchors
    return leads or any(_leads_to(child, anchors) for child in node.children)


def _leak(
    project: Project,
    document: Document,
    needle: Needle,
    seen: Mapping[str, Layer],
    *,
    is_sure: bool,
) -> Finding:
    """Where a needle stands: all files and layers, and its first place in the text."""
    severity = Severity.ERROR if is_sure else Severity.WARNING
    stand = "stand" if needle.what.endswith("initials") else "stands"
    message = f"{needle.what}, {needle.text}, {stand} in {'; '.join(seen)}"
    spans = (
        Span(section.source, *at)
        for section in document.sections
        for at in needle.spans(section.source.text)
    )
    cures = dict.fromkeys(layer.cure for layer in seen.values())
    place = next(spans, project.place_of("authors"))
    return Finding(RULE, message, place, severity, "; ".join(cures))
