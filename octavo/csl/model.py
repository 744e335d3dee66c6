"""What callers give and get: cites and citations in, formatted text and warnings out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Cite:
    """One cited work within a citation. Texts carry CSL's small markup (<i>, <b>, ...).

    `mode` is normal, suppress-author, author-only or composite (author and the rest apart).
    `position` is left empty, except by word processors that count positions themselves.
    """

    key: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    mode: str = "normal"
    position: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Cites that print together.

    `note` is the number of the note it stands in, 0 for the text; a gap in the numbers is a note
    without citations, which ends a chain of ibid. `chapter` counts for reset="chapter", `page` (of
    a finished layout) for ibid="not-first-on-page". `mode` is that of the first cite.
    """

    cites: tuple[Cite, ...]
    note: int = 0
    chapter: int = 0
    page: int | None = None
    mode: str = "normal"


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that the writer should know of: a code to sort by, and a sentence."""

    code: str
    message: str
    key: str = ""
    citation: int | None = None  # index among the citations given


@dataclass(frozen=True, slots=True)
class FormattedCitation:
    """A citation in print; `intext` is the author's name that stands in the sentence instead."""

    body: Any
    intext: Any = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the bibliography; the parts are filled where the second field is aligned."""

    key: str
    body: Any
    first_field: Any = ""
    rest: Any = ""


@dataclass(frozen=True, slots=True)
class Result:
    """All that a run gives: citations in the order given, bibliography in the style's order."""

    citations: tuple[FormattedCitation, ...]
    bibliography: tuple[Entry, ...]
    warnings: tuple[Warning, ...] = ()
    changed: frozenset[int] = frozenset()  # citations that `previous` did not have as they are
    memory: Any = field(default=None, repr=False, compare=False)  # for `previous`
