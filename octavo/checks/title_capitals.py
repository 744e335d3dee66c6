"""A title has capitals that the style prints small.

Styles that set titles like sentences make NATO nato, and Mao mao. Shield the word, so that no style
changes it: in .bib by braces, in CSL-JSON by a span of the class nocase.

Instead of

    report.toml:
    style = "small.csl"

    references.bib:
    @book{lee1999, author = {Lee, Ann}, title = {NATO and the Prague Spring}, publisher = {P},
      year = 1999}

    01-first.md:
    So it was [@lee1999].

write

    references.bib:
    @book{lee1999, author = {Lee, Ann}, title = {{NATO} and the {Prague Spring}}, publisher = {P},
      year = 1999}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from octavo.checks._settings import setting
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Reference, plain

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TAG = re.compile(r"<[^<>]*>")
FIELDS = ("title", "container-title")
BREAK = re.compile(r"[:.?!—–]")  # behind it a capital may be no more than a sentence's first
SHORT = 3  # letters: shorter words are small in every title


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.title_capitals] may set."""

    allowed: tuple[str, ...] = setting((), "words that may be printed small")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """No name and no abbreviation in a title is printed small."""
    roots = (*subject.body, *subject.bibliography)
    entries = {entry.attributes.get("id"): entry for root in roots for entry in _entries(root)}
    for key, reference in subject.references.items():
        entry = entries.get("ref-" + re.sub(r"[^\w:.-]", "_", key))
        if entry is None or reference.span is None:
            continue
        printed = _words(plain(entry))
        for field in FIELDS:
            title = TAG.sub("", str(reference.fields.get(field, "")))
            lowered = [w for w in _lowered(title, printed) if w not in settings.allowed]
            if lowered:
                yield _finding(reference, reference.span, lowered)


def _entries(element: Element) -> Iterator[Element]:
    """The entries of the bibliography, wherever it stands."""
    if element.attributes.get("class") == "entry":
        yield element
    elif element.kind is None:
        for child in element.children:
            if isinstance(child, Element):
                yield from _entries(child)


def _finding(reference: Reference, span: Span, lowered: Sequence[str]) -> Finding:
    first = lowered[0]
    at = re.search(rf"\b{re.escape(first)}\b", span.text)
    place = Span(span.source, span.start + at.start(), span.start + at.end()) if at else span
    are = f"“{'”, “'.join(lowered)}”"
    message = f"{reference.key}: the style prints {are} in the title without capitals"
    bib = span.source.path.suffix == ".bib"
    hint = f"shield it: {{{first}}}" if bib else f'shield it: <span class="nocase">{first}</span>'
    return Finding("title_capitals", message, place, Severity.WARNING, hint)


def _lowered(title: str, printed: Sequence[str]) -> list[str]:
    """The words of the title whose capitals matter, and that are printed small."""
    found = list(WORD.finditer(title))
    words = [match[0] for match in found]
    at = _find([word.casefold() for word in words], [word.casefold() for word in printed])
    if at is None or title.isupper():
        return []
    opening = [True, *(bool(BREAK.search(title[a.end() : b.start()])) for a, b in pairwise(found))]
    long = [w for w, first in zip(words, opening, strict=True) if len(w) > SHORT and not first]
    like_a_sentence = 2 * sum(word[0].islower() for word in long) >= len(long)
    return [
        word
        for word, shown, first in zip(words, printed[at:], opening, strict=False)
        if _capitals(shown) < _capitals(word)
        and (word[1:] != word[1:].lower() or (like_a_sentence and not first))
    ]


def _capitals(word: str) -> int:
    return sum(map(str.isupper, word))


def _find(words: Sequence[str], printed: Sequence[str]) -> int | None:
    """Where a title stands in an entry."""
    places = range(len(printed) - len(words) + 1) if words else ()
    return next((at for at in places if list(printed[at : at + len(words)]) == list(words)), None)


def _words(text: str) -> list[str]:
    return WORD.findall(text)
