"""What came of a manuscript, written out in lines that a test can compare and a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from octavo import markup, pipeline
from octavo.checks import unknown_citation, unknown_label
from octavo.diagnostics import Finding, Span
from octavo.model import (
    BibliographyPlace,
    Citation,
    CitationItem,
    CrossReference,
    Document,
    Element,
    Mark,
    Node,
    Note,
    NoteReference,
    blocks,
    plain,
)

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(folder: Path, files: Mapping[str, str], settings: str) -> pipeline.Read:
    """Write the files and a report.toml with the settings into a folder, and read it."""
    (folder / "report.toml").write_text(f'title = "Report"\n{settings}', encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return pipeline.read(folder)


def findings(document: Document) -> list[Finding]:
    """What is wrong with the notations, in reading order; other checks have cases of their own."""
    found = [*document.findings, *unknown_citation.check(document), *unknown_label.check(document)]
    paths = [section.source.path for section in document.sections]

    def place(finding: Finding) -> tuple[int, int]:
        assert finding.span is not None
        return paths.index(finding.span.source.path), finding.span.start

    return sorted(found, key=place)


def html(document: Document) -> str:
    """The sections as on the screen, a block a line; behind them the notes."""
    lines = [markup.write([child], markup.Medium.SCREEN) for child in _children(document)]
    for note in document.notes:
        inner = markup.write(note.children, markup.Medium.SCREEN)
        lines.append(f"[{note.number}] {inner}")
    return "\n".join(lines)


def text(document: Document) -> str:
    """As printed, without markup: calls of notes are raised digits, the notes stand at the end."""
    lines = [plain(b, _call).strip() for s in document.body for b in _without_notes(s)]
    notes = [
        f"{n.number}. " + " ".join(plain(b, _call) for b in n.children) for n in document.notes
    ]
    return "\n\n".join("\n".join(part) for part in (lines, notes) if part)


def bibliography(document: Document) -> str:
    """The entries that stand behind the text."""
    return "\n".join(plain(entry) for entry in document.bibliography)


def _children(document: Document) -> Iterator[Node]:
    for section in document.body:
        yield from (child for child in section.children if child != "\n")


def _without_notes(node: Node) -> Iterator[Element]:
    """The blocks of the running text."""
    if isinstance(node, Element):
        if node.kind is not None:
            yield node
        else:
            for child in node.children:
                yield from _without_notes(child)


def _call(note: Note) -> str:
    return str(note.number).translate(RAISED)


def found(document: Document) -> str:
    """The blocks: from where to where, their kind, their text."""
    return "\n".join(
        f"{_reach(block.span)} {block.kind} {' '.join(plain(block, _call).split())}"
        for section in document.body
        for block in blocks(section)
    )


def marks(document: Document) -> str:
    """The notations in reading order, each with its place and its parts."""
    return "\n".join(f"{_reach(mark.span)} {_said(mark)}" for mark in document.marks)


def _reach(span: Span | None) -> str:
    if span is None:
        return "-"
    first, last = (span.source.position(at) for at in (span.start, span.end))
    return f"{first[0]}:{first[1]}-{last[0]}:{last[1]}"


def _said(mark: Mark) -> str:
    match mark:
        case Citation(items=items, narrative=narrative):
            cited = "; ".join(map(_item, items))
            return f"{'narrative' if narrative else 'citation'} {cited}"
        case CrossReference(labels=labels, bare=bare):
            return f"{'number' if bare else 'reference'} {', '.join(labels)}"
        case NoteReference(name=name):
            return "note ^" if name.startswith("octavo-inline-") else f"note {name}"
        case BibliographyPlace():
            return "bibliography"


def _item(item: CitationItem) -> str:
    """`"prefix" -@key label locator "suffix"`."""
    key = f"{'-' if item.suppress_author else ''}@{item.key}"
    locator = f"{item.label} {item.locator}" if item.locator else ""
    prefix, suffix = (f'"{affix}"' if affix else "" for affix in (item.prefix, item.suffix))
    return " ".join(part for part in (prefix, key, locator, suffix) if part)


VIEWS: Mapping[str, Callable[[Document], str]] = {
    "html": html,
    "text": text,
    "bibliography": bibliography,
    "marks": marks,
    "blocks": found,
}
