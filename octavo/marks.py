"""Find Octavo's notations in a section, with their places, before Markdown is converted.

Python-Markdown keeps no positions. So whatever looks like a citation, a cross-reference or a note
is found in the untouched text and replaced by one private-use character, which the converter
carries through. What comes out inside code was none and is put back as text: the converter itself
thereby decides what is code. A mark of its own in each line says which lines a block was made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from octavo import blocks, brackets
from octavo.diagnostics import Finding, Source, Span
from octavo.locators import Locators
from octavo.model import (
    BibliographyPlace,
    Citation,
    CitationItem,
    CrossReference,
    Mark,
    NoteReference,
    Section,
)
from octavo.quotes import is_unspaced

FIRST = 0xF0000  # plane 15, private use; means nothing to Markdown, HTML or slugs
MOST = 0xFFF0  # marks a section can have; the last of the plane are those of quotes
KINDS = ("fig", "tbl", "sec", "fn")

# Pandoc's manual, "Citation syntax": letters, digits, _ and single punctuation inside.
KEY = r"@(?:\{(?P<braced>[^{}\n]+)\}|(?P<key>\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))"
START = re.compile(
    rf"(?P<escape>\\(?:\[-?@|.))|(?P<inline>\^\[)|\[\^(?P<note>[^\]\s]+)\]|(?P<open>(?<!!)\[)"
    rf"|(?<![0-9A-Za-z_@/.])(?P<narrative>{KEY})"
    rf"|^(?P<place>\{{bibliography\}}|:::+ *\{{#refs\}} *\n:::+)[ \t]*$",
    re.M,
)
ITEM = re.compile(rf"(?P<prefix>.*?)(?<![\w\\])(?P<minus>-?){KEY}(?P<rest>.*)", re.S)
CAPTION = re.compile(r"\n(?:[ \t]*\n)*:[ \t]+(?=\S)")  # of a block that is drawn
LABEL = re.compile(r"\{[^{}\n]*?#(?P<name>[^\s{}]+)[^{}\n]*\}")
DEFINITION = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]+)\]:", re.M)
MATHS = re.compile(r"(?<![\\$])(\$\$.+?\$\$|\$(?! )[^$\n]*[\\^_={][^$\n]*(?<! )\$(?!\d))", re.S)

# The start of a line that is text: what blocks are made with, then the first word.
BLOCK_PREFIX = (
    r"[ \t]*(?:(?:>|[-*+](?=\s)|\d+[.)](?=\s)|\#{1,6}(?=\s)|:(?=\s)|\[\^[^\]\n]+\]:|\|)[ \t]*+)*+"
)
INLINE_TAG = r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|su[bp]|u)\b"
OPENING = rf"(?:[^\w\n<&{{]|_|&#?\w+;|{INLINE_TAG}[^<>\n]*>)*+"  # ahead of the first word
WORD = re.compile(rf"{BLOCK_PREFIX}(?P<rest>{OPENING}(?P<word>[^\W_]+(?:_+[^\W_]+)*+))")
NO_TEXT = re.compile(
    r"[ \t]*(?:$|[=-]+[ \t]*$|[-*_][-*_ \t]*$|\[[^\]^][^\]]*\]:|\*\[|:::|\||"
    rf"(?!{INLINE_TAG})<|\{{|```|~~~)"
    r"(?!(?<=\|)[^\n]*[^\W_])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: which one a piece of converted text came from."""

    span: Span


