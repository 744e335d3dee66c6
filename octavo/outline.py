"""Number headings, figures and tables, and say which label stands for what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from octavo import marks
from octavo.convert import HEADINGS, Converted
from octavo.diagnostics import Finding, Span
from octavo.languages import Language
from octavo.model import Element, Kind, Label, Node, Section, plain
from octavo.sections import MISSING

NAMES = {"fig": "figure", "tbl": "table"}
RUN_IN = 4  # APA: headings from this level on end in a stop, and the text goes on behind them


@dataclass(frozen=True, slots=True)
class Outlined:
    """The report's sections, numbered; its labels by name; what is wrong with them."""

    body: tuple[Element, ...]
    labels: Mapping[str, Label]
    findings: tuple[Finding, ...]


def canonical(name: str) -> str:
    """A label's one name: `fig-x` and `fig:x` are the same."""
    for kind in marks.KINDS:
        if name.startswith(f"{kind}-"):
            return f"{kind}:{name[len(kind) + 1 :]}"
    return name


def outline(
    converted: Sequence[Converted],
    language: Language,
    *,
    numbered: bool = True,
    template: str = "",
) -> Outlined:
    """The sections' trees as one body, with numbers; headings only where they are `numbered`."""
    headed = [_headed(section, language) for section in converted]
    levels = [_level(node) for body in headed for node in body if _is_heading(node)]
    top = min(levels, default=1)
    numberer = _Numberer(language, top=top, numbered=numbered, apa=template == "apa")
    body = tuple(
        Element("section", {"class": "section", "id": f"s{number}"}, numberer.section(one, nodes))
        for number, (one, nodes) in enumerate(zip(converted, headed, strict=True), 1)
    )
    return Outlined(body, numberer.labels, tuple(_twice(converted)))


def _headed(converted: Converted, language: Language) -> tuple[Node, ...]:
    """The section's blocks; a title from its front matter heads them if they begin with none."""
    section, body = converted.section, converted.body
    if missing := section.meta.get(MISSING):
        said = language.words["missing-section"].format(name=missing)
        mark = Element("mark", {"class": "unresolved"}, (said,))
        return (Element("p", {}, (mark,), Kind.PLACEHOLDER),)
    if section.title and not (body and _is_heading(body[0]) and _level(body[0]) == 1):
        at = section.source.text.find(section.title)
        span = Span(section.source, max(at, 0), max(at, 0) + len(section.title))
        return (Element("h1", {}, (section.title,), Kind.HEADING, span), *body)
    return body


def _is_heading(node: Node) -> bool:
    return isinstance(node, Element) and node.tag in HEADINGS


def _level(node: Node) -> int:
    return int(node.tag[1]) if isinstance(node, Element) else 0


def _twice(converted: Sequence[Converted]) -> Iterable[Finding]:
    """Labels that are given to two things, in one section or in two."""
    first: dict[str, Span] = {}
    for section in converted:
        for name, spans in section.labels.items():
            for span in spans:
                if name in first:
                    hint = "give one of them another name"
                    message = f"the label {{#{name}}} is given twice"
                    yield Finding(
                        "duplicate_label", message, span, hint=hint, related=(first[name],)
                    )
                first.setdefault(name, span)


