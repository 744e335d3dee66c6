"""CSL's text cases over boxes; text marked nocase, superscript and the like stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from octavo.csl.markup import Content

# Words that title case leaves small: the specification's list; then the name particles,
# abbreviations and two prepositions that the official test suite leaves small too.
STOP_WORDS = frozenset(
    (
        "a an and as at but by down for from in into nor of on onto or over so the till to up via"
        " with yet"
        " about under d de l van von v v. vs vs."
    ).split()
)
_PROTECTED = frozenset({"nocase", "nodecor", "sup", "sub", "small-caps"})
_WORD = re.compile(r"[^\s\-–—/.,;?!:\[\]()\"“”‘]+|[\s\-–—/.,;?!:\[\]()\"“”‘]+")


@dataclass(slots=True)
class _Run:
    """How far a transformation has come; `last` is the number of the last word."""

    word: Callable[[str, _Run], str]
    language: str
    last: int = -1
    count: int = 0
    start: bool = True
    after_break: bool = False
    glued: bool = False


def apply(case: str, content: Content, language: str) -> Content:
    """The content in text case `case`; title case is for English only (specification)."""
    if case == "title" and not language.lower().startswith("en"):
        return content
    word = _CASES[case]
    run = _Run(word, language, last=_words(content) - 1)
    return _walk(content, run, protected=False)


def _words(content: Content) -> int:
    if isinstance(content, str):
        return sum(1 for match in _WORD.finditer(content) if _is_word(match[0]))
    return sum(_words(child) for child in content.children)


def _is_word(text: str) -> bool:
    return text[0] not in ' \t\n\u00a0\u202f-–—/.,;?!:[]()"“”‘' and not text[0].isspace()


def _walk(content: Content, run: _Run, *, protected: bool) -> Content:
    if isinstance(content, str):
        return "".join(_piece(match[0], run, protected) for match in _WORD.finditer(content))
    shielded = protected or not _PROTECTED.isdisjoint(content.formats)
    children = tuple(_walk(child, run, protected=shielded) for child in content.children)
    return content._replace(children=children)


def _piece(text: str, run: _Run, protected: bool) -> str:
    if not _is_word(text):
        if text.rstrip()[-1:] in ("!", "?", ":"):
            run.after_break = True
        run.glued = False
        return text
    changed = text if protected or run.glued else run.word(text, run)
    run.count += 1
    run.start = run.after_break = False
    run.glued = True
    return changed


def _upper(word: str, language: str) -> str:
    """Large letters; Turkish and Azeri have a large i with a dot."""
    if language.lower().startswith(("tr", "az")):
        word = word.replace("i", "İ")
    return word.upper()


def _capital(word: str) -> str:
    """The word with its first letter large; lone Greek letters are symbols and stay."""
    if len(word) == 1 and "\u0370" <= word <= "\u03ff":
        return word
    at = 1 if word[0] in "’'¿¡" and len(word) > 1 else 0
    return word[:at] + word[at].upper().replace("SS", "ß") + word[at + 1 :]


def _title(word: str, run: _Run) -> str:
    if word != word.lower():
        return word
    last = run.count == run.last
    if run.start or run.after_break:
        return _capital(word)
    if len(word) > 1 and (last or word not in STOP_WORDS):
        return word if _elided(word) else _capital(word)
    return word


def _elided(word: str) -> bool:
    return len(word) > 2 and word[1] in "’'" and word[0] in "dl"


def _sentence(word: str, run: _Run) -> str:
    if run.start:
        return _capital(word.lower())
    return word.lower()


def _capitalize_first(word: str, run: _Run) -> str:
    return _capital(word) if run.start and word == word.lower() else word


def _capitalize_all(word: str, run: _Run) -> str:
    return _capital(word) if word == word.lower() else word


_CASES: dict[str, Callable[[str, _Run], str]] = {
    "lowercase": lambda word, run: word.lower(),
    "uppercase": lambda word, run: _upper(word, run.language),
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
