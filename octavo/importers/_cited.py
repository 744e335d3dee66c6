"""Set the citations that a .docx brought with it: in notes, in the text, and the list of works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from octavo.diagnostics import Finding, Source
from octavo.importers import _headings
from octavo.importers._draft import NOTE, RAW, Block, Kind, Text, joined, notice
from octavo.importers._fields import LISTED, Fields, raw
from octavo.importers._markdown import PLACE

RULE = "imported_citations"
REFERENCES = "references.json"


@dataclass(slots=True)
class Cited:
    """The blocks with their citations in place, and what they stand in the place of, with why."""

    blocks: list[Block]
    dropped: list[tuple[Text, str]] = field(default_factory=list)


def settled(blocks: Sequence[Block], fields: Fields) -> Cited:
    """The blocks, notes among them, with each citation as Octavo wants it where it stands.

    A note that only cites is the citation itself: in a style of notes it becomes a note again. In
    any other note a citation is part of the sentence, unless its words stood in brackets.
    """
    notes = [block for block in blocks if block.kind is Kind.NOTE]
    names = [note.name for note in notes]
    alone = {n.name: n for n in notes if names.count(n.name) == 1 and _only_cites(n.text)}
    done: list[Block] = []
    for block in blocks:
        if block.kind is not Kind.NOTE:
            done.append(_with_citations(block, alone))
        elif block.name not in alone:
            done.append(replace(block, text=_in_sentence(block.text, fields)))
    words = [
        (words, f"words of a citation, which is now {bracketed}")
        for bracketed, _, words in fields.forms.values()
        if words
    ]
    return _with_list(Cited(done, words), fields)


def _only_cites(text: Text) -> bool:
    """Whether a note is one citation, or one and a full stop."""
    pairs = zip(text.letters, text.styles, strict=True)
    rest = "".join(letter for letter, style in pairs if style != RAW)
    return RAW in text.styles and not rest.strip(" .\n") and text.letters.count("@") > 0


def _with_citations(block: Block, notes: dict[str, Block]) -> Block:
    """The block with the citation of each such note where the note was called."""
    parts: list[Text] = []
    at = 0
    for text in _runs(block.text):
        at += len(text)
        called = text.styles[0].removeprefix(NOTE) if text.styles[0].startswith(NOTE) else ""
        if called in notes:
            behind = block.text.letters[at:]
            parts = _cited_in_text(parts, _cite(notes[called].text, text.places[0]), behind)
        else:
            parts.append(text)
    text = joined(parts)
    if block.markup:
        letters = re.sub(
            r"\[\^([^\]\s]+)\]",
            lambda call: _cite(notes[call[1]].text, 0).letters if call[1] in notes else call[0],
            text.letters,
        )
        place = text.places[0] if text else 0
        text = Text(letters, (place,) * len(letters), ("",) * len(letters))
    return replace(block, text=text)


def _cited_in_text(parts: Sequence[Text], cite: Text, behind: str) -> list[Text]:
    """The text with a citation at its end: ahead of a stop, as then it is right in all styles."""
    before = joined(parts)
    stops = re.search(r"[.,;:]$", before.letters)
    ends = stops and re.match(r"\s+(?![a-zß-öø-ÿ])|$" if stops[0] == "." else r"\s|$", behind)
    text, stop = (before.cut(0, -1), before.cut(-1)) if ends else (before, Text())
    gap = bool(text) and not text.letters[-1].isspace()
    return [text, Text(" ", cite.places[:1], ("",)) if gap else Text(), cite, stop]


def _cite(note: Text, place: int) -> Text:
    pairs = zip(note.letters, note.styles, strict=True)
    return raw("".join(letter for letter, style in pairs if style == RAW), place)


def _runs(text: Text) -> Iterator[Text]:
    """The stretches of one style."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text.styles[at] != text.styles[start]:
            yield text.cut(start, at)
            start = at


def _in_sentence(text: Text, fields: Fields) -> Text:
    """A note's text with its citations as parts of its sentences."""
    parts: list[Text] = []
    for run in _runs(text):
        places = list(dict.fromkeys(run.places)) if run.styles[0] == RAW else []
        known = [place for place in places if place in fields.forms]
        parts += [raw(fields.forms[place][1], place) for place in known] if known else [run]
    return joined(parts)


# --- the list of works -------------------------------------------------------------------


def _with_list(cited: Cited, fields: Fields) -> Cited:
    """Without the list that the program printed: Octavo makes its own, where that one stood."""
    blocks: list[Block] = []
    placed = False
    for block in cited.blocks:
        if not _is_listed(block):
            blocks.append(block)
        elif not fields.works.by_key:
            blocks.append(replace(block, text=_plain(block.text)))
        else:
            cited.dropped.append((block.text, "list of works cited: Octavo makes its own"))
            if not placed and _heads(blocks):
                heading = replace(blocks[-1], kind=Kind.HEADING, level=blocks[-1].level or 1)
                blocks[-1:] = [heading, _place(block.text)]
            placed = True
    return replace(cited, blocks=blocks)


def _is_listed(block: Block) -> bool:
    styles = block.text.styles
    return bool(styles) and sum(LISTED in style.split() for style in styles) > len(styles) / 2


def _plain(text: Text) -> Text:
    styles = (" ".join(w for w in style.split() if w != LISTED) for style in text.styles)
    return Text(text.letters, text.places, tuple(styles))


def _heads(blocks: Sequence[Block]) -> bool:
    last = blocks[-1] if blocks else None
    return last is not None and (
        last.kind is Kind.HEADING
        or (last.kind is Kind.PROSE and _headings.named(last.text.letters))
    )


def _place(text: Text) -> Block:
    where = Text(PLACE, (text.places[0],) * len(PLACE), ("",) * len(PLACE))
    return Block(Kind.FIXED, where, markup=True)


# --- what is said ------------------------------------------------------------------------


def findings(fields: Fields, source: Source) -> Iterator[Finding]:
    """What became of the citations."""
    count, works = len(fields.forms), len(fields.works.by_key)
    if count:
        first = min(fields.forms)
        said = f"{count} citations of {works} works were taken over, this is the first"
        place = fields.forms[first][2].span(source)
        yield notice(RULE, said, place, f"{REFERENCES} describes the works: look through it")
    for words in fields.edited:
        said = f"this citation was edited by hand: “{words.letters.strip()}”"
        yield notice(RULE, said, words.span(source), "see whether it still says what it said")
    for words, why in fields.unread:
        hint = "describe the work in references.json, and cite it with its key: [@key, 12]"
        yield notice(RULE, f"{why}: “{words.letters.strip()}”", words.span(source), hint)
