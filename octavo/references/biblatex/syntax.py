"""The entries of a .bib file as they are written, with their places; bibtexparser reads them.

Values lose their outer braces or quotation marks, abbreviations (@string) are put in, and parts
joined with # become one; all else stays as it is: LaTeX, braces, names.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from octavo.diagnostics import Finding, Severity, Source, Span, nearest

RULE = "bibliography"

_MONTHS = """
January February March April May June July August September October November December
""".split()
# BibTeX defines the first three letters only; programs write the others unbraced as well.
MONTHS: Mapping[str, str] = {
    abbreviation.lower(): month
    for month in _MONTHS
    for abbreviation in (month[:3], month[:4], month)
}

LONGEST = 20_000  # characters of a value that is put together: each @string may double the last

_BRACE = re.compile(r"(?<!\\)[{}]")
_QUOTE = re.compile(r'(?<!\\)[{}"]')
_BARE = re.compile(r'[^\s#{}"]+')
_HASH = re.compile(r"\s*(?:#\s*|$)")
_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=]+)\s*,")
_LOST = re.compile(r"^[ \t]*\w+[ \t]*\{[ \t]*[\w:./+-]+[ \t]*,[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its type and its fields' names in lower case, the values as written."""

    key: str
    type: str
    fields: Mapping[str, str]
    span: Span

    def place(self, field: str) -> Span:
        """Where the field stands, or the whole entry if it came from elsewhere."""
        pattern = rf"[{{(,\s]({re.escape(field)})\s*="
        match = re.search(pattern, self.span.text, re.IGNORECASE)
        if not match:
            return self.span
        start = self.span.start + match.start(1)
        return Span(self.span.source, start, start + len(field))


def read(source: Source) -> tuple[list[Entry], list[Finding]]:
    """The entries in the file's order, the first of twins, and what cannot be read."""
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    strings = dict(MONTHS)
    for block, span in blocks(source):
        kind = type(block).__name__
        if kind == "String":
            strings[block.key.lower()], _ = _value(block.value, strings)
        elif kind == "Entry":
            entry, faults = _entry(block, span, strings)
            findings += faults
            if entry.key in entries:
                findings.append(_twin(entry, entries[entry.key]))
            elif entry.key:
                entries[entry.key] = entry
        elif kind == "ParsingFailedBlock":
            findings.append(_unreadable(span))
        elif kind == "ImplicitComment":
            findings += _lost(span)
    return list(entries.values()), findings


def blocks(source: Source) -> Iterator[tuple[Any, Span]]:
    """What the library finds, with places. The library's own are lines only; it keeps the text."""
    # Imported here, for it takes a while and CSL-JSON needs none of it.
    from bibtexparser.entrypoint import parse_string

    # Without a handler the library's warnings would be printed; they come back as blocks.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    # The library takes @commentary for a @comment; another name of the same length keeps it.
    text = re.sub("@commentary", "@kommentary", source.text, flags=re.IGNORECASE)
    at = 0
    for block in parse_string(text, parse_stack=[]).blocks:
        raw = block.raw or ""
        start = max(text.find(raw, at), at)
        at = start + len(raw)
        # Twins are wrapped; what they wrap is sound.
        yield getattr(block, "ignore_error_block", None) or block, Span(source, start, at)


def _entry(block: Any, span: Span, strings: Mapping[str, str]) -> tuple[Entry, list[Finding]]:
    fields: dict[str, str] = {}
    findings: list[Finding] = []
    entry = Entry(block.key, block.entry_type.lower(), fields, span)
    if not entry.key:
        findings.append(_finding("an entry without key", span, "write @book{key, ...}"))
    for field in block.fields:
        name = field.key.lower()
        if name in fields:
            message, hint = f"two fields '{name}'; the first is used", "delete one of the two"
            findings.append(_finding(message, entry.place(name), hint, Severity.WARNING))
            continue
        fields[name], faults = _value(field.value, strings)
        findings += [_finding(message, entry.place(name), hint) for message, hint in faults]
    return entry, findings


TOO_LONG = (
    f"more than {LONGEST:,} characters, put together; the rest is left out",
    "look at the abbreviations: one may be made of others again and again",
)


def _value(raw: str, strings: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """A value without its delimiters, abbreviations put in; and messages and hints on faults."""
    if raw.startswith("{") and raw.find("}") == len(raw) - 1:
        return raw[1:-1], []  # the most frequent form by far
    parts: list[str] = []
    faults: list[tuple[str, str]] = []
    at = length = 0
    while at < len(raw):
        text, at = _part(raw, at)
        if text[:1] in ("{", '"'):
            parts.append(text[1:-1])
        else:
            parts.append(strings.get(text.lower(), text))
            faults += _undefined(text, strings)
            length += len(parts[-1])
        if length > LONGEST:
            return "".join(parts)[:LONGEST], [*faults, TOO_LONG]
        sign = _HASH.match(raw, at)
        if sign is None:
            return "".join(parts), [*faults, _uncombined(raw[at:])]
        at = sign.end()
    return "".join(parts), faults


def _uncombined(rest: str) -> tuple[str, str]:
    return f"no comma before '{rest.split()[0]}'", "put a comma after each field, # between parts"


def _part(raw: str, at: int) -> tuple[str, int]:
    """The part of a value that begins at `at`, and where it ends."""
    if raw[at] in '{"':
        end = _closing(raw, at)
        return raw[at:end], end
    match = _BARE.match(raw, at)
    end = match.end() if match else at + 1
    return raw[at:end], end


def _closing(raw: str, start: int) -> int:
    """The end of what the brace or quotation mark at `start` opens; braces nest, shield quotes."""
    quoted = raw[start] == '"'
    depth = 0 if quoted else 1
    for match in (_QUOTE if quoted else _BRACE).finditer(raw, start + 1):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == ('"' if quoted else "}"):
            return match.end()
    return len(raw)


def _finding(message: str, span: Span, hint: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(RULE, message, span, severity=severity, hint=hint)


def _twin(second: Entry, first: Entry) -> Finding:
    message = f"two entries with the key '{second.key}'; the first is used"
    hint = "delete one of the two, or give it another key"
    return Finding(RULE, message, second.span, hint=hint, related=(first.span,))


def _unreadable(span: Span) -> Finding:
    match = _KEY.match(span.text)
    message = f"the entry '{match[1]}' cannot be read" if match else "an entry that cannot be read"
    hint = "a key, brace, quotation mark or comma is missing in it: @book{key, title = {...}}"
    return _finding(message, span, hint)


def _lost(span: Span) -> Iterator[Finding]:
    """Text outside entries is a comment to BibTeX, but this looks like an entry."""
    for match in _LOST.finditer(span.text):
        place = Span(span.source, span.start + match.start(), span.start + match.end())
        yield _finding("an entry that is not read", place, "put an @ before it", Severity.WARNING)


def _undefined(word: str, strings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if word.isdigit() or word.lower() in strings:
        return
    near = nearest(word.lower(), strings)
    hint = f"did you mean {near}?" if near else f"put text in braces: {{{word}}}"
    yield f"the abbreviation '{word}' is not defined", hint
