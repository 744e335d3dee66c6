"""CSL-JSON, as Zotero and other programs export it: a list of items, or one under "items".

Each item is decoded by itself, so that its place is known and a broken one does not cost the
others. What the processor wants otherwise is set right: numbers become text, dates written as
text become date parts, older names of fields today's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from octavo.diagnostics import Finding, Severity, Source, Span, nearest
from octavo.model import Reference
from octavo.references import _csl, _dates

ENDINGS = (".json", ".csljson")
RULE = "bibliography"

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\n\r]*")
_OBJECT = re.compile(r'\{\s*"([\w-]+)"')


class Fault(NamedTuple):
    """Something wrong with a field of an item."""

    field: str
    message: str
    hint: str = ""


def read(source: Source) -> tuple[dict[str, Reference], list[Finding]]:
    """The items by id, in the file's order, and what is wrong with them."""
    references: dict[str, Reference] = {}
    findings: list[Finding] = []
    for found in _items(source):
        if isinstance(found, Finding):
            findings.append(found)
            continue
        reference, faults = _reference(*found)
        findings += faults
        if reference and reference.key in references:
            findings.append(_twin(reference, references[reference.key]))
        elif reference:
            references[reference.key] = reference
    return references, findings


def public(source: Source) -> str:
    """The items, each with the fields that may be given away."""
    items = [found[0] for found in _items(source) if not isinstance(found, Finding)]
    seen = [_csl.seen(item) for item in items if isinstance(item, dict)]
    return json.dumps(seen, ensure_ascii=False, indent=1) + "\n"


def _twin(second: Reference, first: Reference) -> Finding:
    message = f"two entries with the key '{second.key}'; the first is used"
    hint = "delete one of the two, or give it another key"
    related = (first.span,) if first.span else ()
    return Finding(RULE, message, second.span, hint=hint, related=related)


# --- where the items lie -----------------------------------------------------------------


def _items(source: Source) -> Iterator[tuple[Any, Span] | Finding]:
    """Each item with its place; findings for what is no JSON."""
    text = re.sub("^\ufeff", " ", source.text)
    try:
        at = _list_start(text)
    except (ValueError, RecursionError) as error:
        yield _broken(source, error, 0)
        return
    if at is None:
        hint = 'CSL-JSON is [{...}, {...}] or {"items": [...]}'
        yield Finding(RULE, "not a list of entries", Span(source, 0, 1), hint=hint)
        return
    while at is not None and text[at : at + 1] != "]":
        try:
            item, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield _broken(source, error, at)
            at = _next_item(text, at + 1)
            continue
        yield item, Span(source, at, end)
        at = _after_blank(text, end)
        if text[at : at + 1] == ",":
            at = _after_blank(text, at + 1)
        elif text[at : at + 1] != "]":
            yield _broken(source, json.JSONDecodeError("Expecting ',' or ']'", text, at), at)
            at = _next_item(text, at)


def _list_start(text: str) -> int | None:
    """Where the first item can stand, None where there is no list; ValueError if it is no JSON."""
    at = _after_blank(text, 0)
    if text[at : at + 1] == "{":
        at = next((value for key, _, value in _members(text, at) if key == "items"), at)
    elif text[at : at + 1] != "[":
        _DECODER.raw_decode(text, at)
    return _after_blank(text, at + 1) if text[at : at + 1] == "[" else None


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Key, place of the key and place of the value of each member of the object at `at`."""
    while text[at : at + 1] != "}":
        key_at = _after_blank(text, at + 1)
        if text[key_at : key_at + 1] == "}":
            return
        key, end = _DECODER.raw_decode(text, key_at)
        value_at = _after_blank(text, _after_blank(text, end) + 1)
        yield str(key), key_at, value_at
        at = _after_blank(text, _DECODER.raw_decode(text, value_at)[1])


def _after_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _next_item(text: str, start: int) -> int | None:
    """Where the next item begins after broken text: a brace and a field that only items have."""
    for match in _OBJECT.finditer(text, start):
        if match[1] in ("id", "type") or match[1] in _csl.VARIABLES:
            return match.start()
    return None


def _broken(source: Source, error: Exception, start: int) -> Finding:
    """The finding for text that is no JSON, from what the decoder says."""
    at = min(getattr(error, "pos", start), len(source.text))
    said = str(getattr(error, "msg", "nested too deeply"))
    message = f"broken JSON: {said[:1].lower()}{said[1:]}"
    hint = "look at the commas, quotation marks and brackets just before this place"
    return Finding(RULE, message, Span(source, at, at), hint=hint)


# --- what an item says -------------------------------------------------------------------


def _reference(item: Any, span: Span) -> tuple[Reference | None, list[Finding]]:
    """The reference that an item gives, and what is wrong with it."""
    if not isinstance(item, dict):
        hint = 'write {"id": "key", "type": "book", ...}'
        return None, [Finding(RULE, "an entry that is no object", span, hint=hint)]
    key = _key(item)
    if not key:
        hint = 'an entry is cited by its "id"'
        return None, [Finding(RULE, "an entry without id", span, hint=hint)]
    fields: dict[str, Any] = {"id": key, "type": "document"}
    faults = list(_type_faults(item.get("type"), key))
    if isinstance(item.get("type"), str):
        fields["type"] = item["type"]
    for name, value in item.items():
        if name not in fields:
            name = _csl.ALIASES.get(str(name), str(name))
            fields[name], found = _cleaned(name, value)
            faults += found
    fields = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    return Reference(key, fields["type"], fields, span), _located(faults, span)


def _key(item: Mapping[str, Any]) -> str:
    """What the item is cited by. Zotero's own export has an address for an id."""
    key: Any = item.get("id")
    if isinstance(key, str) and key.startswith(("http://zotero.org/", "https://zotero.org/")):
        key = item.get("citation-key", key)
    return str(key).strip() if isinstance(key, str | int) else ""


