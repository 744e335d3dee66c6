"""Dates as people and programs write them, turned into CSL's.

A CSL date is `{"date-parts": [[year, month, day]]}`, with a second list for a range, `[0]` for a
range without end; `season` (1 spring to 4 winter) and `circa` may stand beside it; `literal` is
text that is printed as it is. Years before our era are negative, without a year 0.
Read are: EDTF levels 0 and 1 (Library of Congress, 2019) as BibLaTeX uses it, and English dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from typing import Any

Date = dict[str, Any]

MONTHS = (
    "january february march april may june july august september october november december"
).split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
OPEN = ("", "..")

_EDTF = re.compile(
    r"""(?P<year> -?\d{4} | Y-?\d{5,9} | \d\d(?:\dX|XX) )
        (?: - (?P<month> \d{1,2} | XX ) (?: - (?P<day> \d{1,2} | XX ) )? )?
        (?: T [\d:.]+ (?: Z | [-+][\d:]+ )? )?
        [~?%]?""",
    re.VERBOSE,
)
_SHORT_YEAR = re.compile(r"[1-9]\d{0,2}")
_WORD = r"(?P<word>[A-Za-z]{3,9})\.?"
_ENGLISH = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ]{_WORD},?[ ](?P<year>\d{{4}})"),
    re.compile(rf"{_WORD}(?:[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?,?[ ](?P<year>\d{{4}})"),
)


def parse(text: str) -> Date | None:
    """The CSL date that `text` says, or None if it cannot be read as one."""
    text = " ".join(text.split())
    if _SHORT_YEAR.fullmatch(text):
        return {"date-parts": [[int(text)]]}
    ends = [end.strip() for end in text.split("/")]
    if len(ends) > 2 or all(end in OPEN for end in ends):
        return None
    if len(ends) == 2 and ends[0] in OPEN:
        # CSL has no range without a beginning.
        return {"literal": f"–{ends[1]}"} if _points(ends[1]) else None
    points = [_points(end) for end in ends]
    if not all(points):
        return None
    return _date([point for found in points for point in found], circa=bool(set("~?%") & set(text)))


def from_parts(parts: Iterable[Iterable[Any]]) -> Date | None:
    """The CSL date of lists of year, month and day, or None if they make none.

    The numbers may be text; what is 0 or empty is not there, so `[0, 0, 0]` is an open end.
    """
    try:
        points = [[int(part) for part in point if int(part or 0)] or [0] for point in parts]
    except (TypeError, ValueError, OverflowError):  # the last of 1e400, which is infinite
        return None
    if not points or points[0] == [0] or not all(_exists(point) for point in points):
        return None
    return _date(points, circa=False)


def month_number(word: str) -> int | None:
    """1 to 12 for an English month, 21 to 24 for a season, None for any other word."""
    word = word.lower().rstrip(".")
    if len(word) >= 3:
        for number, month in enumerate(MONTHS, 1):
            if month.startswith(word):
                return number
    return SEASONS.get(word)


def season(text: str) -> int | None:
    """1 for spring to 4 for winter, of a number or an English word; None for anything else."""
    number = int(text) if re.fullmatch("[0-9]{1,2}", text) else SEASONS.get(text.lower(), 0)
    number = number - 20 if number > 20 else number
    return number if 1 <= number <= 4 else None


def _points(text: str) -> list[list[int]]:
    """Year, month and day of one end of a range; two such for "199X"; none if unreadable."""
    if text in OPEN:
        return [[0]]
    match = _EDTF.fullmatch(text)
    points = _edtf_points(match) if match else _english_points(text)
    return points if all(_exists(point) for point in points) else []


def _edtf_points(match: re.Match[str]) -> list[list[int]]:
    year = match["year"].lstrip("Y")
    if "X" in year:
        return [[int(year.replace("X", "0"))], [int(year.replace("X", "9"))]]
    number = int(year)
    # EDTF counts ... -1, 0, 1 ...; the year 0 is 1 BC, and CSL's -1.
    parts = [number - 1 if number <= 0 else number]
    for part in (match["month"], match["day"]):
        if part in (None, "XX"):
            break
        parts.append(int(part))
    return [parts]


def _english_points(text: str) -> list[list[int]]:
    for pattern in _ENGLISH:
        if (match := pattern.fullmatch(text)) and (month := month_number(match["word"])):
            return [[int(match["year"]), month, *([int(match["day"])] if match["day"] else [])]]
    return []


def _exists(parts: list[int]) -> bool:
    """Whether there is such a day, month or season; `[0]` is the open end of a range."""
    match parts:
        case [_]:
            return True
        case [_, month]:
            return 1 <= month <= 12 or 21 <= month <= 24
        case [year, month, day]:
            # The calendar module knows the years 1 to 9999; every 400 years it is the same.
            return 1 <= month <= 12 and 1 <= day <= monthrange(year % 400 + 400, month)[1]
    return False


def _date(points: list[list[int]], *, circa: bool) -> Date | None:
    """The CSL date of one or two points; a season that all share stands beside the years."""
    if len(points) > 2:
        return None
    date: Date = {"date-parts": points}
    seasons = {point[1] - 20 if len(point) > 1 else 0 for point in points}
    if len(seasons) == 1 and (season := seasons.pop()) > 0:
        date = {"date-parts": [point[:1] for point in points], "season": season}
    if circa:
        date["circa"] = True
    return date
