"""Numbers in fields: what counts as one, plural or not, roman, and ranges of pages."""

from __future__ import annotations

import re

_UNIT = r"[a-zA-Z]*\d+[a-zA-Z]*(?:\.\d+)*"
_NUMERIC = re.compile(rf"\s*{_UNIT}(?:\s*(?:[,&/–-]|\\-)\s*{_UNIT})*\s*")
_ROMAN = re.compile(r"[ivxlcdmIVXLCDM]+\.?")
_SEPARATOR = re.compile(r"\s*(?:,|;|&|–|—|-|\band\b|\bet\b|\bund\b)\s*")


def is_numeric(text: str) -> bool:
    """Whether a value is a number or several (specification, is-numeric): "2nd", "L2d", "2 & 3"."""
    return _NUMERIC.fullmatch(text) is not None


def is_plural(text: str) -> bool:
    """Whether a value names more than one page, volume, ...: "1-3", "i, iv", but not "3\\-B"."""
    if "\\-" in text:
        return False
    units = [unit for unit in _SEPARATOR.split(text.strip()) if unit]
    if len(units) < 2:
        return False
    return all(_counts(unit) for unit in units[:2]) or any(char in text for char in "&,;")


def _counts(unit: str) -> bool:
    """Whether one end of a range is a number: it ends in a digit, or is roman."""
    word = unit.split()[-1]
    return word[-1].isdigit() or _ROMAN.fullmatch(word) is not None or word[:1].isdigit()


def whole(text: str, otherwise: int = 0) -> int:
    """A number below a thousand million in plain figures; `otherwise` for what is none ("²")."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def roman(number: int) -> str:
    """A number below 6000 in small roman numerals; others as they are."""
    if not 0 < number < 6000:
        return str(number)
    numerals = "m cm d cd c xc l xl x ix v iv i".split()
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    text = ""
    for value, numeral in zip(values, numerals, strict=True):
        count, number = divmod(number, value)
        text += numeral * count
    return text


def letters(number: int) -> str:
    """a to z for 1 to 26, then aa, ab, ... : the year suffixes."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


# --- ranges ------------------------------------------------------------------------------


_RANGE = re.compile(r"(?<![\w–-])(\w+)\s*(?:--|[-–])\s*(\w+)(?![\w–-])")
_PAGE = re.compile(r"(?P<prefix>\w*?[^\W\d]|)(?P<digits>\d{1,99})(?P<tail>[a-z]*)")


def page_range(text: str, range_format: str, delimiter: str) -> str:
    """The ranges of a page list in a page-range-format, with the language's range delimiter.

    Only what is a range between two numbers of one kind is changed; other hyphens stay, as does
    one with a backslash before it.
    """
    escaped = text.replace("\\-", "\ue000")
    done = _RANGE.sub(lambda match: _one_range(match, range_format, delimiter), escaped)
    return done.replace("\ue000", "-")


def _one_range(match: re.Match[str], range_format: str, delimiter: str) -> str:
    first, second = _PAGE.fullmatch(match[1]), _PAGE.fullmatch(match[2])
    if first is None or second is None:
        roman_ends = _ROMAN.fullmatch(match[1]) and _ROMAN.fullmatch(match[2])
        return f"{match[1]}{delimiter}{match[2]}" if roman_ends else _tight(match)
    if first["prefix"] != second["prefix"]:
        return _tight(match)
    digits, end = first["digits"], second["digits"]
    if len(end) < len(digits) and range_format:
        end = digits[: len(digits) - len(end)] + end
    if not range_format or int(digits) >= int(end):
        return f"{match[1]}{delimiter}{match[2]}"
    short = _shorten(digits, end, range_format)
    prefix = second["prefix"] if range_format == "expanded" else ""
    return f"{match[1]}{delimiter}{prefix}{short}{second['tail']}"


def _tight(match: re.Match[str]) -> str:
    """What looks like a range and is none, its hyphen without spaces."""
    return re.sub(r"\s*([-–])\s*", r"\1", match[0])


def _shorten(first: str, end: str, range_format: str) -> str:
    """The second number without the digits that need not be repeated."""
    if range_format == "expanded" or len(first) != len(end):
        return end
    if range_format in ("minimal", "minimal-two"):
        return _minimal(first, end, 2 if range_format == "minimal-two" else 1)
    return _chicago(first, end, range_format)


def _minimal(first: str, end: str, least: int) -> str:
    same = 0
    while same < len(end) - least and first[same] == end[same]:
        same += 1
    return end[same:]


def _chicago(first: str, end: str, range_format: str) -> str:
    """The manual's way with inclusive numbers, in its 15th or 16th edition."""
    if len(first) < 3 or first.endswith("00"):
        return end
    if first[-2] == "0":
        return _minimal(first, end, 1)
    changed = sum(1 for one, two in zip(first, end, strict=True) if one != two)
    if range_format in ("chicago", "chicago-15") and len(first) == 4 and changed >= 3:
        return end
    return _minimal(first, end, 2)
