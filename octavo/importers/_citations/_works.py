"""Gather the works that a draft cites under keys, and write citations as Octavo reads them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from octavo.importers import _markdown
from octavo.importers._citations import Citation, Item

KEY = re.compile(r"\w(?:\w|[:.#$%&+?<>~/-](?=\w))*")
RESERVED = re.compile(r"(?:fig|tbl|sec|fn)[:-]")  # keys of cross-references
PAGES = re.compile(r"\d+(?:[-–]\d+)?(?:, ?\d+(?:[-–]\d+)?)*")
LABELS = {  # CSL's locators by the words that Octavo reads
    "article-locator": "art.",
    "page": "",
    "sub verbo": "s.v.",
    "sub-verbo": "s.v.",
    "title-locator": "tit.",
}


@dataclass(slots=True)
class Works:
    """The works cited so far: CSL-JSON by key, in the order of their first citations."""

    by_key: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)  # keys by what tells a work from others

    def key(self, item: Item) -> str:
        """The key of an item's work; "" where the draft describes it nowhere."""
        signs = [*item.marks, _fingerprint(item.work)]
        key = next((self.known[sign] for sign in signs if self.known.get(sign)), "")
        if not key and item.work:
            key = self._free(_wished(item.work))
            self.by_key[key] = {**item.work, "id": key}
        self.known.update((sign, key) for sign in signs if sign and key)
        return key

    def _free(self, wished: str) -> str:
        for ending in ("", *"bcdefghijklmnopqrstuvwxyz", *(f"-{n}" for n in range(27, 9999))):
            if f"{wished}{ending}" not in self.by_key:
                return f"{wished}{ending}"
        raise ValueError("ten thousand works of one author and year")

    def json(self) -> bytes:
        """The works as a file of CSL-JSON."""
        return (json.dumps(list(self.by_key.values()), indent=2, ensure_ascii=False) + "\n").encode(
            "utf-8", "replace"
        )


def _fingerprint(work: Mapping[str, Any]) -> str:
    """What two descriptions of one work have in common, whatever program's number they bear."""
    said = {key: value for key, value in work.items() if key not in ("id", "citation-key")}
    return json.dumps(said, sort_keys=True, default=str) if said else ""


def _wished(work: Mapping[str, Any]) -> str:
    """The key that the writer's program uses, or else one of the author's name and the year."""
    own = str(work.get("citation-key") or "")
    if KEY.fullmatch(own) and not RESERVED.match(own):
        return own
    name = next(filter(None, map(_name, ("author", "editor", "translator"), [work] * 3)), "")
    word = next(iter(re.findall(r"[^\W\d_]{4,}", str(work.get("title") or ""))), "")
    made = _plain(name) or _plain(word) or "work"
    return made + _year(work)


def _name(role: str, work: Mapping[str, Any]) -> str:
    names = work.get(role)
    first = names[0] if isinstance(names, list) and names else {}
    said = first.get("family") or first.get("literal") if isinstance(first, dict) else ""
    return str(said or "")


def _plain(text: str) -> str:
    """Letters in small, without their accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]", "", bare).casefold()[:24]


def _year(work: Mapping[str, Any]) -> str:
    match = re.search(r"\b\d{4}\b", json.dumps(work.get("issued") or "", default=str))
    return match[0] if match else ""


# --- writing -----------------------------------------------------------------------------


def written(citation: Citation, works: Works, *, narrative: bool = False) -> str:
    """The citation in Octavo's notation; "" where a work is described nowhere.

    `narrative`: as part of the sentence, without brackets around it.
    """
    keys = [works.key(item) for item in citation.items]
    if not keys or not all(keys):
        return ""
    parts = [_part(item, key) for item, key in zip(citation.items, keys, strict=True)]
    if not (narrative or citation.narrative):
        return f"[{'; '.join(parts)}]"
    first, key = citation.items[0], keys[0]
    more = "; ".join([_rest(first).removeprefix(", "), *parts[1:]])
    lead = f"{_free_text(first.prefix)} " if first.prefix else ""
    return f"{lead}@{key}{f' [{more}]' if more else ''}"


def _part(item: Item, key: str) -> str:
    lead = f"{_free_text(item.prefix)} " if item.prefix else ""
    return f"{lead}{'-' * item.suppress_author}@{key}{_rest(item)}"


def _rest(item: Item) -> str:
    """What follows the key: the locator, the suffix."""
    locator, suffix = _locator(item), _free_text(item.suffix)
    if suffix and not re.match(r"[.,:;)’”]", item.suffix):
        suffix = f" {suffix}" if locator else f", {suffix}"
    return f", {locator}{suffix}" if locator else suffix


def _locator(item: Item) -> str:
    """The locator: a page as it stands, anything else in braces, with the word for what it is."""
    value = re.sub(r"[{}\[\]\\]", "", item.locator).strip()
    word = LABELS.get(item.label, item.label)
    if not value or (not word and PAGES.fullmatch(value)):
        return value
    return "{" + f"{word} {value}".strip() + "}"


def _free_text(text: str) -> str:
    """The writer's own words within a citation, where brackets, braces, semicolons mean things."""
    return _markdown.escaped(text.strip()).replace(";", "\\;")
