"""The dates of an entry: BibLaTeX's `date` fields and BibTeX's `year`, `month` and `day`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from octavo.references import _dates
from octavo.references.biblatex.latex import to_text
from octavo.references.biblatex.tables import DATES

# How people say that there is no date, which styles say in their own words.
NONE = frozenset("n.d. nd s.a. s.d. o.j. o.d. undated".split())
_CIRCA = re.compile(r"^(?:c|ca|circa|um|vers)\b\.?\s*", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:--?-?|[–—])\s*")
_NUMBER_OR_WORD = re.compile(r"[0-9]{1,2}|[A-Za-z]{3,}")


def read(fields: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """CSL's dates by CSL's names. A date that cannot be read is kept as text."""
    found = {csl: _field(fields[name]) for name, csl in DATES.items() if name in fields}
    if "date" in fields:
        found["issued"] = _field(fields["date"])
    elif "year" in fields:
        found["issued"] = _year(fields["year"], fields.get("month", ""), fields.get("day", ""))
    return {name: date for name, date in found.items() if date}


def unreadable(fields: Mapping[str, str]) -> Iterator[str]:
    """The names of the date fields that cannot be read; `year` may hold any text."""
    for name in ("date", *DATES):
        text = _bare(fields.get(name, ""))
        if text and _dates.parse(text) is None:
            yield name


def is_short(value: str) -> bool:
    """Whether a date is a year of less than the four digits that EDTF wants."""
    return re.fullmatch(r"[1-9]\d{0,2}", _bare(value)) is not None


def _field(value: str) -> dict[str, Any]:
    """The date of a field in BibLaTeX's form (EDTF)."""
    text = _bare(value)
    return (_dates.parse(text) or {"literal": to_text(value)}) if text else {}


def _bare(value: str) -> str:
    return value.replace("{", "").replace("}", "").strip()


def _year(year: str, month: str, day: str) -> dict[str, Any]:
    """The date of three fields. A year that is none, such as "in press", is printed as it is."""
    text = to_text(year, markup=False)
    if text.lower().replace(" ", "") in NONE:
        return {}
    bare = text.strip("[]()")
    plain = _CIRCA.sub("", bare)
    date = _dates.parse(_DASH.sub("/", plain) if len(plain) > 4 else plain)
    if date is None:
        return {"literal": text}
    if plain != bare:
        date["circa"] = True
    return _with_month(date, to_text(month, markup=False), to_text(day, markup=False))


def _with_month(date: dict[str, Any], month: str, day: str) -> dict[str, Any]:
    """A year with what stands in `month`: a number, a word, "3--4", "14 March" and the like."""
    years = date.get("date-parts", [])
    if len(years) != 1 or len(years[0]) != 1:
        return date
    months: list[int] = []
    days: list[str] = [day] if day else []
    for part in _NUMBER_OR_WORD.findall(month):
        number = int(part) if part.isdigit() else _dates.month_number(part)
        if part.isdigit() and re.search("[A-Za-z]", month):
            days.append(part)
        elif number:
            months.append(number)
    points = [[years[0][0], number, *days[:1]] for number in months[:2]]
    points = [point[:2] for point in points] if len(points) > 1 else points
    found = _dates.from_parts(points) if points else None
    return {**date, **found} if found else date
