"""Numbers at the lines of the text, in the margin, for markers and reviewers who refer to them.

CSS has none. A template gives the page a margin box that holds one figure; once all is laid out, a
copy of it with the right number is put beside each line, and the figure itself is taken away. As
Word does, it counts on from page to page, and passes over headings, captions, tables and notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

PLACE = "@left-top"  # the margin box whose figure is the pattern of all numbers
GAP = 1.2  # em of the numbers, from them to the text
UNCOUNTED_TAGS = frozenset(
    "h1 h2 h3 h4 h5 h6 table figure figcaption nav header caption svg".split()
)
UNCOUNTED = frozenset(("draft", "endnotes", "note", "keywords"))  # by class


def number(pages: Iterable[Any]) -> None:
    """Number the lines of WeasyPrint's laid-out pages, where they have the margin box for it."""
    count = 0
    for page in pages:
        box = page._page_box
        row = _row(box)
        if row is None:
            continue
        pattern, edge = row.children[0], box.content_box_x()
        row.children = []
        for base in _bases(box.children[0]):
            count += 1
            row.children.append(_made(pattern, str(count), edge, base))


def left(box: Any) -> float:
    """Where the numbers of lines on a page end, in CSS pixels from its left edge; 0 without any."""
    row = _row(box)
    return max((one.position_x + one.width for one in row.children), default=0.0) if row else 0.0


def _row(box: Any) -> Any:
    """The line of the margin box that holds the figure, or the numbers."""
    for child in box.children:
        if getattr(child, "at_keyword", "") == PLACE and child.children:
            return child.children[0]
    return None


def _made(pattern: Any, said: str, edge: float, base: float) -> Any:
    """A number whose baseline is that of the line beside it."""
    from weasyprint.layout.inline import split_text_box

    made, _, _ = split_text_box(None, pattern.copy_with_text(said), None, 0)
    made.position_x = edge - made.width - GAP * made.style["font_size"]
    made.position_y = base - made.baseline
    return made


def _bases(box: Any) -> Iterator[float]:
    """The baselines of all lines that count, from above."""
    box = getattr(box, "_box", box)  # one that is positioned stands behind a placeholder
    if _is_uncounted(box.element) or (box.element_tag or "").endswith("::marker"):
        return
    children = getattr(box, "children", ())
    if children and type(children[0]).__name__ == "LineBox":
        yield from (line.position_y + line.baseline for line in children if _has_text(line))
        return
    for child in children:
        yield from _bases(child)


def _is_uncounted(element: Any) -> bool:
    if element is None:
        return False
    named = (element.get("class") or "").split()
    return element.tag in UNCOUNTED_TAGS or not UNCOUNTED.isdisjoint(named)


def _has_text(box: Any) -> bool:
    if type(box).__name__ == "TextBox":
        return bool(box.text.strip())
    return any(_has_text(child) for child in getattr(box, "children", ()))
