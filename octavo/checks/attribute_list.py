"""A list of attributes in braces is misplaced or misspelt.

`{#name .class key=value}` stands straight behind a picture, a heading, bracketed words or a
caption, with no blank before it but in headings and captions. Elsewhere it is printed; a name that
Octavo does not know does nothing.

Instead of

    ![A map.](map.png) {#fig:map}

write

    ![A map.](map.png){#fig:map}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.checks._typed import left_over, without_code
from octavo.checks._written import Written, written
from octavo.diagnostics import Finding, Severity, Span, nearest
from octavo.model import Document, Kind, Section

LIST = re.compile(r"\{:?[ \t]*(?P<inner>[^{}\n]*)\}")
# What looks like nothing else: begins with a name, a class, or a key and its value.
PRINTED = re.compile(r"\{:?[ \t]*(?:[#.][^\W\d][\w:.-]*|[\w-]+=[\"'“”‘’\w])[^{}\n]*(?:\}|$)", re.M)
APART = re.compile(
    r"!\[[^\[\]\n]*\]\([^()\n]*\)[ \t]+(?P<list>\{:?[ \t]*[#.\w][^{}\n]*\})[ \t]*$", re.M
)
PRINTED_SO = (
    "these attributes belong to nothing, and are printed",
    "write them straight behind what they belong to, without a blank",
)
NOT_CLOSED = ("these attributes are not closed", "close them with }")
TOKEN = re.compile(r"""(?P<key>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|\S*)|(?P<word>\S+)""")
BEHIND = re.compile(
    r"[)\]*_`>]\Z|(?:^|\n)#{1,6}[ \t][^\n]*\Z|(?:^|\n)[ \t]*\Z|(?:^|\n):[ \t][^\n]*\Z"
)
KEYS = ("id", "class", "lang", "dir", "title", "alt", "fig-alt", "width", "src", "start", "type")
CLASSES = ("unnumbered", "smallcaps", "left", "right", "center")
LIKE = 0.8  # how near a word must come to a known one to be called misspelt


def check(subject: Document) -> Iterator[Finding]:
    """No list of attributes is printed, and each says something."""
    for block in written(subject):
        if block.kind is not Kind.CODE and "{" in block.text:
            yield from _printed(block)
    for section in subject.sections:
        yield from _read(section)


def _printed(block: Written) -> Iterator[Finding]:
    for _, place in left_over(block, PRINTED):
        yield _finding(*(PRINTED_SO if place.text.endswith("}") else NOT_CLOSED), place)


def _read(section: Section) -> Iterator[Finding]:
    """Faults in the lists of a section that Markdown reads, and lists apart from their picture."""
    text = section.source.text
    code_free = without_code(text)
    for found in APART.finditer(code_free, section.body):
        yield _finding(*PRINTED_SO, Span(section.source, *found.span("list")))
    for found in LIST.finditer(code_free, section.body):
        line = text.rfind("\n", 0, found.start()) + 1
        if not BEHIND.search(text[max(0, line - 1) : found.start()]):
            continue
        names = 0
        for token in TOKEN.finditer(found["inner"]):
            start = found.start("inner") + token.start()
            place = Span(section.source, start, start + len(token[0]))
            names += token[0].startswith("#")
            if fault := _fault(token, names):
                yield _finding(*fault, place)


def _fault(token: re.Match[str], names: int) -> tuple[str, str] | None:
    """What is wrong with an attribute: message and cure."""
    word, key = token["word"] or "", token["key"] or ""
    if key and key not in KEYS and not key.startswith("data-"):
        near = nearest(key, KEYS)
        return (
            f"`{key}` does nothing here",
            f"did you mean {near}?" if near else f"known are {', '.join(KEYS)}",
        )
    if key == "width" and not re.fullmatch(
        r"""["']?[\d.]+(?:%|mm|cm|in|pt|px|em|rem)?["']?""", token["value"]
    ):
        return f"{token['value']} is no width", 'write width=80% or width="6cm"'
    if word.startswith("#") and names > 1:
        return f"a second name, {word}, is lost", "give each thing one name"
    if word.startswith("."):
        near = nearest(word[1:], CLASSES)
        if near and near != word[1:] and _is_like(word[1:], near):
            return f"{word} does nothing here", f"did you mean .{near}?"
    elif word and word != "-" and not word.startswith("#") and ":" in word[1:-1]:
        return f"`{word}` names nothing", f"write #{word}"
    return None


def _is_like(one: str, other: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio() >= LIKE


def _finding(message: str, hint: str, place: Span) -> Finding:
    return Finding("attribute_list", message, place, Severity.WARNING, hint)
