"""Make a manuscript's files of a draft: sections, report.toml, and what was left out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from octavo.diagnostics import Span
from octavo.importers import _language, _markdown
from octavo.importers._calls import calls
from octavo.importers._draft import Block, Draft, Kind

LONGEST = 40  # characters of a section's name
LEFT_OUT = "dropped.txt"


def files(draft: Draft) -> dict[str, bytes]:
    """The manuscript's files by name, report.toml last: it makes a folder a manuscript."""
    notes = _notes(draft.blocks)
    texts: dict[str, str] = {}
    for number, part in enumerate(_parts(draft.blocks), 1):
        texts[f"{number:02}-{_slug(part)}.md"] = _section(part, notes)
    if draft.dropped:
        texts[LEFT_OUT] = "\n".join(_left_out(draft))
    texts["report.toml"] = settings(draft)
    written = {name: text.encode("utf-8") for name, text in texts.items()}
    return {**draft.files, **written}


# --- sections ----------------------------------------------------------------------------


def _parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each section: it begins with a heading of the first level.

    A heading without any text below goes into one file with what follows, at the end with what
    stands before.
    """
    parts: list[list[Block]] = []
    for block in blocks:
        if block.kind is Kind.NOTE:
            continue
        opens = block.kind is Kind.HEADING and block.level == 1
        if not parts or (opens and _has_text(parts[-1])):
            parts.append([])
        parts[-1].append(block)
    if len(parts) > 1 and not _has_text(parts[-1]):
        parts[-2:] = [parts[-2] + parts[-1]]
    return parts


def _has_text(part: Sequence[Block]) -> bool:
    return any(block.kind is not Kind.HEADING for block in part)


def _notes(blocks: Sequence[Block]) -> dict[str, list[Block]]:
    notes = [block for block in blocks if block.kind is Kind.NOTE]
    return {name: list(run) for name, run in groupby(notes, lambda block: block.name)}


def _section(part: Sequence[Block], notes: dict[str, list[Block]]) -> str:
    """The text of a section file, the notes that it calls at its end."""
    called = calls(part)
    defined = [_markdown.note(run) for name, run in notes.items() if name in called]
    return "\n\n".join([_markdown.write(part).rstrip("\n"), *defined]) + "\n"


def _slug(part: Sequence[Block]) -> str:
    """The heading as a file name: plain letters and digits, cut at a word."""
    text = part[0].text.letters if part[0].kind is Kind.HEADING else "text"
    text = re.sub(r"\{[^{}]*\}", "", text)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = ""
    for word in re.findall(r"[a-z0-9]+", re.sub("['’]", "", plain)):
        if len(name) + 1 + len(word) > LONGEST:
            break
        name = f"{name}-{word}" if name else word
    return name or "section"


# --- report.toml, dropped.txt ------------------------------------------------------------


def settings(draft: Draft) -> str:
    """The text of report.toml."""
    authors = json.dumps(list(draft.authors or ["Your Name"]), ensure_ascii=False)
    return f"""\
# The settings of the report, begun by `import`. What stands behind a # is a remark.

title = {json.dumps(draft.title, ensure_ascii=False)}
{_subtitle(draft)}authors = {authors}
# course = "Your Course"
# date = 2026-01-31                      # the day you hand it in
language = "{_spoken(draft)}"                       # en-GB, en-US, de, fr, es, it, ru, zh
{_front(draft)}
template = "essay"                       # how the pages look
{_style(draft):<40} # how sources are cited: "apa", "mla", "ieee", ...
{_bibliography(draft)}
"""


def _spoken(draft: Draft) -> str:
    """The language: what the draft says, unless its words are plainly of another."""
    guess = _language.of(" ".join(block.text.letters for block in draft.blocks))
    return draft.language if draft.language.split("-")[0] == guess.split("-")[0] else guess


def _front(draft: Draft) -> str:
    """The lines of abstract and keywords, if the draft has any."""
    lines = []
    if draft.abstract:
        lines.append(f"abstract = {json.dumps(draft.abstract, ensure_ascii=False)}")
    if draft.keywords:
        lines.append(f"keywords = {json.dumps(list(draft.keywords), ensure_ascii=False)}")
    return "".join(f"{line}\n" for line in lines)


def _subtitle(draft: Draft) -> str:
    said = json.dumps(draft.subtitle, ensure_ascii=False)
    return f"subtitle = {said}\n" if draft.subtitle else ""


def _style(draft: Draft) -> str:
    return f'style = "{draft.style or "chicago-notes-bibliography"}"'


def _bibliography(draft: Draft) -> str:
    """The line that names the bibliographies that came with the draft."""
    came = [name for name in draft.files if name.endswith((".bib", ".json", ".yaml", ".ris"))]
    names = json.dumps(came or ["references.bib"], ensure_ascii=False)
    return f"{'' if came else '# '}bibliography = {names}      # where the sources are described"


def _left_out(draft: Draft) -> Iterator[str]:
    name = draft.source.path.name
    yield f"== What stands in {name} and was left out of the sections. Each is named by its place."
    for dropped in sorted(draft.dropped, key=lambda one: (one.span.start, one.span.end)):
        yield f"\n== {_place(dropped.span)}: {dropped.why}\n{dropped.text}"
    yield ""


def _place(span: Span) -> str:
    line, column = span.source.position(span.start)
    return f"line {line}, column {column}"
