"""Read a draft that is Markdown already: its markup stays, its paragraphs can be cut and moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from octavo import files
from octavo.diagnostics import Finding
from octavo.importers._decode import source_of
from octavo.importers._draft import Block, Draft, Dropped, Kind, notice, stretch
from octavo.importers._lines import Line, lines
from octavo.importers._paragraphs import flowing, vocabulary

ENDINGS = (".md", ".markdown")

FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<values>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M
)
VALUE = r"^{}:[ \t]*(?P<quote>[\"']?)(?P<value>.+?)(?P=quote)[ \t]*$"
HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
FENCE = re.compile(r"(`{3,}|~{3,})")
NOTE = re.compile(r"\[\^([^\]\s]+)\]:")
LIST = re.compile(r"(?:[-*+]|\d+[.)])\s")
# A table, code, HTML, a definition, a caption, a picture, a rule: what is taken as it stands.
FIXED = re.compile(r"\||<|:::|\{|:\s|Table:|!\[|\[[^\]^]+\]:|\*\[|(?:[-*_][ \t]*){3,}$")
ROW = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
HARD_BREAK = re.compile(r"(?: {2}|\\)\n")
MISSING = (FileNotFoundError, NotADirectoryError)
PICTURE = re.compile(r"!\[[^\]]*\]\(<?([^)\s>]+)")


def read(path: Path) -> Draft:
    """The draft with its blocks, and the pictures and the bibliography that lie beside it."""
    source, said = source_of(path)
    text = source.text
    front = FRONT_MATTER.match(text)
    start = front.end() if front else 0
    written = [line for line in lines(source) if line.start >= start]
    known = vocabulary(text)
    blocks = tuple(block for chunk in _chunks(written) for block in _blocks(chunk, known))
    draft = Draft(source, blocks, findings=said)
    if front:
        draft = _with_values(draft, front)
    return _with_files(draft, path.parent)


# --- blocks ------------------------------------------------------------------------------


def _chunks(written: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between empty ones; code and a note are one chunk with the empty lines in them."""
    at = 0
    while at < len(written):
        end = at + 1
        if fence := FENCE.match(written[at].text):
            while end < len(written) and not written[end].text.startswith(fence[1]):
                end += 1
            end += 1
        elif NOTE.match(written[at].text):
            while end < len(written) and _belongs_to_note(written, end):
                end += 1
        elif written[at].text and not HEADING.match(written[at].text):
            while end < len(written) and not _starts_anew(written[end]):
                end += 1
        if written[at].text:
            yield list(written[at:end])
        at = end


def _starts_anew(line: Line) -> bool:
    text = line.text
    return bool(not text or HEADING.match(text) or FENCE.match(text) or NOTE.match(text))


def _belongs_to_note(written: Sequence[Line], at: int) -> bool:
    """Whether a line goes on with the note before: right below it, or indented."""
    line = written[at]
    if line.text and not written[at - 1].text:
        return line.indent >= 4
    if not line.text:
        following = next((later for later in written[at:] if later.text), None)
        return following is not None and following.indent >= 4
    return not _starts_anew(line)


def _blocks(chunk: Sequence[Line], known: Counter[str]) -> Iterator[Block]:
    first = chunk[0]
    source, start = first.source, first.start - first.raw_indent
    whole = stretch(source, start, chunk[-1].end)
    if heading := HEADING.fullmatch(first.text):
        text = stretch(source, first.start + heading.start(2), first.start + heading.end(2))
        yield Block(Kind.HEADING, text, len(heading[1]), markup=True)
    elif len(chunk) > 1 and re.fullmatch(r"=+|-+", chunk[1].text):
        level = 1 + chunk[1].text.startswith("-")
        text = stretch(source, first.start, first.end)
        yield Block(Kind.HEADING, text, level, markup=True)
        if chunk[2:]:
            yield from _blocks(chunk[2:], known)
    elif note := NOTE.match(first.text):
        yield Block(Kind.NOTE, whole, name=note[1], markup=True)
    elif first.text.startswith(">"):
        yield Block(Kind.QUOTATION, whole, markup=True)
    elif LIST.match(first.text) or (first.indent >= 2 and not FENCE.match(first.text)):
        yield Block(Kind.ITEM if first.indent < 4 else Kind.FIXED, whole, markup=True)
    elif FENCE.match(first.text) or FIXED.match(first.text) or _is_table(chunk):
        yield Block(Kind.FIXED, whole, markup=True)
    else:
        text = whole if HARD_BREAK.search(whole.letters) else flowing(chunk, known)
        yield Block(Kind.PROSE, text, markup=True)


def _is_table(chunk: Sequence[Line]) -> bool:
    return len(chunk) > 1 and "|" in chunk[0].text and bool(ROW.match(chunk[1].text))


# --- what lies around the text -----------------------------------------------------------


def _with_values(draft: Draft, front: re.Match[str]) -> Draft:
    """The draft with title and author of the front matter, which itself goes to dropped.txt."""
    text = stretch(draft.source, front.start(), front.end())
    author = _value(front["values"], "author")
    return replace(
        draft,
        title=_value(front["values"], "title"),
        authors=(author,) if author else (),
        dropped=(Dropped(text.span(draft.source), text.letters.strip(), "front matter"),),
    )


def _value(values: str, key: str) -> str:
    match = re.search(VALUE.format(key), values, re.M)
    return match["value"] if match else ""


def _with_files(draft: Draft, folder: Path) -> Draft:
    """The draft with its pictures and its bibliography; what is not there is named."""
    taken: dict[str, bytes] = {}
    findings: list[Finding] = []
    named = re.search(VALUE.format("bibliography"), draft.source.text, re.M)
    wanted = [("picture", match, 1) for match in PICTURE.finditer(draft.source.text)]
    wanted += [("bibliography", named, 2)] if named else []
    for what, match, group in wanted:
        try:
            taken[match[group]] = _file(folder, match[group])
        except OSError as error:
            if what == "bibliography" and isinstance(error, MISSING):
                continue  # Pandoc looks for it in other folders, too
            place = stretch(draft.source, *match.span(group)).span(draft.source)
            said = f"the {what} {match[group]} {_why(error)}"
            findings.append(notice("picture", said, place, f"copy the {what} into the manuscript"))
    return replace(draft, files=taken, findings=(*draft.findings, *findings))


def _file(folder: Path, name: str) -> bytes:
    """The bytes of a file in the draft's folder or below it. Raises OSError."""
    if files.leads_out(name):
        raise FileNotFoundError(name)
    return files.content(folder / name, folder)


def _why(error: OSError) -> str:
    if isinstance(error, files.OutsideError):
        return "is a link out of the draft's folder"
    if isinstance(error, MISSING):
        return "is not here"
    return f"cannot be taken: {error.strerror}"
