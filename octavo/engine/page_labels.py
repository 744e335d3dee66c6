"""The labels of pages, as readers show them: the numbers that are printed on them.

A page whose number is not printed, such as a title page, is counted with those around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

# CSS's kinds of numbers -> PDF's (ISO 32000-1, 12.4.2).
STYLES = {
    "decimal": "/D",
    "lower-roman": "/r",
    "upper-roman": "/R",
    "lower-alpha": "/a",
    "lower-latin": "/a",
    "upper-alpha": "/A",
    "upper-latin": "/A",
}
COUNTERS = (
    "page",
    "front",
)  # the latter numbers pages ahead of the text, in a template that wants it
ROMAN = (("m", 1000), ("d", 500), ("c", 100), ("l", 50), ("x", 10), ("v", 5), ("i", 1))


@dataclass(frozen=True, slots=True)
class Label:
    """A page's number, and PDF's name of how it is written."""

    style: str
    number: int

    def later(self, pages: int) -> Label:
        """The label so many pages on."""
        return replace(self, number=self.number + pages)


def of(pages: Sequence[Any]) -> tuple[Label, ...]:
    """The labels of a laid-out document's pages."""
    printed = {number: label for number, page in enumerate(pages) if (label := _printed(page))}
    return tuple(_label(number, printed) for number in range(len(pages)))


def ranges(labels: Sequence[Label]) -> Iterator[tuple[int, Label]]:
    """The pages, from 0, at which a run of labels begins, and with which."""
    for number, label in enumerate(labels):
        if not number or label != labels[number - 1].later(1):
            yield number, label


def _label(page: int, printed: dict[int, Label]) -> Label:
    """A page's label: as printed, else counted on from the page before or back from the next."""
    before = max((number for number in printed if number <= page), default=None)
    if before is not None:
        return printed[before].later(page - before)
    after = min(printed, default=None)
    if after is not None and printed[after].number > after - page:
        return printed[after].later(page - after)
    return Label("/D", page + 1)


def _printed(page: Any) -> Label | None:
    """The number printed in a page's margin, if it stands there alone."""
    from weasyprint.formatting_structure import boxes

    for box in page._page_box.children:
        style = _counter(box.style["content"]) if isinstance(box, boxes.MarginBox) else None
        if style is not None:
            text = "".join(_texts(box)).strip()
            number = _number(text, style)
            return Label(style, number) if number else None
    return None


def _counter(content: Any) -> str | None:
    """PDF's name for the numbers of a content that is the page's number and nothing else."""
    if isinstance(content, str) or len(content) != 1 or content[0][0] != "counter()":
        return None
    name, style = content[0][1][:2]
    return STYLES.get(style) if name in COUNTERS and isinstance(style, str) else None


def _texts(box: Any) -> Iterator[str]:
    for child in getattr(box, "children", ()):
        yield getattr(child, "text", "")
        yield from _texts(child)


def _number(text: str, style: str) -> int:
    """The number that a text says in one of the styles; 0 if it says none."""
    if style == "/D":
        return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 0
    if style in ("/r", "/R"):
        return _roman(text.lower())
    return ord(text.lower()) - ord("a") + 1 if re.fullmatch("[A-Za-z]", text) else 0


def _roman(text: str) -> int:
    values = dict(ROMAN)
    if not text or not set(text) <= values.keys():
        return 0
    numbers: Iterable[int] = [*map(values.__getitem__, text), 0]
    return sum(-one if one < following else one for one, following in pairwise(numbers))
