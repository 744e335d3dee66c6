"""The links of laid-out pages: one area each, and between notes and their calls both ways.

WeasyPrint makes an area for every box in a link, so that a line of the contents has three, one
upon another. And it has no CSS for a link from the number in the text to its note, or back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

CALL, NUMBER = "::footnote-call", "::footnote-marker"
SLACK = 1.0  # CSS pixels that an area within another may reach out of it sideways

# WeasyPrint's (kind, target, (left, top, right, bottom), box)
Link = tuple[str, str, tuple[float, float, float, float], Any]


def arrange(document: Any) -> None:
    """Mend the links of a document that was laid out and is not yet written."""
    for page in document.pages:
        page.links[:] = [*_single(page.links)]
        for box in _note_boxes(page._page_box):
            _link_note(page, box)


def _single(links: list[Link]) -> Iterator[Link]:
    """The links without those that lie within another to the same place."""
    kept: list[Link] = []
    for link in links:
        if not any(_is_within(link, other) for other in kept):
            kept.append(link)
            yield link


def _is_within(link: Link, other: Link) -> bool:
    if link[:2] != other[:2]:
        return False
    left, top, right, bottom = link[2]
    middle = (top + bottom) / 2
    is_between = other[2][0] - SLACK <= left and right <= other[2][2] + SLACK
    return is_between and other[2][1] <= middle <= other[2][3]


def _note_boxes(box: Any) -> Iterator[Any]:
    """The boxes of notes' calls, and of the numbers ahead of their texts."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if (box.element_tag or "").endswith((CALL, NUMBER)) and isinstance(box, boxes.ParentBox):
        yield box
    else:
        for child in box.all_children() if isinstance(box, boxes.ParentBox) else ():
            yield from _note_boxes(child)


def _link_note(page: Any, box: Any) -> None:
    name = box.element.get("id")
    if not name:
        return
    x, y, width, height = box.hit_area()
    area = (x, y, x + width, y + height)
    call = f"call of {name}"
    if box.element_tag.endswith(CALL):
        page.anchors.setdefault(call, area)
        page.links.append(("internal", name, area, box))
    else:
        page.links.append(("internal", call, area, box))
