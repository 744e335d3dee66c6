"""Bookmarks: places that something in the document leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from octavo.outputs._docx.xml import w


@dataclass(slots=True)
class Marks:
    """The bookmarks of a document.

    A place may have several, each by the part that it spans: all of it, or its number alone. Their
    names are short and begin with a low line: Word allows 40 signs, and hides such in its lists.
    """

    places: dict[str, int] = field(default_factory=dict)  # the places that are led to, by id
    count: int = 0

    @classmethod
    def of(cls, ids: Iterable[str]) -> Marks:
        """The bookmarks that links to these ids need."""
        return cls({name: number for number, name in enumerate(dict.fromkeys(ids), 1)})

    def name(self, id: str, part: str = "Ref") -> str:
        """The name of a place's bookmark; "" where nothing leads to it."""
        return f"_{part}{self.places[id]:05}" if id in self.places else ""

    def around(self, id: str, inner: list[Element], part: str = "Ref") -> list[Element]:
        """The elements within a bookmark of that place, if it needs one."""
        name = self.name(id, part)
        if not name:
            return inner
        self.count += 1
        start = w("bookmarkStart", id=self.count, name=name)
        return [start, *inner, w("bookmarkEnd", id=self.count)]
