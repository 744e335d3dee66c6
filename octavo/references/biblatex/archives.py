"""Where an unpublished work is kept: archive, and the place in it, of one line such as
"fond 2, opis 1, delo 55, RGASPI, Moscow".

BibLaTeX has one field for it, `library`, and BibTeX writers take `note`. Styles print the place in
the archive and the archive apart, each in its own order (CMOS, 18th ed., 14.127-28).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from octavo.references.biblatex import tables
from octavo.references.biblatex.fields import Fields

_KEPT = frozenset({"misc", "unpublished", "letter"})  # types whose `note` may say where it is kept
# What a part that leads to a place in an archive begins with: a unit, or a signature as in FO 371.
_UNIT = re.compile(
    r"""(?:box|carton|container|folder|file|fond|f\.|opis|op\.|delo|d\.|item|reel|record\ group
        |MSS?|[A-ZÄÖÜ]{1,5})\ ?\S*\d""",
    re.VERBOSE,
)


def split(text: str) -> tuple[str, str] | None:
    """The archive and the place in it, None where `text` is no such line."""
    parts = [part.strip() for part in text.rstrip(". ").split(",")]
    units = [bool(_UNIT.match(part)) for part in parts]
    number = sum(units)
    if 0 < number < len(parts):
        if all(units[:number]):
            return _named(parts[number:], parts[:number])
        if all(units[-number:]):
            return _named(parts[:-number], parts[-number:])
    return None


def _named(archive: Sequence[str], place: Sequence[str]) -> tuple[str, str] | None:
    name = ", ".join(archive)
    return (name, ", ".join(place)) if name[:1].isupper() else None


def kept(fields: Fields) -> dict[str, str]:
    """The archive of an unpublished work and the place in it, from `library` or from `note`.

    What else the note of an @unpublished says (BibTeX demands one) is what kind of paper it is.
    """
    if any(fields.raw.get(name) for name in ("archive", "archive_location", "eprint")):
        return {}
    note, rest = fields.text("note") if fields.kind in _KEPT else "", fields.text("addendum")
    if found := split(fields.text("library")):
        return {"archive": found[0], "archive_location": found[1]}
    if found := split(note):
        return {"archive": found[0], "archive_location": found[1], "note": rest}
    if fields.kind == "unpublished" and note and not fields.raw.get("type"):
        return {"genre": note, "note": rest}
    return {}


def prints_note(kind: str, raw: Mapping[str, str]) -> bool:
    """Whether something of an entry's `note` is printed; else it is the writer's own remark."""
    return "note" in kept(Fields(tables.TYPE_ALIASES.get(kind, kind), raw, protect=False))
