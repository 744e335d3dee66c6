"""Zotero and Mendeley: the data of CSL's citation schema (csl-citation.json) in a field.

Zotero writes `ADDIN ZOTERO_ITEM CSL_CITATION {...}`, Mendeley Desktop `ADDIN CSL_CITATION {...}`,
earlier `ADDIN Mendeley Citation{uuid} CSL_CITATION {...}`; Mendeley Cite tags a content control
`MENDELEY_CITATION_v3_` and the same JSON in base64.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from octavo.importers._citations import Citation, Item
from octavo.importers._package import Package

FIELD = re.compile(r"\s*ADDIN\s+(?:ZOTERO_ITEM|CSL_CITATION|Mendeley Citation)", re.I)
CONTROL = "MENDELEY_CITATION_v"


def read(code: str, data: str, package: Package) -> Citation | None:
    """The citation of a field or a content control."""
    if code.startswith(CONTROL):
        found = _object(_unpacked(code.split("_", 3)[-1]))
    elif FIELD.match(code):
        found = _object(code[code.find("{", code.find("CSL_CITATION")) :])
    else:
        return None
    items = found.get("citationItems")
    entries = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    if any(one.get("author-only") for one in entries):
        return None  # Octavo writes no author alone: the words stay
    return Citation(
        tuple(_item(one) for one in entries),
        any(one.get("composite") for one in entries),
        _edited(found),
    )


def _unpacked(text: str) -> str:
    plain = text.translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _object(text: str) -> Mapping[str, Any]:
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _edited(found: Mapping[str, Any]) -> bool:
    """Whether the writer typed over what the program had printed."""
    parts = (found.get(key) for key in ("properties", "mendeley", "manualOverride"))
    properties, mendeley, override = (one if isinstance(one, dict) else {} for one in parts)
    manual = mendeley.get("manualFormatting") or override.get("isManuallyOverridden")
    return bool(properties.get("dontUpdate") or properties.get("custom") or manual)


def _item(entry: Mapping[str, Any]) -> Item:
    data = entry.get("itemData")
    work = {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}
    return Item(
        work if work.get("title") or work.get("author") else {},
        tuple(_marks(entry)),
        _text(entry, "locator"),
        _text(entry, "label") or "page",
        _text(entry, "prefix"),
        _text(entry, "suffix"),
        bool(entry.get("suppress-author")),
    )


def _marks(entry: Mapping[str, Any]) -> Iterator[str]:
    """A work's addresses; an id only where it is more than a number within the citation."""
    for key in ("uris", "uri"):
        said = entry.get(key)
        yield from (str(one) for one in (said if isinstance(said, list) else [said]) if one)
    number = str(entry.get("id", ""))
    if len(number) > 20:  # Mendeley Cite's; ITEM-1 is another work in each citation
        yield number


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return str(value).strip() if isinstance(value, str | int) else ""
