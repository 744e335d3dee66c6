"""Make paragraphs of lines: page furniture out, wrapped lines and parted words joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from octavo.diagnostics import Finding, Source
from octavo.importers import _captions, _columns, _headings, _kept, _lines
from octavo.importers._draft import Block, Draft, Dropped, Kind, Text, joined, notice, stretch
from octavo.importers._lines import Line, lines

UNWRAPPED = 120  # characters: nobody wraps lines wider than this
SHORT = 0.75  # of the full width: a line that ends before is the last of its paragraph
EARLY = 0.6  # of the full width, in a double-spaced text
ITEM = re.compile(
    r"(?:[-*•–]|\(?\d{1,3}[.)]|\[\d{1,3}\]|\(?[a-z][.)]|[⁰¹²³⁴-⁹]+)\s+\S"
    r"|(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]+)[^\W\d_\"“‘]"  # notes and references, without a space
)
BARE = re.compile(r"(\d{1,3})\s+[^\W\d_\"“‘«]")  # a note with nothing but its number before it
WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
PARTED = re.compile(r"\b\w+[-‐\xad]\n\s*\w+")  # at a line's end: may be one word, may be two
# An address that goes on in the next line; what an alphabet of ideographs sets without spaces.
ADDRESS = re.compile(r"(?:https?://|www\.|doi:)\S*[/=&?_%#.-]$")
IDEOGRAPH = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
WORK = re.compile(r"[^\W\d_][\w’'-]+(?: [\w’'-]+){0,2}, [^\W\d_]|[—–_-]{2}")  # Name, First. Title.
SOFT = "\N{SOFT HYPHEN}"


@dataclass(frozen=True, slots=True)
class Measure:
    """How the lines of a draft are set: the full width, the usual indent, in characters."""

    width: int
    indent: int


def draft(source: Source) -> Draft:
    """The paragraphs, headings and quotations of a plain text."""
    typed = lines(source)
    read = _columns.apart(typed)
    every = _with_entries(read)
    aside = _lines.furniture(every)
    measure = _measure([line for at, line in enumerate(every) if at not in aside])
    groups = list(_groups(every, aside, measure))
    known = vocabulary(source.text)
    captioned = _captions.joined([_block(groups, at, measure, known) for at in range(len(groups))])
    furniture = [
        Dropped(every[at].span, every[at].text, "page number or running head")
        for at in sorted(aside)
    ]
    numbers = [Dropped(text.span(source), text.letters, why) for text, why in captioned.dropped]
    return Draft(
        source,
        tuple(captioned.blocks),
        dropped=(*furniture, *numbers),
        findings=(*_said(furniture), *_moved(typed, read)),
    )


def _with_entries(every: Sequence[Line]) -> list[Line]:
    """The lines, those marked that begin with the number of a note that the text above calls."""
    marked, number = list(every), 1
    for at, line in enumerate(every):
        match = BARE.match(line.text)
        if match and int(match[1]) == number and _calls(line, number):
            marked[at] = replace(line, entry=True)
            number += 1
    return marked if number > 2 else list(every)


def _calls(line: Line, number: int) -> bool:
    """Whether the text above a line has the number right behind a word, or the word's stop."""
    call = rf"(?:[^\W\d_]|\d{{4}}|%)[.,;:!?\"'”’)\]]{{0,3}}{number}(?!\w)"
    return bool(re.search(call, line.source.text[: line.start]))


def _is_item(line: Line) -> bool:
    """Whether an item of a list, or a note, begins with the line."""
    return line.entry or bool(ITEM.match(line.text))


def vocabulary(text: str) -> Counter[str]:
    """How often each word stands in a text, those parted at a line's end left out."""
    return Counter(word.casefold() for word in WORD.findall(PARTED.sub(" ", text)))


def _said(dropped: Sequence[Dropped]) -> Iterator[Finding]:
    if dropped:
        message = f"{len(dropped)} page numbers and running heads were taken out, this is the first"
        yield notice("page_furniture", message, dropped[0].span)


def _moved(typed: Sequence[Line], read: Sequence[Line]) -> Iterator[Finding]:
    """That columns were put one below the other."""
    moved = next((line for line, was in zip(read, typed, strict=False) if line != was), None)
    if moved:
        message = "two columns of text stand one below the other now, this is the first"
        yield notice("not_carried_over", message, moved.span, "look whether all is in order")


