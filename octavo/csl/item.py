"""A reference made ready for evaluation: CSL-JSON fields read once, by kind of variable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from octavo.csl import dates, person
from octavo.csl.dates import Date
from octavo.csl.person import Name

DATE_VARIABLES = frozenset(
    {
        "accessed",
        "available-date",
        "container",
        "event-date",
        "issued",
        "original-date",
        "submitted",
    }
)
NAME_VARIABLES = frozenset(
    (
        "author chair collection-editor compiler composer container-author contributor curator"
        " director editor editor-translator editorial-director executive-producer guest host"
        " illustrator interviewer narrator organizer original-author performer producer recipient"
        " reviewed-author script-writer series-creator translator"
    ).split()
)
NUMBER_VARIABLES = frozenset(
    (
        "chapter-number citation-number collection-number edition first-reference-note-number issue"
        " locator number number-of-pages number-of-volumes page page-first part-number"
        " printing-number section supplement-number version volume"
    ).split()
)
# Names of fields in older data and in CSL-JSON that differ from the style's names.
_ALIASES = {
    "title-short": ("shortTitle",),
    "container-title-short": ("journalAbbreviation",),
    "event-title": ("event",),
    "event": ("event-title",),
}
_NOTE_FIELD = re.compile(r"\{:([\w-]+):\s*([^}]*)\}")
_NOTE_LINE = re.compile(r"^([\w-]+):[ \t]*(\S.*)$")


class Item:
    """One reference. Values are read on first use; the mapping given is never changed."""

    __slots__ = ("_dates", "_names", "_text", "fields", "given", "key", "language", "type")

    def __init__(self, key: str, fields: Mapping[str, Any]) -> None:
        self.key = key
        self.given = fields
        self.fields = with_note_fields(fields)
        self.type = str(self.fields.get("type") or "")
        self.language = str(self.fields.get("language") or "")
        self._names: dict[str, tuple[Name, ...]] = {}
        self._dates: dict[str, Date | None] = {}
        self._text: dict[str, str] = {}

    def names(self, variable: str) -> tuple[Name, ...]:
        """The names of a name variable, none if it is empty."""
        found = self._names.get(variable)
        if found is None:
            found = self._names[variable] = person.read(self.fields.get(variable) or ())
        return found

    def date(self, variable: str) -> Date | None:
        """The date of a date variable, None if it is empty."""
        if variable not in self._dates:
            self._dates[variable] = dates.read(self.fields.get(variable))
        return self._dates[variable]

    def text(self, variable: str) -> str:
        """The text of any other variable, empty if there is none."""
        found = self._text.get(variable)
        if found is None:
            found = self._text[variable] = self._read(variable)
        return found

    @property
    def native_title(self) -> str:
        """The title in its own script, where `language` says that `title` is romanised ("zh-Latn").

        It is no original in the sense of a translated work's, so `original-title` is then empty.
        """
        return str(self.fields.get("original-title") or "") if self._is_romanised else ""

    @property
    def _is_romanised(self) -> bool:
        return self.language.casefold().endswith("-latn")

    def _read(self, variable: str) -> str:
        if variable == "original-title" and self._is_romanised:
            return ""
        for name in (variable, *_ALIASES.get(variable, ())):
            value = self.fields.get(name)
            if value is not None and not isinstance(value, (Mapping, list, tuple)):
                text = str(value).strip() if variable != "title" else str(value)
                if text:
                    return text
        if variable == "page-first":
            return re.split(r"[-–,;&]", self.text("page").replace("\\-", "\\"))[0].strip()
        return ""

    def has(self, variable: str) -> bool:
        """Whether the variable holds anything."""
        if variable in NAME_VARIABLES:
            return bool(self.names(variable))
        if variable in DATE_VARIABLES:
            return self.date(variable) is not None
        return bool(self.text(variable))


def with_note_fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields with those that stand in `note`, as `{:name: value}` or in lines at its head."""
    note = fields.get("note")
    if not isinstance(note, str) or ":" not in note:
        return fields
    found: dict[str, Any] = {}
    for name, value in _note_pairs(note):
        _add(found, fields, name, value.strip())
    return {**fields, **found} if found else fields


def _note_pairs(note: str) -> list[tuple[str, str]]:
    pairs = _NOTE_FIELD.findall(note)
    for number, line in enumerate(note.strip().splitlines()):
        match = _NOTE_LINE.match(line.strip())
        if match:
            pairs.append((match[1], match[2]))
        elif number:
            break
    return pairs


def _add(found: dict[str, Any], fields: Mapping[str, Any], name: str, value: str) -> None:
    if name in NAME_VARIABLES:
        if name not in fields:
            family, comma, given = value.partition("||")
            entry = {"family": family.strip(), "given": given.strip()}
            found.setdefault(name, []).append(entry if comma else {"literal": value})
    elif name in DATE_VARIABLES:
        found[name] = {"raw": value}
    elif (name not in fields or name == "type") and (name == "type" or is_variable(name)):
        found[name] = value


def is_variable(name: str) -> bool:
    """Whether CSL 1.0.2 has a variable of this name (specification, Appendix IV)."""
    return (
        name in _TEXT_VARIABLES
        or name in NUMBER_VARIABLES
        or name in NAME_VARIABLES
        or name in DATE_VARIABLES
    )


_TEXT_VARIABLES = frozenset(
    (
        "DOI ISBN ISSN PMCID PMID URL abstract annote archive archive-place archive_collection"
        " archive_location authority call-number citation-key citation-label collection-title"
        " container-title container-title-short dimensions division event event-place event-title"
        " genre journalAbbreviation jurisdiction keyword language license medium note"
        " original-publisher original-publisher-place original-title part-title publisher"
        " publisher-place references reviewed-genre reviewed-title scale source status title"
        " title-short translated-title volume-title year-suffix"
    ).split()
)
