"""How a template's page is set out, as far as a Word document must know it.

A template says it in the classes of its body, its kinds, by which the style sheets go too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from octavo.outputs._page import Page

SHEETS: Mapping[str, tuple[str, ...]] = {  # what stands on pages of its own, by kind
    "essay": ("title-block", "contents"),
    "thesis": ("abstract",),
    "apa": ("title-block", "abstract"),
    "turabian": ("title-block", "contents"),
}
BARE = ("essay", "turabian")  # their title page has neither running head nor number


@dataclass(frozen=True, slots=True)
class Manner:
    """A page's `kinds`, and the `head`: what stands at the head of each page beside its number.

    Without a head it is the section's title; on a manuscript nothing but the number.
    """

    kinds: frozenset[str] = frozenset()
    head: str = ""

    @classmethod
    def of(cls, page: Page) -> Manner:
        """That of a finished page."""
        return cls(frozenset(page.kind.split()), _head(page.body))

    def without(self, *kinds: str) -> Manner:
        """The same, not of these kinds."""
        return replace(self, kinds=self.kinds - set(kinds))

    def has(self, *kinds: str) -> bool:
        """Whether the page is of one of these kinds."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def is_manuscript(self) -> bool:
        """Whether it is set as manuals of style ask for it: one face, one size, ragged lines."""
        return self.has("manuscript")

    @property
    def is_doubled(self) -> bool:
        """Whether quotations and bibliography have the text's line spacing."""
        return self.has("doubled")

    @property
    def has_double_notes(self) -> bool:
        """Whether notes have the text's size and line spacing."""
        return self.has("mla", "journal")

    @property
    def has_title_page(self) -> bool:
        """Whether title and author stand on a page of their own."""
        return "title-block" in self.sheets

    @property
    def is_bare(self) -> bool:
        """Whether the first page has no running head."""
        return self.has(*BARE)

    @property
    def sheets(self) -> frozenset[str]:
        """The classes of what stands on pages of its own."""
        return frozenset(area for kind in self.kinds for area in SHEETS.get(kind, ()))


def _head(body: Element) -> str:
    """What a template's header says that it wants there."""
    return next((said for one in body.iter() if (said := one.get("data-head"))), "")
