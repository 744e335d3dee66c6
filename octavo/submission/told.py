"""Hold the record of a bundle against the record that its sources make."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from octavo.submission import bundle

# What comes of the sources alone; the rest also hangs on how the pages are set.
PAPER = ("title", "subtitle", "authors", "course", "date", "anonymous", "handed_in")
COUNT = ("rule", "title", "source", "count", "limit", "parts")  # of the words
SET = ("form", "forced", "pages", "words", "demands", "chosen", "checks", "findings", "silenced")
ELSEWHERE = ("files", "versions")  # which are held against the files themselves
OF_THE_DAY = ("doubtful_entry",)  # a year that was still to come may be over


def of_the_paper(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    """What the record says otherwise of the paper itself."""
    yield from _unlike({key: ours[key] for key in PAPER}, theirs)
    brief = _but(ours["brief"], "file"), _but(theirs.get("brief"), "file")  # it was packed
    yield from _unlike({"brief": brief[0]}, {"brief": brief[1]})
    count, said = ours["words"], theirs.get("words")
    yield from _unlike({key: count[key] for key in COUNT}, said if isinstance(said, dict) else {})
    for key in sorted(theirs.keys() - ours.keys() - {"sums"}):
        yield f"{bundle.RECORD} has “{key}”, which no record has"


def of_the_pages(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    """What it says otherwise of the pages, the demands and the checks; versions are the same."""
    yield from _unlike({key: _lasting(key, ours[key]) for key in SET}, _all_lasting(theirs))


def without_checks(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record but for the checks, which say something of works that are not in the bundle."""
    return {**record, "checks": None, "findings": None, "silenced": None, "forced": None}


def _unlike(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for key, value in ours.items():
        if _form(value) != _form(theirs.get(key)):
            said, meant = _short(theirs.get(key), value), _short(value, theirs.get(key))
            yield f"{bundle.RECORD} says “{key}: {said}”, its sources “{meant}”"


def _form(value: Any) -> str:
    """In one form, in which 1, 1.0 and true are three."""
    return json.dumps(value, sort_keys=True)


def _short(value: Any, other: Any) -> str:
    """What is in the value and not in the other, in few letters."""
    if isinstance(value, dict) and isinstance(other, dict):
        value = {k: v for k, v in value.items() if k not in other or _form(v) != _form(other[k])}
    if isinstance(value, list) and isinstance(other, list):
        left = {_form(one) for one in other}
        value = [one for one in value if _form(one) not in left]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 90 else f"{text[:90]} …"


def _but(value: Any, key: str) -> Any:
    return {k: v for k, v in value.items() if k != key} if isinstance(value, dict) else value


def _all_lasting(theirs: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _lasting(key, value) for key, value in theirs.items()}


def _lasting(key: str, value: Any) -> Any:
    """Without what is otherwise on another day; findings in no order, and without their places."""
    if key == "checks" and isinstance(value, dict):
        return {rule: found for rule, found in value.items() if rule not in OF_THE_DAY}
    if key in ("findings", "silenced") and isinstance(value, list):
        kept = (_but(one, "place") for one in value)
        forms = Counter(_form(one) for one in kept if _rule(one) not in OF_THE_DAY)
        return [json.loads(form) for form in sorted(forms.elements())]
    return value


def _rule(finding: Any) -> Any:
    return finding.get("rule") if isinstance(finding, dict) else None
