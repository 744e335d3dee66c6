"""Read a draft written with Word or a program like it (.docx)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from octavo.diagnostics import Finding, Source
from octavo.importers import _captions, _cited, _code, _looks, _lost, _notes, _properties, _styles
from octavo.importers._body import Reader
from octavo.importers._draft import Draft, Dropped, notice
from octavo.importers._fields import Fields
from octavo.importers._lines import PAGE_NUMBER
from octavo.importers._package import EMPTY, child, open_package
from octavo.importers._runs import Writer

ENDINGS = (".docx", ".docm", ".dotx")


def read(path: Path) -> Draft:
    """The draft with headings, notes, tables, pictures, citations. Raises OSError or DraftError."""
    package = open_package(path)
    writer = Writer(_styles.read(package), Fields(package), _lost.comments(package))
    reader = Reader(package, writer, package.targets(package.main))
    body = child(package.xml(package.main), "body")
    blocks = list(reader.blocks(body if body is not None else EMPTY))
    notes = list(reader.notes())
    for name in package.damaged:
        writer.lost.add(f"part that is damaged ({name})")
    for what, words in package.edges():
        if not PAGE_NUMBER.fullmatch(words):
            writer.lost.add(what, words=words)
    source = Source(path, "".join(writer.parts))
    captioned = _captions.joined(_code.fenced(blocks))
    for label, what in captioned.renumbered:
        writer.lost.add(f"number: {what}", label.places[0], label.places[-1] + 1)
    headed = _looks.with_headings(captioned.blocks, reader.looks)
    cited = _cited.settled([*headed, *notes], writer.fields)
    aside = [*reader.dropped, *captioned.dropped, *cited.dropped]
    works = writer.fields.works
    style, lacking = _properties.style(package)
    draft = Draft(
        source,
        tuple(cited.blocks),
        title=reader.title,
        subtitle=reader.subtitle,
        authors=tuple(reader.authors),
        abstract="\n".join(reader.abstract),
        keywords=tuple(reader.keywords),
        language=_properties.language(package),
        style=style,
        files={**reader.files, **({_cited.REFERENCES: works.json()} if works.by_key else {})},
        dropped=(
            *(Dropped(text.span(source), text.letters, why) for text, why in aside),
            *writer.lost.dropped(source),
        ),
        findings=tuple(_findings(reader, source, lacking)),
    )
    return draft if notes else _notes.call(draft)  # typed notes, where there are no others


def _findings(reader: Reader, source: Source, lacking: str) -> Iterator[Finding]:
    yield from reader.writer.lost.findings(source)
    yield from _cited.findings(reader.writer.fields, source)
    if lacking:
        said = f"the draft's citations are in the style {lacking}, which Octavo does not have"
        hint = "choose one in report.toml, or put its .csl file beside it"
        yield notice(_cited.RULE, said, hint=hint)
