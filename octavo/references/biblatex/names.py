"""Lists of names as BibTeX and BibLaTeX write them become CSL's.

"First von Last", "von Last, First" and "von Last, Jr, First" (BibTeX's manual, and Markey, "Tame
the BeaST", 11); BibLaTeX's extended form "family=Last, given=First, prefix=von"; a name in braces
is printed as it is. A name whose family comes first whatever the style, such as Mao Zedong, is
marked by an annotation: `author+an = {1=family-first}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from octavo.numerals import whole
from octavo.references.biblatex.latex import to_text

Name = dict[str, Any]

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMMA = re.compile(",")
_WORD = re.compile(r"[\s~]+")
_BRACE = re.compile(r"(?<!\\)[{}]")
_ANNOTATION = re.compile(r"(\d*)\s*=\s*\"?family-first\"?")
# A first letter outside braces, or inside a special character such as {\'e}.
_FIRST_LETTER = re.compile(
    r"\{\\(?:[A-Za-z]+|.)\s*\{?\\?([^\W\d_])|\\.\{?([^\W\d_])|\{[^}]*\}|([^\W\d_])"
)
_EXTENDED = re.compile(r"^\s*(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=")


def read(value: str, *, drop_prefix: bool = False, annotation: str = "") -> list[Name]:
    """The names of a list. `drop_prefix`: BibLaTeX's option useprefix is set to false.

    A prefix ("van Gogh, Vincent") is CSL's non-dropping particle: citations keep it, as APA (7th
    ed., 9.8), MLA and BibTeX's own styles do, and the style says under which letter it is listed.
    With `drop_prefix` it is a dropping one, as it is behind a given name: "Goethe, Johann von".
    `annotation` says which names (counted from 1) come family first.
    """
    names = [_name(text, drop_prefix) for text in split(value, _AND)]
    for number in _ANNOTATION.findall(annotation):
        for index in [whole(number) - 1] if number else range(len(names)):
            if 0 <= index < len(names) and "family" in names[index]:
                names[index]["static-ordering"] = True
    return names


def split(value: str, separator: re.Pattern[str]) -> list[str]:
    """The parts of a value between separators outside braces, without blanks around them."""
    parts: list[str] = []
    start = 0
    for match in separator.finditer(value):
        if _balanced(value[start : match.start()]):
            parts.append(value[start : match.start()].strip())
            start = match.end()
    return [part for part in [*parts, value[start:].strip()] if part]


def _balanced(text: str) -> bool:
    if "{" not in text:
        return True
    signs = _BRACE.findall(text)
    return signs.count("{") == signs.count("}")


def _name(text: str, drop_prefix: bool) -> Name:
    if _EXTENDED.match(text):
        return _extended(text, drop_prefix)
    if text.startswith("{") and text.endswith("}") and _balanced(text[1:-1]):
        return {"literal": _plain(text)}
    parts = split(text, _COMMA)
    words = [split(part, _WORD) for part in parts]
    if len(words) == 1:
        given, prefix, family = _in_order(words[0])
        suffix: list[str] = []
    else:
        prefix, family = _prefix(words[0])
        suffix = words[1] if len(words) > 2 else []
        given = [word for part in words[2 if len(words) > 2 else 1 :] for word in part]
    return _made(given, prefix, family, suffix, drop_prefix)


def _in_order(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Given names, prefix and family name of "First von Last"; the last word is always family."""
    small = [i for i, word in enumerate(words[:-1]) if _is_small(word)]
    if not small:
        return words[:-1], [], words[-1:]
    return words[: small[0]], words[small[0] : small[-1] + 1], words[small[-1] + 1 :]


def _prefix(words: list[str]) -> tuple[list[str], list[str]]:
    """Prefix and family name of "von Last"."""
    small = [i for i, word in enumerate(words[:-1]) if _is_small(word)]
    end = small[-1] + 1 if small else 0
    return words[:end], words[end:]


def _is_small(word: str) -> bool:
    """Whether the first letter outside braces, or of a special character, is a small one."""
    for match in _FIRST_LETTER.finditer(word):
        letter = next(filter(None, match.groups()), "")
        if letter:
            return letter.islower()
    return False


def _extended(text: str, drop_prefix: bool) -> Name:
    parts = [part.partition("=") for part in split(text, _COMMA)]
    fields = {key.strip(): [value.strip()] for key, _, value in parts if value.strip()}
    said = fields.get("useprefix", [""])[0]
    drop = said == "false" or (drop_prefix and not said)
    given, prefix, family, suffix = (
        fields.get(key, []) for key in ("given", "prefix", "family", "suffix")
    )
    return _made(given, prefix, family, suffix, drop)


def _made(
    given: list[str], prefix: list[str], family: list[str], suffix: list[str], drop_prefix: bool
) -> Name:
    particle = "dropping-particle" if drop_prefix else "non-dropping-particle"
    fields: Mapping[str, list[str]] = {
        "family": family,
        "given": given,
        particle: prefix,
        "suffix": suffix,
    }
    name = {key: _plain(" ".join(words)) for key, words in fields.items() if words}
    if name.keys() == {"family"}:
        return {"literal": name["family"]} if name["family"] == "others" else name
    return name


def _plain(text: str) -> str:
    return to_text(text, markup=False)