def _located(faults: list[Fault], span: Span) -> list[Finding]:
    """Findings at the fields that have the faults, else at the item."""
    if not faults:
        return []
    text, source = span.source.text, span.source
    places = {
        key: (at, _DECODER.raw_decode(text, at)[1]) for key, at, _ in _members(text, span.start)
    }
    return [
        Finding(
            RULE,
            fault.message,
            Span(source, *places.get(fault.field, (span.start, span.end))),
            severity=Severity.WARNING,
            hint=fault.hint,
        )
        for fault in faults
    ]


def _type_faults(kind: Any, key: str) -> Iterator[Fault]:
    if kind in (None, ""):
        hint = 'for instance "book", "chapter" or "article-journal"'
        yield Fault("type", f"entry '{key}' has no type", hint)
    elif not isinstance(kind, str) or kind not in _csl.TYPES:
        yield Fault("type", f"unknown type '{kind}'", _did_you_mean(str(kind), _csl.TYPES, "type"))


def _cleaned(name: str, value: Any) -> tuple[Any, list[Fault]]:
    """A field's value as the processor wants it, and what was wrong with it."""
    if name in _csl.NAMES:
        return _names(name, value)
    if name in _csl.DATES:
        return _date(name, value)
    if name in _csl.FREE:
        return value, []
    if name not in _csl.VARIABLES:
        hint = _did_you_mean(name, _csl.VARIABLES, "field")
        return None, [Fault(name, f"unknown field '{name}'", hint)]
    if isinstance(value, dict | list | bool):
        hint = f'write "{name}": "..."'
        return None, [Fault(name, f"'{name}' must be text or a number", hint)]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return (None if value is None else str(value)), []


def _names(field: str, value: Any) -> tuple[Any, list[Fault]]:
    if isinstance(value, str):
        fault = Fault(
            field, f"'{field}' must be a list of names", f'write [{{"literal": "{value}"}}]'
        )
        return [{"literal": value}], [fault]
    names, faults = [], []
    for name in value if isinstance(value, list) else [value]:
        if isinstance(name, dict) and any(
            name.get(part) for part in ("family", "given", "literal")
        ):
            names.append({part: text for part, text in name.items() if text not in (None, "")})
        elif name is not None:
            hint = 'a name has "family" and "given", or "literal"'
            faults.append(Fault(field, f"a name in '{field}' that is none", hint))
    return names, faults


def _date(field: str, value: Any) -> tuple[Any, list[Fault]]:
    """A CSL date; what cannot be read stays as "raw", which is printed as it stands."""
    if isinstance(value, dict) and not value.get("raw"):
        date = _date_of_parts(value)
    else:
        text = str(value["raw"] if isinstance(value, dict) else value).strip()
        date = (_dates.parse(text) or {"raw": text}) if text and value is not None else {}
    faults = []
    if "raw" in date:
        hint = "write it as 1950, 1950-02-14 or 1949/1950"
        faults = [Fault(field, f"unreadable date in '{field}'", hint)]
    return date, faults


def _date_of_parts(value: Mapping[str, Any]) -> dict[str, Any]:
    """The date with numbers for parts and season, or its parts as "raw" if they make no date."""
    date = {key: part for key, part in value.items() if part not in (None, "", False)}
    if "circa" in date:
        date["circa"] = True
    if "season" in date:
        date["season"] = _dates.season(str(date["season"]))
    parts = date.pop("date-parts", [])
    if not parts or parts in ([[]], [[None]], [[""]]):
        return date
    found = _dates.from_parts(parts)
    return {**date, **(found or {"raw": re.sub(r'[][" ]', "", json.dumps(parts))})}


def _did_you_mean(word: str, known: Iterable[str], kind: str) -> str:
    """A hint that names the known word nearest to `word`, letter case aside."""
    by_lower = {name.lower(): name for name in known}
    near = nearest(word.lower(), by_lower)
    return f"did you mean '{by_lower[near]}'?" if near else f"CSL 1.0.2 has no such {kind}"
