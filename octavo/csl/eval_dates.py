"""cs:date: single dates, ranges that share parts, eras, seasons and the year suffix."""

from __future__ import annotations

from octavo.csl import rich
from octavo.csl.dates import Date, Day
from octavo.csl.dress import dress
from octavo.csl.eval_numbers import one_number
from octavo.csl.markup import Box, Content, Tag, map_text
from octavo.csl.nodes import DateNode, DatePart
from octavo.csl.numbers import page_range
from octavo.csl.scope import MISSING, PRESENT, Result, Scope
from octavo.csl.year_suffix import year_suffix

_ORDER = ("year", "month", "day")


def date(node: DateNode, scope: Scope) -> Result:
    """cs:date for the item of `scope`."""
    found = scope.item.date(node.variable)
    if found is None or node.variable in scope.used:
        return scope.miss(node.variable)
    if scope.comparing and node.variable == "accessed":
        return Result(None, PRESENT)  # when a work was looked at does not tell it from another
    parts: list[Content]
    if found.start is None:
        parts = list(rich.parse(found.literal))
    elif scope.sorting:
        parts = [sort_text(found, {part.name for part in node.parts})]
    else:
        parts = _range(node, found, scope) if found.is_range else _single(node, found.start, scope)
    if not parts:
        return Result(None, MISSING)
    scope.use(node.variable)
    children: list[Content] = [Box(tuple(parts), delimiter=node.look.delimiter)]
    suffix = year_suffix(scope) if not scope.sorting else None
    if suffix is not None:
        children.append(suffix)
    box = Box(tuple(children), tag=Tag("year", found))
    return Result(dress(box, node.look, scope), PRESENT)


def sort_text(date: Date, names: set[str]) -> str:
    """A date as a key that sorts: years before our era first, missing parts first."""
    days = [day for day in (date.start, date.end) if day is not None]
    if not days:
        return date.literal
    return "-".join(_sort_day(day, names) for day in days)


def _sort_day(day: Day, names: set[str]) -> str:
    text = f"{day.year + 100000:06}" if "year" in names else ""
    text += f"{day.month:02}" if "month" in names else ""
    return text + (f"{day.day:02}" if "day" in names else "")


def _single(node: DateNode, day: Day, scope: Scope) -> list[Content]:
    return _printed(node.parts, day, scope)


def _printed(parts: tuple[DatePart, ...], day: Day, scope: Scope) -> list[Content]:
    contents = (_part(part, day, scope) for part in parts)
    return [content for content in contents if content is not None]


def _range(node: DateNode, found: Date, scope: Scope) -> list[Content]:
    """A range: parts that both ends share are printed once (specification, Date Ranges)."""
    start, end = found.start, found.end
    assert start is not None
    if end is None:
        shown = _printed(node.parts, start, scope)
        return [Box((*_trimmed(shown), node.parts[0].range_delimiter if node.parts else "–"))]
    names = [name for name in _ORDER if any(part.name == name for part in node.parts)]
    differing = next(
        (name for name in names if getattr(end, name) not in (0, getattr(start, name))), ""
    )
    if not differing:  # also where the end lacks what is asked for: the months of Winter 1995–1996
        return _printed(node.parts, start, scope)
    varied = set(names[names.index(differing) :])
    positions = [number for number, part in enumerate(node.parts) if part.name in varied]
    head = node.parts[: positions[0]]
    middle = node.parts[positions[0] : positions[-1] + 1]
    tail = node.parts[positions[-1] + 1 :]
    delimiter = next(part.range_delimiter for part in middle if part.name == differing)
    left = _trimmed(_printed(middle, start, scope))
    right = _unprefixed(_printed(middle, end, scope))
    if differing == "year" and not end.month:
        whole, short = str(end.year), _shortened(start, end, scope)
        right = [map_text(part, lambda text: short if text == whole else text) for part in right]
    joined = Box(
        (
            Box(tuple(left), delimiter=node.look.delimiter),
            delimiter,
            Box(tuple(right), delimiter=node.look.delimiter),
        )
    )
    return [*_printed(head, start, scope), joined, *_printed(tail, start, scope)]


def _shortened(start: Day, end: Day, scope: Scope) -> str:
    """The end of a range of years as it prints: 53 of 1948 to 1953, if the style shortens so."""
    style = scope.style
    short = style.extras.years == "short" and style.page_range_format.startswith("chicago")
    if not short or not 1000 <= start.year < end.year:
        return str(end.year)
    years = page_range(f"{start.year}-{end.year}", style.page_range_format, "-")
    return years.rpartition("-")[2]


def _trimmed(contents: list[Content]) -> list[Content]:
    """Without the suffix of the last part, which would stand before the range's dash."""
    if not contents or isinstance(contents[-1], str):
        return contents
    return [*contents[:-1], contents[-1]._replace(suffix="")]


def _unprefixed(contents: list[Content]) -> list[Content]:
    if not contents or isinstance(contents[0], str):
        return contents
    return [contents[0]._replace(prefix=""), *contents[1:]]


def _part(part: DatePart, day: Day, scope: Scope) -> Content | None:
    value = getattr(day, part.name)
    if not value:
        return None
    printer = {"year": _year, "month": _month, "day": _day}[part.name]
    text = printer(value, part.form, day, scope)
    return dress(Box(rich.parse_plain(text)), part.look, scope) if text else None


def _year(value: int, form: str, day: Day, scope: Scope) -> str:
    locale = scope.style.locale
    if form == "short":
        return f"{abs(value) % 100:02}"
    era = locale.term("bc") if value < 0 else locale.term("ad") if value < 1000 else ""
    return f"{abs(value)}{era or ''}"


def _month(value: int, form: str, day: Day, scope: Scope) -> str:
    if value > 20:
        return scope.style.locale.term(f"season-{value - 20:02}") or ""
    if form == "numeric":
        return str(value)
    if form == "numeric-leading-zeros":
        return f"{value:02}"
    return scope.style.locale.term(f"month-{value:02}", form) or ""


def _day(value: int, form: str, day: Day, scope: Scope) -> str:
    if form == "numeric-leading-zeros":
        return f"{value:02}"
    first_only = scope.style.locale.options.get("limit-day-ordinals-to-day-1") == "true"
    if form == "ordinal" and (value == 1 or not first_only):
        return one_number(value, f"month-{day.month:02}", "ordinal", scope)
    return str(value)
