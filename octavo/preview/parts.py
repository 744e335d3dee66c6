"""Cut a page into parts, so that only those that changed have to be sent.

Comments in the page's HTML say where each part begins and ends; they stay in the reader's page,
where what a part holds is found between them. What is around the parts is the page's frame.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COMMENT = re.compile(r"<!--\[([\w-]*)\]-->")


def marked(name: str, html: str) -> str:
    """A part with its comments around it; what `render` is to be told."""
    return f"<!--[{name}]-->{html}<!--[]-->"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `head` up to the opening of its body, the body's frame, and its parts by name."""

    head: str
    frame: str
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """All that stands within `<body>`."""
        return COMMENT.sub(lambda found: found[0] + self.parts.get(found[1], ""), self.frame)

    @property
    def html(self) -> str:
        """The whole page, without the comments."""
        body = COMMENT.sub(lambda found: self.parts.get(found[1], ""), self.frame)
        return f"{self.head}{body}</body></html>"


def cut(head: str, body: str) -> Page:
    """The page in parts; all frame, without comments, where those do not stand in pairs.

    So it is where a template takes out, doubles or rewrites what it is given.
    """
    around, *rest = COMMENT.split(body)
    names, inside = rest[::4], rest[1::4]
    if any(rest[2::4]) or not all(names) or len(rest) % 4 or len(set(names)) < len(names):
        return Page(head, COMMENT.sub("", body))
    frame = [around]
    for name, behind in zip(names, rest[3::4], strict=True):
        frame += [marked(name, ""), behind]
    return Page(head, "".join(frame), dict(zip(names, inside, strict=True)))


@dataclass(frozen=True, slots=True)
class Change:
    """How one page becomes another with the same head: `frame` is None where it is the same."""

    frame: str | None
    parts: Mapping[str, str]

    def __bool__(self) -> bool:
        return self.frame is not None or bool(self.parts)

    def said(self) -> dict[str, Any]:
        """As the reader is told, ready for JSON."""
        return {"frame": self.frame, "parts": dict(self.parts)}


def change(old: Page, new: Page) -> Change:
    """The frame, if it differs, and the parts that are new or differ."""
    parts = {name: text for name, text in new.parts.items() if old.parts.get(name) != text}
    return Change(None if old.frame == new.frame else new.frame, parts)


def alike(old: str, new: str) -> int:
    """How many characters two texts have in common from their start; found by halving."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