@dataclass(frozen=True, slots=True)
class Drawing:
    """A fenced block to be drawn as a figure; its mark opens the paragraph of its caption.

    `span` ends where the caption's words begin, `body` is what stands between the fences.
    """

    span: Span
    block: str
    body: Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A section ready for conversion: its text with marks, and what each mark stands for.

    `labels` are the places of `{#name}`, in order; `fences` those of fenced blocks of code;
    `definitions` those of `[^name]:` by name.
    """

    text: str
    marks: tuple[Mark | Line | Drawing, ...]
    labels: tuple[tuple[str, Span], ...]
    fences: tuple[Span, ...]
    definitions: Mapping[str, tuple[Span, ...]]
    findings: tuple[Finding, ...] = ()


def mark(section: Section, locators: Locators) -> Marked:
    """Find all notations of a section and put a private-use character in the place of each."""
    from markdown.extensions.fenced_code import FencedBlockPreprocessor

    source = section.source
    found = list(FencedBlockPreprocessor.FENCED_BLOCK_RE.finditer(source.text, section.body))
    fences = tuple(Span(source, fence.start(), fence.end()) for fence in found)
    drawings = [_drawing(source, fence) for fence in found if fence["lang"] in blocks.names()]
    scan = _Scan(source, locators, fences, brackets.pairs(source.text))
    notations = list(scan.between(section.body, len(source.text)))
    if len(notations) > MOST:
        hint = "split it into several sections"
        too_many = Finding(
            "section_size", f"more than {MOST:,} notations", notations[MOST].span, hint=hint
        )
        return Marked("", (), (), (), {}, (too_many,))
    lines = list(_lines(section, fences, notations, MOST - len(notations)))
    placed = sorted([*notations, *lines, *drawings], key=_place)
    text = _Writer(source, placed).write(section.body, len(source.text))
    drawn = {drawing.span.start for drawing in drawings}
    return Marked(
        text,
        tuple(placed),
        tuple(_labels(section, fences)),
        tuple(fence for fence in fences if fence.start not in drawn),
        _definitions(section, fences),
        tuple(_maths(section, fences)),
    )


def _drawing(source: Source, fence: re.Match[str]) -> Drawing:
    caption = CAPTION.match(source.text, fence.end())
    span = Span(source, fence.start(), caption.end() if caption else fence.end())
    return Drawing(span, fence["lang"], Span(source, *fence.span("code")))


def _place(notation: Mark | Line | Drawing) -> tuple[int, int]:
    """Text order; a line's mark, which has no width, stands ahead of a notation at its place."""
    return notation.span.start, notation.span.end


