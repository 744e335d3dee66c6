"""Take apart what stands around a paper's title: author, course and date, in lines or a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.importers._draft import Block, Draft

LINES = 8  # of such a head at most
WORDS = 14  # of one of its lines, and of the title, at most
WHY = "head of the paper: report.toml has its author, and a place for course and date"
MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|januar|februar|märz|mai|juni|juli|oktober|dezember"
)
DATE = re.compile(
    rf"(?:\d{{1,2}}\.? (?:{MONTH})|(?:{MONTH}) \d{{1,2}}(?:st|nd|rd|th)?),? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,4}")
FIELD = re.compile(r"(?P<name>[^\W\d_][\w ]{1,25}):\s*(?P<value>\S.*)")
AUTHOR = re.compile(r"(?:name|author|student|student name|submitted by|verfasser(?:in)?)", re.I)


def read(draft: Draft) -> Draft:
    """The draft with the author that stands above its title, and the title below that head."""
    return _form(_mla(draft))


def _mla(draft: Draft) -> Draft:
    """Name, instructor, course and date, each in a line, then the title (MLA Handbook, 9, 1.3)."""
    count, said = 0, []
    for block in draft.blocks[:LINES]:
        said += _lines(block)
        count += 1
        if any(len(line.split()) > WORDS for line in said) or DATE.fullmatch(said[-1]):
            break
    below = draft.blocks[count] if count < len(draft.blocks) else None
    named = NAME.fullmatch(said[0]) if said else None
    if not (named and below and 3 <= len(said) <= LINES and DATE.fullmatch(said[-1])):
        return draft
    if draft.title or len(below.text.letters.split()) > WORDS or below.text.letters.endswith("."):
        return draft
    title = " ".join(below.text.letters.split())
    left = _without(draft, range(count))
    return replace(left, title=title, blocks=left.blocks[1:], authors=(said[0],))


def _form(draft: Draft) -> Draft:
    """Lines such as "Name: Jane Student", among the first blocks."""
    for at, block in enumerate(draft.blocks[: LINES // 2]):
        fields = [FIELD.fullmatch(line) for line in _lines(block)]
        if len(fields) < 3 or not all(fields):
            continue
        names = [one["value"] for one in fields if one and AUTHOR.fullmatch(one["name"])]
        left = _without(draft, [at])
        return replace(left, authors=draft.authors or tuple(filter(NAME.fullmatch, names[:1])))
    return draft


def _lines(block: Block) -> list[str]:
    return [line.strip() for line in block.text.letters.split("\n")]


def _without(draft: Draft, places: Sequence[int]) -> Draft:
    """The draft without some of its blocks."""
    dropped = [draft.blocks[at].dropped(draft.source, WHY) for at in places]
    kept = tuple(block for at, block in enumerate(draft.blocks) if at not in places)
    return replace(draft, blocks=kept, dropped=(*draft.dropped, *dropped))
