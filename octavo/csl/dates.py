"""Dates as references give them: CSL-JSON's parts, EDTF, and plain text that looks like a date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from octavo.csl.numbers import whole

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


class Day(NamedTuple):
    """A day, a month or a year; 0 where a part is not known. Months 21 to 24 are seasons."""

    year: int
    month: int = 0
    day: int = 0


class Date(NamedTuple):
    """A date or a range of dates. `end` is None for a single date; `open`: it has no end yet."""

    start: Day | None = None
    end: Day | None = None
    open: bool = False
    circa: bool = False
    literal: str = ""

    @property
    def is_range(self) -> bool:
        """Whether it runs from one date to another, or to the present."""
        return self.end is not None or self.open


def read(value: Any) -> Date | None:
    """The date of a CSL-JSON value: an object, an EDTF string or plain text. None if empty."""
    if isinstance(value, (str, int)):
        return _from_text(str(value).strip())
    if isinstance(value, Mapping):
        return _from_object(value)
    return None


def _from_object(value: Mapping[str, Any]) -> Date | None:
    circa = bool(value.get("circa")) and str(value["circa"]).lower() not in ("0", "false")
    days = [_day(part) for part in value.get("date-parts") or ()]
    known = [day for day in days if day is not None]
    if known:
        return _with_season(_span(known, days), value.get("season"), circa)
    if value.get("literal"):
        return Date(circa=circa, literal=str(value["literal"]))
    for name in ("edtf", "raw"):
        if value.get(name):
            found = _from_text(str(value[name]))
            return found._replace(circa=circa or found.circa) if found else None
    if value.get("season"):
        return Date(circa=circa, literal=str(value["season"]))
    return None


def _span(known: list[Day], days: list[Day | None]) -> Date:
    """A date of one or two ends; a second end of year 0 stands for "still running"."""
    if len(days) > 1 and (days[1] is None or days[1].year == 0):
        return Date(known[0], open=True)
    return Date(known[0], known[1] if len(known) > 1 else None)


def _with_season(date: Date, season: Any, circa: bool) -> Date:
    date = date._replace(circa=circa)
    if season is None or date.start is None or date.start.month:
        return date
    number = SEASONS.get(str(season).lower(), 0)
    if counted := whole(str(season)):
        number = 20 + (counted - 1) % 4 + 1
    if not number:
        return date
    return date._replace(start=date.start._replace(month=number))


def _day(part: Any) -> Day | None:
    numbers = [_number(value) for value in part] if isinstance(part, (list, tuple)) else []
    if not numbers or numbers[0] is None:
        return None
    year, month, day = ([*numbers, None, None])[:3]
    return Day(year or 0, _season_month(month or 0), day or 0)


def _season_month(month: int) -> int:
    """Months 13 to 24 are seasons in one or the other notation; others beyond 12 are none."""
    if 13 <= month <= 24:
        return 21 + (month - 13) % 4
    return month if 1 <= month <= 12 else 0


def _number(value: Any) -> int | None:
    match = re.fullmatch(r"\s*(-?\d{1,9})\s*", str(value))
    return int(match[1]) if match else None


# --- dates written as text ---------------------------------------------------------------

_EDTF = re.compile(r"(?P<year>-?\d{4}|Y-?\d{5,9}|-\d{1,4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_WORDS = re.compile(r"[^\W\d_]+\.?|\d+(?:st|nd|rd|th)?")


def _from_text(text: str) -> Date | None:
    if not text:
        return None
    circa = bool(re.search(r"[?~%]\s*(?:$|/)|^\s*(?:ca?\.|circa)\s", text))
    bare = re.sub(r"[?~%]|^\s*(?:ca?\.|circa)\s+", "", text).strip()
    ends = _ends(bare)
    if ends is None:
        return Date(literal=text)
    return ends._replace(circa=circa)


def _ends(text: str) -> Date | None:
    for separator in ("/", " - ", "–", " to ", "--"):
        left, found, right = text.partition(separator)
        if found and (start := _one(left)) is not None:
            if right.strip() in ("", "..", "open"):
                return Date(start, open=True)
            if (end := _one(right)) is not None:
                return Date(start, end)
    single = _one(text)
    return Date(single) if single is not None else None


def _one(text: str) -> Day | None:
    text = text.strip()
    match = _EDTF.fullmatch(text.partition("T")[0].replace("X", "0"))
    if match:
        return Day(
            int(match["year"].lstrip("Y")),
            _season_month(int(match["month"] or 0)),
            int(match["day"] or 0),
        )
    return _slashed(text) or _worded(text)


def _slashed(text: str) -> Day | None:
    """Dates such as 3/31/2001 and 31.3.2001."""
    match = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    month, day = (second, first) if first > 12 or match[2] == "." else (first, second)
    return Day(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _worded(text: str) -> Day | None:
    """Dates such as "12 March 2003", "Spring 1999" and "325 BC"."""
    year = month = day = 0
    era = 1
    for word in _WORDS.findall(text):
        lower = word.lower().rstrip(".")
        number = re.match(r"\d{1,9}", lower)
        if number:
            value = int(number[0])
            if value > 31 or day:
                year = value
            else:
                day = value
        elif lower in ("bc", "bce"):
            era = -1
        elif lower in SEASONS:
            month = SEASONS[lower]
        elif lower[:3] in MONTHS:
            month = MONTHS.index(lower[:3]) + 1
        elif lower not in ("ad", "ce", "of", "the"):
            return None
    if day and not year:
        year, day = day, 0
    return Day(era * year, month, day) if year else None