# --- finding -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scan:
    """Finds the notations of one source, from left to right."""

    source: Source
    locators: Locators
    fences: tuple[Span, ...]
    brackets: Mapping[int, int]

    def _closing(self, opening: int, end: int) -> int | None:
        """The offset of the bracket that closes the one at `opening`, if it stands before `end`."""
        close = self.brackets.get(opening)
        return close if close is not None and close < end else None

    def between(self, start: int, end: int) -> Iterator[Mark]:
        """The notations of a stretch; those inside an inline note follow it."""
        text, at = self.source.text, start
        while match := START.search(text, at, end):
            at = match.end()
            fence = next((f for f in self.fences if f.start <= match.start() < f.end), None)
            if fence is not None:
                at = fence.end
            elif match["escape"] or (match["narrative"] and self._in_word(match.start())):
                continue
            elif match["inline"]:
                close = self._closing(match.end() - 1, end)
                if close is not None:
                    span = Span(self.source, match.start(), close + 1)
                    yield NoteReference(span, f"{INLINE}{match.start()}")
                    yield from self.between(match.end(), close)
                    at = close + 1
            elif match["note"]:
                if not self._defines(match):
                    yield NoteReference(Span(self.source, match.start(), at), match["note"])
            elif match["place"]:
                yield BibliographyPlace(Span(self.source, match.start(), at))
            elif match["narrative"]:
                citation = self._narrative(match, end)
                yield citation
                at = citation.span.end
            elif found := self._bracketed(match.start(), end):
                yield found
                at = found.span.end

    def _in_word(self, at: int) -> bool:
        """Whether a letter stands right before; a Chinese one does not tell, without spaces."""
        before = self.source.text[max(at - 1, 0) : at]
        return before.isalnum() and not is_unspaced(before)

    def _defines(self, match: re.Match[str]) -> bool:
        """Whether `[^name]` opens the note's own text: at the start of a line, before a colon."""
        text = self.source.text
        line_start = text.rfind("\n", 0, match.start()) + 1
        return text[match.end() : match.end() + 1] == ":" and not (
            text[line_start : match.start()].strip()
        )

    def _bracketed(self, start: int, end: int) -> Mark | None:
        """The citation or cross-reference whose bracket opens at `start`, if it is one."""
        text = self.source.text
        close = self._closing(start, end)
        if close is None or "@" not in text[start:close] or _is_link(text, start, close):
            return None
        cites: list[CitationItem] = []
        for item in self._items(start + 1, close):
            if item is None:
                return None
            cites.append(item)
        span = Span(self.source, start, close + 1)
        if all(_is_label(item) for item in cites):
            bare = cites[0].suppress_author
            return CrossReference(span, tuple(item.key for item in cites), bare)
        return Citation(span, tuple(cites))

    def _items(self, start: int, end: int) -> Iterator[CitationItem | None]:
        """The cited works between two offsets, split at semicolons; None for what is none."""
        for first, last in _split(self.source.text, start, end):
            match = ITEM.fullmatch(self.source.text, first, last)
            yield self._item(match) if match else None

    def _item(self, match: re.Match[str]) -> CitationItem:
        locator = self.locators.split(match["rest"])
        key_start = match.start("key") if match["key"] else match.start("braced") - 1
        return CitationItem(
            match["key"] or match["braced"],
            Span(self.source, key_start - 1, match.start("rest")),
            locator.value,
            locator.label,
            match["prefix"].strip(),
            locator.suffix.rstrip(),
            suppress_author=bool(match["minus"]),
        )

    def _narrative(self, match: re.Match[str], end: int) -> Mark:
        """`@key`, with the locator and further works of a bracket that follows it."""
        text, key = self.source.text, match["braced"] or _key(match["key"])
        key_end = match.end() if match["braced"] else match.start() + 1 + len(key)
        key_span = Span(self.source, match.start(), key_end)
        if key.startswith(tuple(f"{kind}{sep}" for kind in KINDS for sep in ":-")):
            return CrossReference(key_span, (key,))
        item, at = CitationItem(key, key_span), key_end
        more: tuple[CitationItem, ...] = ()
        bracket = re.compile(r"[ \t]?\[(?!\s*-?@|\^)").match(text, key_end, end)
        close = self._closing(bracket.end() - 1, end) if bracket else None
        if bracket and close and not _is_link(text, bracket.end() - 1, close):
            stretches = list(_split(text, bracket.end(), close))
            locator = self.locators.split(text[stretches[0][0] : stretches[0][1]])
            suffix = locator.suffix if locator.value else f", {locator.suffix.strip()}"
            item = CitationItem(key, key_span, locator.value, locator.label, "", suffix.rstrip())
            more = tuple(filter(None, self._items(stretches[0][1] + 1, close)))
            at = close + 1
        span = Span(self.source, match.start(), at)
        return Citation(span, (item, *more), narrative=True)


def _key(name: str) -> str:
    """The key or label that a name begins with: behind Latin letters it ends where Chinese follows.

    Nothing else would part the two, as Chinese has no spaces.
    """
    for at in range(1, len(name)):
        if is_unspaced(name[at]):
            return name[:at] if name[at - 1].isalnum() and not is_unspaced(name[at - 1]) else name
    return name


INLINE = "octavo-inline-"  # the made-up name of an inline note, followed by its offset


def _is_label(item: CitationItem) -> bool:
    kind, separator, _ = item.key.partition(":")
    return bool(separator) and kind in KINDS


def _is_link(text: str, opening: int, close: int) -> bool:
    """Whether a bracket belongs to a link or a span: by what follows it.

    A citation may be followed by another, and by a colon; `[name]:` that opens a line may not.
    """
    if text[close + 1 : close + 2] == ":":
        line_start = text.rfind("\n", 0, opening) + 1
        return not text[line_start:opening].strip() and not CITES.match(text, opening)
    return bool(LINKED.match(text, close + 1))


