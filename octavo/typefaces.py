"""Find the typeface that report.toml asks for by name, and the shipped one that stands in for it.

The words are a word processor's: "Times New Roman" is what a course's rules ask for, and what the
files call it (name 1, https://learn.microsoft.com/typography/opentype/spec/name). Where it is not
installed, a shipped face is taken whose letters are exactly as wide, so that lines and pages come
out as with the face itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from struct import error as StructError  # noqa: N812
from typing import Any

from octavo import places
from octavo.diagnostics import Finding, nearest
from octavo.model import Project, Typeface
from octavo.shipped import shipped

# A face and the shipped one of the same widths: each was drawn for that.
SAME_WIDTHS = {
    "Arial": "Liberation Sans",
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Helvetica": "Liberation Sans",
    "Times": "Liberation Serif",
    "Times New Roman": "Liberation Serif",
}
OWN = "Source Serif 4"  # what Octavo sets its pages in anyway
SANS = ("Liberation Sans", "Carlito")
ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
INDEX = "fonts.json"  # in the cache: what the font files of this computer are called
RESTRICTED = 0x0002  # fsType of a font that must not be embedded (OpenType, table OS/2)

Names = dict[str, list[Path]]  # the files of each family


def find(project: Project, folders: Iterable[Path]) -> tuple[Typeface | None, list[Finding]]:
    """The typeface of a report, None for Octavo's own; and what is wrong with its name.

    `folders` are where this computer keeps its fonts.
    """
    name = project.layout.font
    if _key(name) in ("", _key(OWN)):
        return None, []
    shipped_ones = _families([house()])
    if family := _called(name, shipped_ones):
        return _typeface(family, family, shipped_ones[family], True), []
    installed = _families(folders)
    if family := _called(name, installed):
        return _typeface(family, family, installed[family], False), []
    if known := _called(name, SAME_WIDTHS):
        family = SAME_WIDTHS[known]
        return _typeface(known, family, shipped_ones[family], True), []
    near = nearest(name, {*shipped_ones, *installed, *SAME_WIDTHS})
    hint = f'did you mean "{near}"?' if near else f"Octavo brings {', '.join(sorted(shipped_ones))}"
    message = f'there is no font "{name}" on this computer'
    return None, [Finding("config", message, project.place_of("page.font"), hint=hint)]


def house() -> Path:
    """The folder of the shipped faces that stand in for others."""
    return shipped("assets") / "fonts" / "house"


def characters(typeface: Typeface) -> frozenset[str]:
    """All characters that every one of the typeface's faces has."""
    from fontTools.ttLib import TTFont

    found = []
    for path in typeface.files:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            found.append(frozenset(map(chr, font.getBestCmap() or ())))
    return frozenset.intersection(*found)


def said(typeface: Typeface) -> str:
    """Which face was taken, for the writer."""
    if typeface.name == typeface.family:
        return f"set in {typeface.family}"
    return f"set in {typeface.family}, as wide as {typeface.name}, which is not installed here"


def _typeface(name: str, family: str, files: Sequence[Path], is_shipped: bool) -> Typeface:
    sans = family in SANS or SAME_WIDTHS.get(name) in SANS
    return Typeface(name, family, tuple(sorted(files)), is_shipped, sans)


def _called(name: str, families: Iterable[str]) -> str | None:
    """The family of that name, capitals and spaces aside."""
    wanted = _key(name)
    return next((family for family in families if _key(family) == wanted), None)


def _key(name: str) -> str:
    return "".join(name.casefold().split())


# --- the files of this computer ----------------------------------------------------------


def _families(folders: Iterable[Path]) -> Names:
    """The files of each family in the folders, from the index where they have not changed."""
    known, found = _index(), {}
    families: Names = {}
    for path in _files(folders):
        stamp = _stamp(path)
        entry = known.get(str(path))
        names = entry[1] if entry and entry[0] == stamp else _names(path)
        found[str(path)] = [stamp, names]
        for name in names:
            families.setdefault(name, []).append(path)
    if any(path not in known or known[path] != entry for path, entry in found.items()):
        _keep({**known, **found})
    return families


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in ENDINGS and path.is_file():
                yield path


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_mtime_ns, status.st_size]


def _names(path: Path) -> list[str]:
    """The families that a font file belongs to; none if pages cannot be set in it."""
    from fontTools.ttLib import TTFont, TTLibError

    names: dict[str, None] = {}
    try:
        with path.open("rb") as file:
            first = TTFont(file, lazy=True, fontNumber=0)
            for number in range(getattr(first.reader, "numFonts", 1)):
                file.seek(0)
                font = TTFont(file, lazy=True, fontNumber=number)
                if _is_usable(font):
                    names |= dict.fromkeys(filter(None, map(font["name"].getDebugName, (1, 16))))
    except (TTLibError, OSError, KeyError, ValueError, AssertionError, StructError):
        return []  # no font after all
    return list(names)


def _is_usable(font: Any) -> bool:
    """Not one that forbids embedding, nor one whose outlines readers print blank."""
    return font["OS/2"].fsType & 0xF != RESTRICTED and "CFF2" not in font


def _index() -> dict[str, list[Any]]:
    try:
        index = json.loads((places.cache() / INDEX).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return index if isinstance(index, dict) else {}


def _keep(index: dict[str, list[Any]]) -> None:
    path = places.cache() / INDEX
    with suppress(OSError):  # it is made anew next time
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(index), "utf-8")
        beside.replace(path)
