"""What manuals say in words of their own about a work, and no CSL style does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

THESIS = "PhD thesis"  # as BibLaTeX calls it, and most exports
# Chicago (17th ed., 14.215), APA (7th ed., 10.6) and MLA (9th ed.) by the heads of styles' names.
THESES: Mapping[str, str] = {
    "apa": "Doctoral dissertation",
    "chicago": "PhD diss.",
    "modern-language-association": "PhD dissertation",
}
# What somebody adds to another's book, which CSL has no variable for (CMOS, 17th ed., 14.105).
ADDITIONS: Mapping[str, str] = {
    "introduction": "an introduction by",
    "foreword": "a foreword by",
    "afterword": "an afterword by",
}


def worded(fields: Mapping[str, Any], style: str, language: str) -> Mapping[str, Any]:
    """A work's fields with the manual's words in them; `style` is the style's address.

    The words are English; a report in another language keeps the entry's own, and leaves the
    writers of introductions unnamed, as most styles do in any language.
    """
    if not language.startswith("en"):
        return fields
    name = style.rpartition("/")[2]
    changed: dict[str, Any] = {}
    thesis = next((said for head, said in THESES.items() if name.startswith(head)), THESIS)
    if fields.get("genre") == THESIS:
        changed["genre"] = thesis
    added = [
        {"literal": f"{said} {_listed(fields[field])}"}
        for field, said in ADDITIONS.items()
        if fields.get(field)
    ]
    if added:
        changed["contributor"] = [*fields.get("contributor", ()), *added]
    return {**fields, **changed} if changed else fields


def _listed(names: Iterable[Mapping[str, str]]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "literal")
    *most, last = [" ".join(name[part] for part in parts if part in name) for name in names]
    return f"{', '.join(most)} and {last}" if most else last