CITES = re.compile(r"\[\s*-?@")
LINKED = re.compile(r"[({]|\[(?!\s*-?@|\^)")


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons, braces and escapes respected."""
    depth, first = 0, start
    for at in range(start, end):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
        elif text[at] == ";" and depth <= 0 and text[at - 1] != "\\":
            yield first, at
            first = at + 1
    yield first, end


def _labels(section: Section, fences: tuple[Span, ...]) -> Iterator[tuple[str, Span]]:
    for match in LABEL.finditer(section.source.text, section.body):
        span = Span(section.source, match.start("name") - 1, match.end("name"))
        if not _within(span.start, fences):
            yield match["name"], span


def _definitions(section: Section, fences: tuple[Span, ...]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    for match in DEFINITION.finditer(section.source.text, section.body):
        if not _within(match.start(), fences):
            span = Span(section.source, match.start("name") - 2, match.end("name") + 1)
            found[match["name"]] = (*found.get(match["name"], ()), span)
    return found


def _maths(section: Section, fences: tuple[Span, ...]) -> Iterator[Finding]:
    for match in MATHS.finditer(section.source.text, section.body):
        if not _within(match.start(), fences):
            span = Span(section.source, match.start(), match.end())
            hint = "write it in words or as a picture; a dollar sign alone is \\$"
            yield Finding("mathematics", "mathematics cannot be set yet", span, hint=hint)


def _within(offset: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


# --- lines -------------------------------------------------------------------------------


def _lines(
    section: Section, fences: tuple[Span, ...], notations: list[Mark], most: int
) -> Iterator[Line]:
    """One mark a line, behind its first word: there it disturbs no notation of Markdown's."""
    text, covered = section.source.text, _Cover(notations)
    start = section.body
    while start < len(text) and most > 0:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not _within(start, fences) and not NO_TEXT.match(text, start, end):
            match = WORD.match(text, start, end)
            if match and not covered(match.end("word")):
                yield Line(Span(section.source, match.end("word"), match.end("word")))
                most -= 1
        start = end + 1


class _Cover:
    """Whether an offset lies inside a notation, for offsets asked in rising order."""

    def __init__(self, notations: list[Mark]) -> None:
        outer = [n for n in notations if not isinstance(n, NoteReference) or not _inline(n)]
        self.spans = iter(sorted((n.span.start, n.span.end) for n in outer))
        self.current = next(self.spans, None)

    def __call__(self, offset: int) -> bool:
        while self.current and self.current[1] < offset:
            self.current = next(self.spans, None)
        return self.current is not None and self.current[0] < offset <= self.current[1]


def _inline(reference: NoteReference) -> bool:
    return reference.name.startswith(INLINE)


# --- writing -----------------------------------------------------------------------------


class _Writer:
    """Writes a source's text with marks; inline notes move to definitions at its end."""

    def __init__(self, source: Source, notations: list[Mark | Line | Drawing]) -> None:
        self.source = source
        self.notations = notations
        self.definitions: list[str] = []
        self.next = 0

    def write(self, start: int, end: int) -> str:
        body = self._stretch(start, end)
        return "\n\n".join([body, *self.definitions])

    def _stretch(self, start: int, end: int) -> str:
        out, at, text = [], start, self.source.text
        while self.next < len(self.notations) and self.notations[self.next].span.start < end:
            number, notation = self.next, self.notations[self.next]
            self.next += 1
            out += [text[at : notation.span.start], _written(notation, chr(FIRST + number))]
            at = notation.span.end
            if isinstance(notation, NoteReference) and _inline(notation):
                inner = self._stretch(notation.span.start + 2, notation.span.end - 1)
                inner = re.sub(r"\n(?=\S)", "\n    ", inner)
                self.definitions.append(f"[^{notation.name}]: {inner}")
        return "".join(out) + text[at:end]


def _written(notation: Mark | Line | Drawing, mark: str) -> str:
    """The mark; that of a drawing begins a paragraph, and is one if no caption follows.

    The place of the bibliography is one: lines without a blank one between are no part of it.
    """
    if isinstance(notation, BibliographyPlace):
        return f"\n\n{mark}\n\n"
    if not isinstance(notation, Drawing):
        return mark
    return f"\n\n{mark}" if notation.span.text[-1].isspace() else f"\n\n{mark}\n\n"


def numbers(text: str) -> Iterator[tuple[str, int | None]]:
    """Part converted text into (text before a mark, the mark's number); the last has none."""
    at = 0
    for match in MARK.finditer(text):
        yield text[at : match.start()], ord(match[0]) - FIRST
        at = match.end()
    yield text[at:], None


MARK = re.compile(f"[{chr(FIRST)}-{chr(FIRST + MOST - 1)}]")