def _measure(found: Sequence[Line]) -> Measure:
    full = sorted(line.end - line.start for line in found if line.text)
    indents = Counter(line.indent for line in found if line.text)
    width = full[len(full) * 9 // 10] if full else 0
    return Measure(width, indents.most_common(1)[0][0] if indents else 0)


# --- which lines belong together ---------------------------------------------------------


def _groups(every: Sequence[Line], aside: set[int], measure: Measure) -> Iterator[tuple[Line, ...]]:
    """The lines of each paragraph. A page's end between two lines ends no sentence."""
    least = 2 if _double_spaced(every) else 1
    group: list[Line] = []
    blank, page = 0, False
    kept = {
        run[0]: run for run in _runs(every, aside) if _is_kept([every[at] for at in run], measure)
    }
    behind, works = 0, False
    for at, line in enumerate(every):
        if at in kept:
            if group:
                yield tuple(group)
            yield tuple(every[at : at + len(kept[at])])
            group, behind, blank, page = [], at + len(kept[at]), 0, False
        if at < behind:
            continue
        page = page or line.page or at in aside
        if at in aside or not line.text:
            blank += not line.text
            continue
        parted = blank >= least or page or (blank > 0 and _stops(group, line, measure))
        if group and _begins(group, line, measure, parted=parted, page=page, works=works):
            yield tuple(group)
            works = _lists_works(group, works)
            group = []
        group.append(line)
        blank, page = 0, False
    if group:
        yield tuple(group)


def _lists_works(group: Sequence[Line], before: bool) -> bool:
    """Whether behind a group works are listed: below such a heading, to the next one."""
    heading = len(group) == 1 and _headings.alone(group[0].text)
    return _headings.apart(group[0].text) if heading else before


def _runs(every: Sequence[Line], aside: set[int]) -> Iterator[range]:
    """The indices of lines that follow each other without an empty one or a page's end."""
    start = 0
    for at, line in enumerate(every):
        if at in aside or not line.text or line.page:
            if start < at:
                yield range(start, at)
            start = at if line.page and line.text and at not in aside else at + 1
    if start < len(every):
        yield range(start, len(every))


def _is_kept(run: Sequence[Line], measure: Measure) -> bool:
    """Whether the lines stay lines, be it as verse or as rows of a table."""
    if any(_is_item(line) and not _kept.BREAK.match(line.text) for line in run):
        return False
    return _kept.is_verse(run, measure.width) or _kept.table(run) is not None


def _stops(group: Sequence[Line], line: Line, measure: Measure) -> bool:
    """Whether a line ends so early that what follows cannot belong to it."""
    early = bool(group) and group[-1].end - group[-1].start < EARLY * measure.width
    return early and not line.text[0].islower()


def _double_spaced(every: Sequence[Line]) -> bool:
    """Whether an empty line stands between the lines of one paragraph."""
    written = [(at, line) for at, line in enumerate(every) if line.text]
    single = sum(at + 1 < len(every) and not every[at + 1].text for at, _ in written)
    if len(written) < 6 or single < 0.9 * len(written):
        return False
    wrapped = sum(not line.ends and line.end - line.start < UNWRAPPED for _, line in written)
    return wrapped > len(written) / 2


def _begins(
    group: Sequence[Line], line: Line, measure: Measure, *, parted: bool, page: bool, works: bool
) -> bool:
    """Whether a paragraph begins with the line, after those of the group."""
    last = group[-1]
    if len(group) == 1 and not parted and _headings.underlines(line.text):
        return False
    if len(group) == 1 and _headings.BYLINE.fullmatch(line.text):
        return True
    if page:
        return group[0].entry or not _goes_over(last, line, measure)
    if len(group) == 1 and _headings.word(last.text) and not _headings.word(line.text):
        return True
    if parted or _headings.alone(last.text) or _headings.alone(line.text):
        return True
    if _headings.underlines(last.text) and len(group) == 2:
        return True
    if max(last.end - last.start, line.end - line.start) > UNWRAPPED:
        return True
    if works and last.ends and WORK.match(line.text):
        return True
    return _begins_by_look(group, line, measure)


def _goes_over(last: Line, line: Line, measure: Measure) -> bool:
    """Whether a sentence goes on from one page to the next."""
    if last.ends:
        return False
    full = last.end - last.start >= SHORT * measure.width
    name = full and not _headings.alone(line.text) and not _is_item(line)
    return line.text[0].islower() or last.text.endswith(("-", SOFT)) or name


def _begins_by_look(group: Sequence[Line], line: Line, measure: Measure) -> bool:
    """Whether a line right below another begins a paragraph: by its indent, or the other's end."""
    last = group[-1]
    short = last.end - last.start < SHORT * measure.width
    if _is_item(line):
        return short or last.ends or last.text.endswith(";") or line.indent < last.indent
    if line.text[0].islower() or _is_item(group[0]):
        return short and last.ends and not line.text[0].islower()
    set_in = line.indent >= last.indent + 2 and last.indent <= group[0].indent
    hung = len(group) > 1 and last.indent >= group[0].indent + 2 and line.indent <= group[0].indent
    return hung or (last.ends and (set_in or short))


# --- what a paragraph is -----------------------------------------------------------------


def _block(
    groups: Sequence[tuple[Line, ...]], at: int, measure: Measure, known: Counter[str]
) -> Block:
    group = groups[at]
    following = " ".join(line.text for line in groups[at + 1]) if at + 1 < len(groups) else ""
    if len(group) == 2 and _headings.underlines(group[1].text):
        return Block(Kind.HEADING, flowing(group[:1], known), 1 + (group[1].text[0] in "-~"))
    if len(group) == 1 and _kept.BREAK.fullmatch(group[0].text):
        return Block(Kind.FIXED, _break(group[0]), markup=True)
    if _is_kept(group, measure):
        return _kept.table(group) or _verse(group, measure)
    text = flowing(group, known)
    if group[0].entry or (_is_item(group[0]) and at and _goes_on(groups[at - 1], group)):
        return Block(Kind.ITEM, text)
    caption = _captions.LABEL.match(text.letters)
    if caption and caption["sign"] is not None:
        return Block(Kind.PROSE, text)
    if level := _headings.level(text.letters, following, first=at == 0):
        return Block(Kind.HEADING, text, level)
    if _is_item(group[0]):
        return Block(Kind.ITEM, text)
    return Block(_kind(group, measure), text)


def _kind(group: Sequence[Line], measure: Measure) -> Kind:
    set_in = len(group) > 1 and all(line.indent >= measure.indent + 3 for line in group)
    return Kind.QUOTATION if set_in else Kind.PROSE


def _verse(group: Sequence[Line], measure: Measure) -> Block:
    """The lines as lines."""
    parts = [stretch(group[0].source, group[0].start, group[0].end)]
    for line in group[1:]:
        parts.append(Text("\n", (line.start - 1,), ("",)))
        parts.append(stretch(line.source, line.start, line.end))
    return Block(_kind(group, measure), joined(parts))


def _break(line: Line) -> Text:
    """What parts a text, as Markdown has it."""
    return Text("* * *", (line.start,) * 4 + (line.end - 1,), ("",) * 5)


def _goes_on(before: Sequence[Line], group: Sequence[Line]) -> bool:
    """Whether the group is an item right below another one."""
    between = before[-1].source.text[before[-1].end : group[0].start]
    return between.count("\n") == 1 and _is_item(before[0])


def flowing(group: Sequence[Line], known: Counter[str]) -> Text:
    """The lines as one; `known` counts the words of the whole draft."""
    parts: list[Text] = []
    begun = ""  # of a word that goes on in this line
    for at, line in enumerate(group):
        part = stretch(line.source, line.start, line.end)
        if at + 1 < len(group):
            part = with_end(part, group[at + 1].text, known, begun)
        begun = "" if part.letters.endswith(" ") else (begun + part.letters).split()[-1]
        parts.append(part)
    return joined(parts)


def with_end(part: Text, following: str, known: Counter[str], begun: str = "") -> Text:
    """A line with what stands between it and the next: a space, a hyphen or nothing.

    `begun` is the part of its first word that stands in the line above.
    """
    if part.letters.endswith(SOFT):
        return part.cut(0, -1)
    if ADDRESS.search(begun + part.letters) and re.match(r"\S*[/.=&?_%#\d-]", following):
        return part
    if re.search(rf"{IDEOGRAPH}[,.;:!?]?$", part.letters) and re.match(IDEOGRAPH, following):
        return part
    head = re.search(r"([^\W_]+)([-‐])$", part.letters)
    if head and re.match(r"[^\W_]", following):
        tail = re.match(r"[^\W_]+", following)
        keeps = tail is None or _keeps_hyphen(head[1], tail[0], known)
        return part if keeps else part.cut(0, -1)
    if re.search(r"\S(?:—|--)$", part.letters) or following.startswith("—"):
        return part
    end = part.places[-1] + 1
    return joined([part, Text(" ", (end,), ("",))])


def _keeps_hyphen(head: str, tail: str, known: Counter[str]) -> bool:
    """Whether a word parted at a line's end has its hyphen in the middle of a line too."""
    whole, compound = (head + tail).casefold(), f"{head}-{tail}".casefold()
    if not tail.islower() or not head.isalpha():
        return True
    if known[whole] or known[compound]:
        return known[compound] > known[whole]
    return len(head) > 3 and bool(known[head.casefold()] and known[tail.casefold()])
