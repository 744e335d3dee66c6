"""Rule books: which parts of a paper count as words, and what too many of them cost.

A rule book is a small file, `assets/counts/NAME.toml`; `everything.toml` explains every key. A
manuscript's own `assets/counts/` wins over the shipped files and may add to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from octavo import toml
from octavo.counting.tally import Part
from octavo.diagnostics import nearest
from octavo.files import content, is_inside
from octavo.shipped import shipped

USUAL = "text"  # where report.toml names no rule
PRICED = (Part.TABLES, Part.GRAPHS, Part.FIGURES)  # may count as so many words each
HINT = "assets/counts/everything.toml explains every key"


class RuleBookError(LookupError):
    """There is no such rule book, or its file is broken. `hint` names the cure."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Penalty:
    """What it costs to be longer than the limit by more than `above` percent.

    Either `says`, in words, or `marks` for each `each` percent more: for every full one, or, if
    `started`, for every one begun. `inclusive`: it holds at exactly `above` too.
    """

    above: int
    says: str = ""
    marks: int = 0
    each: int = 1
    started: bool = False
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class RuleBook:
    """What counts. `counts` says of each part whether, or, of things, as how many words each.

    A note is discursive if it holds `discursive_from` words of the writer's own or more; its
    citations count with it, unless `note_citations` is off. `lone_signs`: a dash between spaces is
    a word, as word processors have it. `statement` is "signed", "stated" or "", `where` says in the
    rule's words where it stands, `at` whether that is the "front" or the "end" of the paper.
    """

    name: str
    title: str
    source: str
    counts: Mapping[Part, bool | int]
    discursive_from: int = 8
    note_citations: bool = True
    lone_signs: bool = False
    penalties: tuple[Penalty, ...] = ()
    statement: str = ""
    where: str = ""
    at: str = "front"
    remark: str = ""

    @property
    def leeway(self) -> int:
        """By how many percent a paper may be longer than the limit at no cost."""
        return min((penalty.above for penalty in self.penalties), default=0)

    def of_each(self, part: Part) -> int | None:
        """As how many words each of these things counts, None where its words count."""
        value = self.counts[part]
        return None if isinstance(value, bool) else value


def load(name: str, manuscript: Path | None = None) -> RuleBook:
    """The rule book of that name. Raises RuleBookError."""
    files = _files(manuscript)
    path = files.get(name.strip().lower())
    if path is None:
        near = nearest(name.lower(), files)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(sorted(files))}"
        raise RuleBookError(f"there is no rule book '{name}'", hint)
    own = manuscript is not None and path.is_relative_to(manuscript)
    return _read(path, manuscript) if own else _shipped(path)


def known(manuscript: Path | None = None) -> tuple[str, ...]:
    """The names of all rule books."""
    return tuple(sorted(_files(manuscript)))


def _files(manuscript: Path | None) -> dict[str, Path]:
    """The rule books' files by name; a manuscript's own win."""
    if manuscript is None:
        return _ours()
    own = (manuscript / "assets" / "counts").glob("*.toml")
    return {**_ours(), **{path.stem.lower(): path for path in own if is_inside(path, manuscript)}}


@cache
def _ours() -> dict[str, Path]:
    return {path.stem: path for path in (shipped("assets") / "counts").glob("*.toml")}


@cache
def _shipped(path: Path) -> RuleBook:
    return _read(path)


def _read(path: Path, root: Path | None = None) -> RuleBook:
    try:
        table = toml.loads(content(path, root).decode("utf-8-sig"))
    except (OSError, ValueError) as error:  # ... or no TOML, or not UTF-8
        raise RuleBookError(f"{path.name}: {error}", HINT) from error
    for fault in _faults(table, KEYS):
        raise RuleBookError(f"{path.name}: {fault}", HINT)
    counts = table.get("counts", {})
    notes, statement = table.get("notes", {}), table.get("statement", {})
    penalties = [Penalty(**_named(row)) for row in table.get("penalty", ())]
    return RuleBook(
        name=path.stem.lower(),
        title=table.get("title", path.stem),
        source=table.get("source", ""),
        counts={part: counts.get(part.value, part is Part.TEXT) for part in Part},
        discursive_from=notes.get("discursive-from", 8),
        note_citations=notes.get("citations", True),
        lone_signs=table.get("lone-signs", False),
        penalties=tuple(sorted(penalties, key=lambda penalty: penalty.above)),
        statement=statement.get("kind", ""),
        where=statement.get("where", ""),
        at=statement.get("at", "front"),
        remark=table.get("remark", ""),
    )


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """A penalty's keys; `from = 5` is `above = 5`, that length itself included."""
    if "from" in row:
        return {**{k: v for k, v in row.items() if k != "from"}, "above": row["from"]} | {
            "inclusive": True
        }
    return dict(row)


# --- what a file may hold ----------------------------------------------------------------

PENALTY = {"above": int, "from": int, "says": str, "marks": int, "each": int, "started": bool}
KEYS: Mapping[str, Any] = {
    "title": str,
    "source": str,
    "remark": str,
    "lone-signs": bool,
    "counts": {part.value: (bool, int) if part in PRICED else bool for part in Part},
    "notes": {"discursive-from": int, "citations": bool},
    "penalty": [PENALTY],
    "statement": {"kind": ("signed", "stated"), "where": str, "at": ("front", "end")},
}


def _faults(table: Mapping[str, Any], keys: Mapping[str, Any], inside: str = "") -> Iterator[str]:
    for key, value in table.items():
        form = keys.get(key)
        if form is None:
            near = nearest(key, keys)
            yield f"unknown key '{inside}{key}'" + (f", did you mean '{near}'?" if near else "")
        elif isinstance(form, dict):
            inner = value if isinstance(value, dict) else {"": value}
            yield from _faults(inner, form, f"{key}.")
        elif isinstance(form, list):
            for row in value if isinstance(value, list) else [{"": value}]:
                yield from _row_faults(row, form[0], key)
        elif not _fits(value, form):
            yield f"'{inside}{key}' cannot be {value!r}"


def _row_faults(row: Any, form: Mapping[str, Any], key: str) -> Iterator[str]:
    row = row if isinstance(row, dict) else {"": row}
    yield from _faults(row, form, f"{key}.")
    if not {"above", "from"} & row.keys():
        yield f"a '{key}' needs 'above' or 'from', in percent of the limit"
    if row.get("each", 1) < 1:
        yield f"'{key}.each' must be 1 or more"


def _fits(value: Any, form: Any) -> bool:
    if isinstance(form, tuple) and isinstance(form[0], str):
        return value in form
    kinds = form if isinstance(form, tuple) else (form,)
    if isinstance(value, bool):
        return bool in kinds
    return isinstance(value, kinds) and not (isinstance(value, int) and value < 0)


def shortened(source: str) -> str:
    """An address without what every address begins with."""
    return re.sub(r"^https?://(www\.)?", "", source)
