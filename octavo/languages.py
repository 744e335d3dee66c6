"""Words, quotation marks and dates by language, from `assets/languages/`.

A file holds only what differs from its fallback: `fr-CA` falls back on `fr`, everything on `en`,
whose file explains every key. A manuscript's own `assets/languages/` wins over the shipped ones
and may add languages.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from octavo import dates, toml
from octavo.dates import State
from octavo.diagnostics import nearest
from octavo.files import content, is_inside, root_of
from octavo.shipped import shipped

FALLBACK = "en"
_HINT = "the shipped assets/languages/en.toml explains every key"

# Which form a number takes, by the names that Unicode's CLDR gives the forms ("Language Plural
# Rules"). Only whole numbers are counted here.
PLURALS: Mapping[str, Callable[[int], str]] = {
    "none": lambda n: "other",
    "one-other": lambda n: "one" if n == 1 else "other",
    "french": lambda n: "one" if n < 2 else "other",
    "slavic": lambda n: _slavic(n % 10, n % 100),
}


def _slavic(last_digit: int, last_two: int) -> str:
    if last_two in (11, 12, 13, 14):
        return "other"
    return {1: "one", 2: "few", 3: "few", 4: "few"}.get(last_digit, "other")


class LanguageError(LookupError):
    """There is no such language, or its file is broken. `hint` names the cure."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Language:
    """What a language wants of the text.

    `quotes` are outer opening and closing, inner opening and closing; `dashes` what `--` and
    `---` stand for; `space_before` the marks before which a narrow no-break space stands.
    """

    tag: str
    words: Mapping[str, str]
    quotes: tuple[str, str, str, str]
    dashes: tuple[str, str]
    space_before: str
    data: Mapping[str, Any]

    def format_date(self, date: datetime.date) -> str:
        """The date in full, as a title page prints it: "14 February 1950"."""
        day = self.data["first-day"] if date.day == 1 else str(date.day)
        month = self.data["months"][date.month - 1]
        return str(self.data["date"].format(day=day, month=month, year=date.year))

    def format_number(self, number: int) -> str:
        """A whole number with its groups of three digits set apart: "12,500"."""
        if number < self.data["thousands-from"]:
            return str(number)
        return f"{number:,}".replace(",", self.data["thousands"])

    def count(self, noun: str, number: int) -> str:
        """So many of something, in the right plural: `count("faults", 2)` is "2 faults"."""
        forms = self.data["counts"][noun]
        form = PLURALS[self.data["plural"]](number)
        return str(forms.get(form, forms["other"]).format(count=self.format_number(number)))

    def join(self, items: Sequence[str]) -> str:
        """The items as a list in running text: "1, 2 and 3"."""
        if len(items) < 3:
            return self.words["pair-separator"].join(items)
        most = self.words["list-separator"].join(items[:-1])
        return most + self.words["last-separator"] + items[-1]


def load(tag: str, manuscript: Path | None = None) -> Language:
    """The language of a tag such as "en-GB" or "fr_ca" (BCP 47, letter case does not matter).

    `manuscript` is the folder whose `assets/languages/` wins. Raises LanguageError where neither
    the tag nor what it falls back on (other than English) has a file, or a file is broken.
    """
    files = _files(manuscript)
    names = [name for name in _fallbacks(tag) if name in files]
    if not names:
        raise _unknown(tag, files)
    english = data = _read(files[FALLBACK], manuscript)
    for name in reversed(names):
        table = _read(files[name], manuscript)
        for fault in _faults(table, english):
            raise LanguageError(f"{files[name].name}: {fault}", _HINT)
        data = _merged(data, table)
    return Language(
        tag=files[names[0]].stem,
        words=data["words"],
        quotes=tuple(data["quotes"]),
        dashes=tuple(data["dashes"]),
        space_before=data["space-before"],
        data=data,
    )


def state(manuscript: Path) -> State:
    """The state of all files that a language may be read from."""
    return dates.state(
        folder / "languages" for folder in (shipped("assets"), manuscript / "assets")
    )


def known() -> tuple[str, ...]:
    """The tags of all shipped languages."""
    return tuple(sorted(path.stem for path in _files(None).values()))


def _files(manuscript: Path | None) -> dict[str, Path]:
    """All language files by lower-case tag; the manuscript's own win."""
    roots = [(shipped("assets"), shipped("assets"))]
    if manuscript is not None:
        roots.append((manuscript / "assets", manuscript))
    paths = [(path, root) for at, root in roots for path in (at / "languages").glob("*.toml")]
    return {path.stem.lower(): path for path, root in paths if is_inside(path, root)}


def _fallbacks(tag: str) -> Iterator[str]:
    """The tag in lower case, and what is left as one part after the other is taken away."""
    parts = tag.lower().replace("_", "-").split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()


def _unknown(tag: str, files: Mapping[str, Path]) -> LanguageError:
    near = nearest(tag.lower().replace("_", "-"), files)
    tags = ", ".join(sorted(path.stem for path in files.values()))
    hint = f"did you mean {files[near].stem}?" if near else f"known languages: {tags}"
    return LanguageError(f"no words for language '{tag}'", hint)


def _read(path: Path, root: Path | None) -> dict[str, Any]:
    try:
        return toml.loads(content(path, root_of(path, root)).decode("utf-8-sig"))
    except (OSError, ValueError) as error:  # ... or no TOML, or not UTF-8
        raise LanguageError(f"{path.name}: {error}", _HINT) from error


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with the values of `over` put in, table by table."""
    merged = dict(base)
    for key, value in over.items():
        merged[key] = _merged(merged[key], value) if isinstance(value, dict) else value
    return merged


def _faults(table: Mapping[str, Any], model: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong in a language's table, going by the fallback's, which has all keys."""
    if "other" in model:  # forms of a plural; English has fewer than there are
        model = {"few": model["other"], **model}
    for key, value in table.items():
        if key not in model:
            near = nearest(key, model)
            yield f"unknown key '{key}'" + (f", did you mean '{near}'?" if near else "")
        elif type(value) is not type(model[key]):
            yield f"'{key}' must be a {type(model[key]).__name__}"
        elif isinstance(value, dict):
            yield from _faults(value, model[key])
        elif isinstance(value, list) and len(value) != len(model[key]):
            yield f"'{key}' must have {len(model[key])} items"
        elif isinstance(value, str) and (wrong := _unfilled(value, model[key])):
            yield f"'{key}' has a place that nothing fills: {wrong}"
        elif key == "plural" and value not in PLURALS:
            yield f"'plural' must be one of {', '.join(PLURALS)}"


_PLACE = re.compile(r"{[\w-]+}")


def _unfilled(text: str, model: str) -> str:
    """What `str.format` cannot fill by a name of the model's in braces: widths it would obey."""
    known = set(_PLACE.findall(model))
    rest = _PLACE.sub(lambda place: "" if place[0] in known else place[0], text)
    wrong = re.search(r"{[^{}]*}?|}", rest)
    return wrong[0] if wrong else ""
