"""The words that give an author away, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from octavo.model import Project

LONG = 5  # letters: shorter words come about by chance in a picture's or a font's bytes
TITLES = re.compile(r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\b\.?\s*)+")
REMOVED = "[…]"
# Letters that no accent makes of others, and how names are written that lack them.
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
)
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@dataclass(frozen=True)
class Needle:
    """A word or words that give the author away. Unsure ones only warn: a first name is common.

    It is found as whole words, whatever the accents and the case; `in_capitals`: as capitals.
    """

    what: str
    text: str
    is_sure: bool = True
    in_capitals: bool = False

    def hits(self, text: str) -> int:
        """How often it stands in a text."""
        given = text if self.in_capitals else fold(text)
        return sum(1 for _ in self._pattern.finditer(given)) if self._pattern else 0

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a text."""
        if not self._pattern:
            return
        folded, places = (text, range(len(text))) if self.in_capitals else _mapped(text)
        for found in self._pattern.finditer(folded):
            yield places[found.start()], places[found.end() - 1] + 1

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if self.in_capitals:
            letters = [re.escape(letter) for letter in self.text if letter.isalpha()]
            return _whole([r"\.?\s?".join(letters)]) if letters else None
        spelt = {fold(self.text), fold(self.text.casefold().translate(SPELT_OUT))}
        parts = [[*map(re.escape, re.findall(r"[^\W_]+", one))] for one in sorted(spelt)]
        return _whole([r"[\W_]{0,3}".join(part) for part in parts]) if all(parts) else None


def _whole(patterns: Sequence[str]) -> re.Pattern[str]:
    """Any of the patterns, with no letter or digit before it or behind."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])")


def needles(project: Project) -> tuple[Needle, ...]:
    """All that is looked for, from report.toml."""
    author = project.author
    found = [needle for name in project.authors for needle in _of_name(name)]
    if author.initials:
        found.append(Needle("the initials", author.initials, is_sure=False, in_capitals=True))
    if author.email:
        found += [Needle("the e-mail address", author.email)]
        found += [Needle("the e-mail's name", author.email.partition("@")[0])]
    if author.student_id:
        found.append(Needle("the student number", author.student_id))
    for name in author.supervisor:
        bare = TITLES.sub("", name)
        found += [Needle("the supervisor", bare)]
        found += [Needle("the supervisor's surname", bare.split()[-1])] if " " in bare else []
    found += [Needle("the words of `also`", word) for word in author.also]
    return tuple({(n.text, n.in_capitals): n for n in reversed(found) if n.text.strip()}.values())


def _of_name(name: str) -> Iterator[Needle]:
    first, *others = name.split() or [""]
    yield Needle("the name", name)
    if others:
        surname = others[-1]
        yield Needle("the surname", surname)
        yield Needle("the first name", first, is_sure=False)
        yield from _logins(*map("".join, map(words, (first, surname))))
        for part in (*others[:-1], *surname.split("-")):
            if len(part) >= LONG and part != surname:
                yield Needle("a part of the name", part, is_sure=False)
        initials = "".join(part[0] for part in (first, *others) if part[0].isalpha())
        yield Needle("the initials", initials, is_sure=False, in_capitals=True)


def _logins(first: str, surname: str) -> Iterator[Needle]:
    """What people are called in addresses: "ehartley", "hartleye"."""
    if first and len(surname) >= LONG:
        yield Needle("the initial and surname", first[0] + surname)
        yield Needle("the surname and initial", surname + first[0])


def removed(value: Any, wanted: Sequence[Needle]) -> Any:
    """Data as in JSON, with a sign in each text for whatever gives the author away."""
    if isinstance(value, dict):
        return {key: removed(one, wanted) for key, one in value.items()}
    if isinstance(value, list):
        return [removed(one, wanted) for one in value]
    return _without(value, wanted) if isinstance(value, str) else value


def _without(text: str, wanted: Sequence[Needle]) -> str:
    for needle in wanted:
        for start, end in reversed([*needle.spans(text)]):
            if needle.is_sure or text[start].isupper():
                text = text[:start] + REMOVED + text[end:]
    return text


def words(text: str) -> list[str]:
    """The words of a name, without accents and case."""
    return re.findall(r"\w+", fold(text))


def fold(text: str) -> str:
    """A text without accents and case."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in parted if not unicodedata.combining(c))
    return bare.casefold().translate(LETTERS)


def _mapped(text: str) -> tuple[str, Sequence[int]]:
    """A text without accents and case, and for each character where it stood."""
    pairs = [(folded, at) for at, sign in enumerate(text) for folded in fold(sign)]
    return "".join(sign for sign, _ in pairs), [at for _, at in pairs]
