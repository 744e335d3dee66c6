"""What the preview shows of a manuscript at one moment: the page, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from octavo import counting, markup, pipeline, render, templates
from octavo.cited import anchor
from octavo.diagnostics import Finding, ReportError, Span
from octavo.languages import Language
from octavo.markup import Medium
from octavo.memory import Memory
from octavo.model import Document, Kind, plain
from octavo.preview import parts
from octavo.preview.parts import Page
from octavo.trace import place, traced


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the manuscript. `page` is None where nothing could be made of it."""

    page: Page | None
    draft: pipeline.Draft | None
    faults: tuple[Finding, ...] = ()  # why there is no page


def make(root: Path, bibliographies: Sequence[Path], memory: Memory) -> Scene:
    """Read, compose and write the page; the checks come later, as they take longer."""
    try:
        draft = pipeline.draft(root, bibliographies, memory)
        document = traced(draft.document, memory)
        return Scene(page(document, draft.language, Medium.SCREEN, memory), draft)
    except ReportError as error:
        return Scene(None, None, error.findings)


def page(document: Document, language: Language, medium: Medium, memory: Memory) -> Page:
    """The page in its parts. Raises ReportError where the template makes none.

    A template of the manuscript's own is given each part whole, as it may look into it; the
    shipped ones are given no more than its place, so that they need not run at each edit.
    """
    if not templates.has_own(document.project):
        found: dict[str, str] = {}

        def place(name: str, html: str) -> str:
            found[name] = str(html)  # no longer one that a template gets
            return parts.marked(name, "")

        made = _rendered(document, language, medium, memory, place)
        if made.parts or not found:  # else raw HTML of the writer's own stands in their way
            return replace(made, parts={name: found[name] for name in made.parts})
    return _rendered(document, language, medium, memory, parts.marked)


def _rendered(
    document: Document, language: Language, medium: Medium, memory: Memory, piece: render.Piece
) -> Page:
    html = render.render(document, language, medium, memory=memory, piece=piece)
    start = html.find(">", html.find("<body")) + 1
    end = html.rfind("</body>")
    if start <= 0 or end < start:
        hint = "extend base.html, or write <body> and </body>"
        raise ReportError([Finding("template", "the template makes no page", None, hint=hint)])
    return parts.cut(html[:start], html[start:end])


def notes_on(scene: Scene) -> dict[str, Any]:
    """What the panels show: findings, outline with word counts, sources. Ready for JSON."""
    if scene.draft is None:
        return {"failed": True, "findings": [_finding(fault) for fault in scene.faults]}
    document = scene.draft.document
    read = pipeline.check(scene.draft)
    count = counting.length(document)
    return {
        "failed": False,
        "title": document.project.title,
        "findings": [_finding(finding) for finding in read.findings],
        "outline": list(_outline(document, count)),
        "words": count.total,
        "rule": count.book.title,
        "limit": document.project.word_limit,
        "sources": list(_sources(document, read.findings)),
    }


def failed(why: str) -> dict[str, Any]:
    """What the panels show where a build ended in a way that nobody foresaw."""
    said: dict[str, Any] = {
        "rule": "",
        "severity": "error",
        "message": f"this could not be built: {why}",
        "hint": "undo the last change; and tell the makers of Octavo, for this is their fault",
        "place": None,
        "related": [],
    }
    return {"failed": True, "findings": [said]}


# --- findings ----------------------------------------------------------------------------


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "place": _place(finding.span),
        "related": [_place(span) for span in finding.related],
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    line, column = span.source.position(span.start)
    return {
        "path": span.source.path.as_posix(),
        "line": line,
        "column": column,
        "text": span.text[:400],
    }


# --- outline and sources -----------------------------------------------------------------


def _outline(document: Document, count: counting.Count) -> Iterator[dict[str, Any]]:
    counted: set[int] = set()
    for heading in document.headings:
        first = heading.section not in counted
        counted.add(heading.section)
        yield {
            "level": heading.level,
            "number": heading.number,
            "title": "".join(plain(node) for node in heading.title),
            "id": heading.id,
            "words": count.sections[heading.section][1] if first else None,
        }


def _sources(document: Document, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """Each work that is cited, as the style prints it, where it is cited and what it lacks."""
    cited: dict[str, list[str]] = {}
    for citation in document.citations:
        for item in citation.items:
            cited.setdefault(item.key, []).append(place(item.span))
    entries = {b.attributes.get("id"): b for b in document.blocks() if b.kind is Kind.ENTRY}
    printed = {key: entries.get(anchor(key)) for key in document.references}
    order = {id(entry): number for number, entry in enumerate(entries.values())}
    keys = [key for key in printed if key in cited or printed[key] is not None]
    for key in sorted(keys, key=lambda key: order.get(id(printed[key]), len(order))):
        reference, entry = document.references[key], printed[key]
        yield {
            "key": key,
            "html": markup.write(entry.children, Medium.SCREEN) if entry else None,
            "title": str(reference.fields.get("title", key)),
            "cited": cited.get(key, []),
            "lacks": [f.message for f in findings if f.span and f.span == reference.span],
            "place": _place(reference.span),
        }


# --- what changed ------------------------------------------------------------------------


def edited(before: Scene | None, after: Scene) -> str | None:
    """The place of the first block that differs: where the writer is at work."""
    if before is None or before.draft is None or after.draft is None:
        return None
    old = {s.source.path: s.source.text for s in before.draft.document.sections}
    for section in after.draft.document.sections:
        text, known = section.source.text, old.get(section.source.path)
        if known is not None and known != text:
            at = _written(text, parts.alike(known, text))
            return place(Span(section.source, at, at))
    return None


def _written(text: str, at: int) -> int:
    """The place itself, or that of the next text where it lies in an empty line."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if end < 0 or text[begin:end].strip():
        return at
    behind = text[at:].lstrip()
    return len(text) - len(behind) if behind else at
