"""Put each note where it is called, and number them all.

In a note style a citation in the text becomes a note too, behind the punctuation that follows it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from octavo import marks
from octavo.convert import Converted
from octavo.diagnostics import Finding, Span, nearest
from octavo.memory import Memory
from octavo.model import (
    BibliographyPlace,
    Citation,
    Element,
    Kind,
    Label,
    Mark,
    Node,
    Note,
    NoteReference,
    Reference,
)

# What a note's number follows: punctuation and closing quotation marks (Chicago Manual of Style,
# 18th ed., 13.26). A dash is not among them: there the number comes first.
BEFORE_NUMBER = re.compile(r"[.,;:!?…。，；：！？、]*[’”»›」』]*[.,;:!?…]*")


@dataclass(frozen=True, slots=True)
class Placed:
    """The body with its notes in it; all notes and marks in reading order; labels of notes."""

    body: tuple[Element, ...]
    notes: tuple[Note, ...]
    marks: tuple[Mark, ...]
    labels: Mapping[str, Label]
    findings: tuple[Finding, ...]


def place(
    body: Sequence[Element],
    converted: Sequence[Converted],
    references: Mapping[str, Reference],
    memory: Memory,
    *,
    note_style: bool,
) -> Placed:
    """Place the notes of all sections; `body` has one element for each of `converted`."""
    keys, before = frozenset(references), 0
    sections: list[Placed] = []
    for at, (element, section) in enumerate(zip(body, converted, strict=True)):
        given = (element, section, keys, note_style, before)
        sections.append(memory.same(("placed", at), given, partial(_placed, *given)))
        before += len(sections[-1].notes)
    labels: dict[str, Label] = {}
    for placed in reversed(sections):  # of two notes of one name the first has the label
        labels |= placed.labels
    return Placed(
        tuple(element for placed in sections for element in placed.body),
        tuple(note for placed in sections for note in placed.notes),
        tuple(mark for placed in sections for mark in placed.marks),
        labels,
        tuple(finding for placed in sections for finding in placed.findings),
    )


def _placed(
    element: Element, section: Converted, keys: frozenset[str], note_style: bool, before: int
) -> Placed:
    return _Placer(keys, note_style, before).section(element, section)


@dataclass(slots=True)
class _Placer:
    """Goes through a section once, in reading order; `before` notes stand in those before it."""

    keys: frozenset[str]
    note_style: bool
    before: int
    notes: list[Note] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    section_notes: Mapping[str, tuple[Element, ...]] = field(default_factory=dict)
    called: dict[str, Note | None] = field(default_factory=dict)  # None: only from another note

    def section(self, element: Element, converted: Converted) -> Placed:
        """One section: the names of its notes are its own."""
        self.section_notes = converted.notes
        placed = element.holding(tuple(self._nodes(element.children)))
        self.findings += _unused(converted, self.called)
        notes, found = tuple(self.notes), tuple(self.findings)
        return Placed((placed,), notes, tuple(self.marks), self.labels, found)

    def _nodes(self, nodes: Iterable[Node], in_note: bool = False) -> Iterator[Node]:
        queue = list(_merged(nodes))
        while queue:
            node = queue.pop(0)
            if isinstance(node, Element):
                yield node.holding(tuple(self._nodes(node.children, in_note)))
                continue
            if not isinstance(node, str | Note):
                self.marks.append(node)
            if isinstance(node, NoteReference):
                yield self._called(node, in_note)
            elif isinstance(node, Citation) and self._becomes_note(node, in_note):
                yield from self._cited(node, queue)
            elif isinstance(node, str) and queue and self._becomes_note(queue[0], in_note):
                text = node if _is_narrative(queue[0]) else node.rstrip()
                yield from [text] if text else []
            else:
                yield node

    def _becomes_note(self, node: Node, in_note: bool) -> bool:
        """Whether a node is a citation that is set as a note; one of unknown works is not."""
        return (
            self.note_style
            and not in_note
            and isinstance(node, Citation)
            and any(item.key in self.keys for item in node.items)
        )

    def _cited(self, citation: Citation, queue: list[Node]) -> Iterator[Node]:
        """The note that a citation becomes, behind the punctuation that follows."""
        if citation.narrative:
            yield citation
        if queue and isinstance(queue[0], str):
            punctuation = BEFORE_NUMBER.match(queue[0])
            if punctuation and punctuation[0]:
                yield punctuation[0]
                rest = queue[0][punctuation.end() :]
                queue[:1] = [rest] if rest else []
        block = Element("p", {}, (citation,), Kind.NOTE, citation.span)
        yield self._note((block,), citation.span, citation_only=True)

    def _called(self, reference: NoteReference, in_note: bool) -> Node:
        """The note that a reference calls, or a marked place that says why there is none."""
        again = self.called.get(reference.name)
        if again is not None:
            link = Element("a", {"href": f"#{again.id}"}, (str(again.number),))
            return Element("sup", {"class": "call again"}, (link,))
        blocks = self.section_notes.get(reference.name)
        fault = self._fault(reference, in_note)
        if blocks is None or fault is not None:
            self.findings += filter(None, (fault,))
            self.called.setdefault(reference.name, None)
            return Element("mark", {"class": "unresolved"}, (reference.span.text,))
        is_inline = reference.name.startswith(marks.INLINE)
        note = self._note(_at(blocks, reference) if is_inline else blocks, reference.span)
        self.called[reference.name] = note
        if not is_inline:
            name = f"fn:{reference.name}"
            label = Label(name, "fn", str(note.number), note.id, reference.span)
            self.labels.setdefault(name, label)
        return note

    def _fault(self, reference: NoteReference, in_note: bool) -> Finding | None:
        """Why there is no note that a reference can call, if so."""
        blocks = self.section_notes.get(reference.name)
        if blocks is None:
            return _undefined(reference, self.section_notes)
        if in_note:
            return _nested(reference)
        return None if any(map(_says, blocks)) else _empty(reference)

    def _note(
        self, blocks: tuple[Element, ...], span: Span, *, citation_only: bool = False
    ) -> Note:
        at = len(self.notes)
        number = self.before + at + 1
        note = Note(number, f"note-{number}", blocks, span, citation_only)
        self.notes.append(note)
        if not citation_only:
            inner = tuple(self._nodes(blocks, in_note=True))
            note = note.holding(tuple(n for n in inner if isinstance(n, Element)))
            self.notes[at] = note
        return note


def _at(blocks: Iterable[Element], reference: NoteReference) -> tuple[Element, ...]:
    """The blocks of a note that is written where it is called: behind `^[`, before `]`."""
    span = reference.span
    return tuple(
        replace(block, span=Span(span.source, span.start + 2, span.end - 1)) for block in blocks
    )


def _is_narrative(node: Node) -> bool:
    return isinstance(node, Citation) and node.narrative


def _merged(nodes: Iterable[Node]) -> Iterator[Node]:
    """Two citations at one spot are one; only white space may stand between."""
    queue = deque(nodes)
    while queue:
        node = queue.popleft()
        while isinstance(node, Citation) and (count := _follows(node, queue)):
            follower = queue[count - 1]
            assert isinstance(follower, Citation)
            span = Span(node.span.source, node.span.start, follower.span.end)
            node = replace(node, span=span, items=(*node.items, *follower.items))
            for _ in range(count):
                queue.popleft()
        yield node


def _follows(node: Citation, queue: deque[Node]) -> int:
    """How many nodes from here a citation to merge with `node` ends; 0 if there is none."""
    at = 1 if queue and isinstance(queue[0], str) and not queue[0].strip() else 0
    follower = queue[at] if len(queue) > at else None
    if isinstance(follower, Citation) and not follower.narrative and not node.narrative:
        return at + 1
    return 0


def _undefined(reference: NoteReference, notes: Mapping[str, tuple[Element, ...]]) -> Finding:
    near = nearest(reference.name, [name for name in notes if not name.startswith(marks.INLINE)])
    hint = f"did you mean [^{near}]?" if near else f"write it: [^{reference.name}]: ..."
    message = f"the note [^{reference.name}] is not in this section"
    return Finding("undefined_note", message, reference.span, hint=hint)


def _says(node: Node) -> bool:
    """Whether anything of a note is printed."""
    if isinstance(node, Element):
        return node.tag == "img" or any(map(_says, node.children))
    return not isinstance(node, str) or bool(node.strip())


def _empty(reference: NoteReference) -> Finding:
    hint = "write its text, or take it out"
    return Finding("undefined_note", "this note has no text", reference.span, hint=hint)


def _nested(reference: NoteReference) -> Finding:
    hint = "a note cannot call another: put the text into the first"
    return Finding("nested_note", "a note stands inside a note", reference.span, hint=hint)


def _unused(converted: Converted, called: Mapping[str, Note | None]) -> Iterator[Finding]:
    """Notes whose text is nowhere called, or is written twice: it would be lost."""
    for name, spans in converted.definitions.items():
        if name not in called and name in converted.notes:
            hint = f"call it where it belongs: [^{name}]"
            yield Finding("unused_note", f"nothing calls the note [^{name}]", spans[0], hint=hint)
        for first, again in pairwise(spans):
            message = f"the note [^{name}] is written twice in this section"
            hint = "give one of them another name"
            yield Finding("duplicate_note", message, again, hint=hint, related=(first,))


def is_bibliography(node: Node) -> bool:
    """Whether a block is the place that the writer gave the bibliography."""
    return isinstance(node, Element) and any(
        isinstance(child, BibliographyPlace) for child in node.children
    )
