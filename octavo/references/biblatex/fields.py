"""An entry's fields under BibLaTeX's names, as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from octavo.references.biblatex import latex, names

_AND = re.compile(r"\s+and\s+")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Fields:
    """An entry's fields under BibLaTeX's names. `protect`: braces in titles shield from changes."""

    kind: str
    raw: Mapping[str, str]
    protect: bool

    def text(self, *names: str) -> str:
        """The first field of these that is there, as text; "" if none is."""
        value = next((self.raw[name] for name in names if self.raw.get(name)), "")
        return latex.to_text(value)

    def title(self, prefix: str) -> str:
        """Title, subtitle and addition whose names begin so: "Title: Subtitle. Addition"."""
        title = self._title(f"{prefix}title")
        title = joined(title, ": ", self._title(f"{prefix}subtitle"))
        return joined(title, ". ", self._title(f"{prefix}titleaddon"))

    def main_title(self, prefix: str) -> str:
        """The title alone where a subtitle goes with it, to serve as its short form."""
        return self._title(f"{prefix}title") if self.raw.get(f"{prefix}subtitle") else ""

    def _title(self, name: str) -> str:
        return latex.to_text(self.raw.get(name, ""), protect=self.protect)

    def list(self, name: str) -> str:
        """A list such as "London and New York", as text."""
        parts = names.split(self.raw.get(name, ""), _AND)
        return " and ".join(latex.to_text(part) for part in parts if part != "others")


def joined(first: str, mark: str, second: str) -> str:
    """Two parts of a title; a question mark or the like at the first one's end is enough."""
    if not first or not second:
        return first or second
    return first + (" " if _TAG.sub("", first)[-1:] in "?!:.…" else mark) + second