@dataclass(slots=True)
class _Numberer:
    """Goes through the report once, counting."""

    language: Language
    top: int  # the level of the highest heading in the report
    numbered: bool = True  # whether headings are
    apa: bool = False  # whether captions and headings are as APA has them (7th ed., 2.27, 7.10)
    labels: dict[str, Label] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)  # of the ids that were wanted again
    heading: list[int] = field(default_factory=list)
    figures: int = 0
    tables: int = 0

    def section(self, converted: Converted, nodes: Iterable[Node]) -> tuple[Node, ...]:
        """One section's blocks."""
        places = {name: list(spans) for name, spans in converted.labels.items()}
        return tuple(self._node(node, converted.section, places) for node in nodes)

    def _node(self, node: Node, section: Section, places: dict[str, list[Span]]) -> Node:
        if not isinstance(node, Element):
            return node
        if node.tag in HEADINGS:
            return self._heading(node, section, places)
        if node.tag == "figure":
            return self._figure(node, places)
        if node.kind is not None:
            return node
        return replace(
            node, children=tuple(self._node(child, section, places) for child in node.children)
        )

    def _heading(self, node: Element, section: Section, places: dict[str, list[Span]]) -> Element:
        level = _level(node) - self.top + 1
        given = str(section.meta.get("label", "")) if level == 1 else ""
        title = words(node)
        if given in self.ids:  # by the section's first heading
            given = ""
        name = node.attributes.get("id") or given or self._unique(slug(title))
        unnumbered = not self.numbered or bool(section.meta.get("unnumbered"))
        unnumbered |= "unnumbered" in node.attributes.get("class", "").split()
        number = "" if unnumbered else self._next(level)
        self._label(name, "sec", number, title, _place(name, places) or node.span)
        label: tuple[Node, ...] = ()
        if number:
            label = (Element("span", {"class": "number"}, (number,)), " ")
        running = f"{number}\N{EN SPACE}{title}" if number else title  # for heads of pages
        stop = (".",) if self.apa and level >= RUN_IN and title[-1:] not in ".?!:…" else ()
        attributes = {**node.attributes, "id": name, "data-title": running}
        return replace(
            node,
            tag=f"h{min(level, 6)}",
            attributes=attributes,
            children=(*label, *node.children, *stop),
        )

    def _next(self, level: int) -> str:
        """The number of the next heading of a level: "2.1"; levels left out count as 1."""
        level = max(level, 1)  # one above the first in its section, which is the highest
        self.heading = [*self.heading, *[0] * level][:level]
        self.heading[-1] += 1
        return ".".join(str(max(number, 1)) for number in self.heading)

    def _figure(self, node: Element, places: dict[str, list[Span]]) -> Element:
        kind = "tbl" if "table" in node.attributes.get("class", "").split() else "fig"
        caption = next((c for c in node.children if _is_caption(c)), None)
        if not isinstance(caption, Element):
            return node
        number = self._count(kind)
        name = node.attributes.get("id") or self._unique(f"{kind}-{number}")
        self._label(name, kind, number, words(caption), _place(name, places) or caption.span)
        label = Element("span", {"class": "label"}, (self._captioned(kind, number),))
        numbered = caption.holding((label, *caption.children))
        children = tuple(numbered if child is caption else child for child in node.children)
        return replace(node, attributes={**node.attributes, "id": name}, children=children)

    def _captioned(self, kind: str, number: str) -> str:
        """What a caption begins with; it is no part of a sentence, as a reference may be."""
        words = self.language.words
        said = f"{words[NAMES[kind]]} {number}"
        return said + (" " if self.apa else words["caption-separator"])

    def _count(self, kind: str) -> str:
        if kind == "tbl":
            self.tables += 1
            return str(self.tables)
        self.figures += 1
        return str(self.figures)

    def _label(self, id: str, kind: str, number: str, title: str, span: Span | None) -> None:
        self.ids.add(id)
        if span is not None:
            name = canonical(id)
            self.labels.setdefault(name, Label(name, kind, number, id, span, title))

    def _unique(self, wanted: str) -> str:
        name, count = wanted, self.counts.get(wanted, 1)
        while name in self.ids:
            count += 1
            name = f"{wanted}-{count}"
        self.counts[wanted] = count
        return name


def _is_caption(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "figcaption"


def _place(name: str, places: dict[str, list[Span]]) -> Span | None:
    spans = places.get(name)
    return spans.pop(0) if spans else None


def words(node: Element) -> str:
    """A heading's or caption's own words, without notes and citations."""
    children = tuple(child for child in node.children if isinstance(child, str | Element))
    return " ".join(plain(node.holding(children)).split())


def slug(title: str) -> str:
    """A heading as an anchor: its letters and digits, in any script, joined by hyphens."""
    return "-".join(re.findall(r"\w+", title.lower())) or "section"
