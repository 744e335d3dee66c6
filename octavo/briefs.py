"""Briefs: what a teacher, a journal or an archive demands of a paper, in a file of its own.

A brief is a part of a report.toml that somebody else writes: the same keys, below `title` and
`source` of its own. Its values hold where the writer's report.toml says nothing. Presets are
briefs that are shipped, `assets/briefs/NAME.toml`.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from octavo import config
from octavo.config import Reading, _date, _inside, _keys, _positive, _text, _texts, switch
from octavo.diagnostics import ReportError, nearest
from octavo.model import Author, Declaration, PdfSettings, Submission
from octavo.shipped import shipped

UNITS = {"KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000}
LARGEST = 10**18  # bytes: no disk holds more
FIELDS = ("surname", "given", "initials", "student_id", "candidate", "course", "title", "year")
DECLARATIONS = ("originality", "ai", "word_count")
FRONT = (
    *("subtitle", "authors", "course", "institution", "instructor", "date", "abstract", "keywords"),
    *("student_id", "candidate", "supervisor"),
)
OWN_WORKS = ("keep", "placeholder")
PROFILES = ("archive", "archive2")


def presets() -> tuple[str, ...]:
    """The names of the shipped briefs."""
    return tuple(sorted(path.stem for path in (shipped("assets") / "briefs").glob("*.toml")))


def is_preset(path: Path) -> bool:
    """Whether a brief's file is a shipped one."""
    return path.parent == shipped("assets") / "briefs"


def find(root: Path, given: str, named: str, reading: Reading) -> Reading | None:
    """The brief, read: the one `given` by the user, or the one `named` by report.toml.

    It is a file, from here or from the manuscript, or a preset. Where there is none, or it is no
    TOML, `reading` gets a finding.
    """
    name = given or named
    if not name:
        return None
    path = place(root, given, named)
    if path is None:
        near = nearest(name, [*presets(), *(path.name for path in root.glob("*.toml"))])
        hint = f"did you mean {near}?" if near else f"presets are {', '.join(presets())}"
        reading.report("submit.brief", f"there is no brief {name}", hint)
        return None
    try:
        return config.opened(path, None if given or is_preset(path) else root)
    except ReportError as error:
        reading.findings += error.findings
    except OSError as error:
        reading.report("submit.brief", f"the brief {name} cannot be read: {error.strerror}", "")
    return None


def place(root: Path, given: str, named: str) -> Path | None:
    """The brief's file: the one `given`, from here, or the one `named`, from the manuscript."""
    name = given or named
    folder = Path() if given else root
    places = (folder / name, shipped("assets") / "briefs" / f"{name}.toml")
    return next((path for path in places if path.is_file()), None)


def received(order: Reading, orders: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the project is to know of the brief. `title` and `source` are the brief's own here."""
    title = orders.pop("title", "")
    wants = {key: value for key, value in orders.items() if not key.startswith("submit.source")}
    differing = sorted(key for key in wants if key in values and values[key] != wants[key])
    return {
        "submit.brief": order.source.path.name,
        "submit.title": title or order.source.path.stem,
        "submit.source": orders.pop("submit.source", ""),
        "submit.checksum": hashlib.sha256(order.source.text.encode()).hexdigest(),
        "submit.wants": wants,
        "submit.overridden": {key: values[key] for key in differing},
    }


def undeclared(values: Mapping[str, Any], reading: Reading) -> None:
    """Report a statement on AI that does not say what for, or says it and denies it."""
    stated, use = values.get("declaration.ai", ""), "declaration.ai_use"
    if stated == "used" and use not in reading.places:
        hint = 'add a line below it: ai_use = "checking my spelling"'
        reading.report("declaration.ai", "`declaration.ai` does not say what AI was used for", hint)
    elif stated in ("", "none") and use in values:
        message = f'`{use}` says what AI was used for, and `declaration.ai` is not "used"'
        reading.report(use, message, 'write ai = "used", or delete this line')


# --- the keys, and what each takes -------------------------------------------------------


def _brief(value: Any) -> str:
    return _inside(_text(value))[0]


def _size(value: Any) -> int:
    text = str(value).strip().upper() if isinstance(value, str) else ""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(KB|MB|GB)", text)
    size = float(found[1]) * UNITS[found[2]] if found else 0
    if not 1 <= size <= LARGEST:
        raise ValueError('must be a size|for example "20 MB"')
    return int(size)


def _pages(value: Any) -> tuple[int, int]:
    numbers = value if isinstance(value, list) else [1, value]
    if len(numbers) != 2:
        raise ValueError("must be the most pages, or the least and the most|for example [8, 12]")
    least, most = map(_positive, numbers)
    if least > most:
        raise ValueError(f"has {least} pages at least and {most} at most|swap them")
    return least, most


def _file_name(value: Any) -> str:
    pattern = _text(value)
    for name in re.findall(r"\{(.*?)\}", pattern):
        if name not in FIELDS:
            near = nearest(name, FIELDS)
            cure = f"did you mean {{{near}}}?" if near else f"there are {', '.join(FIELDS)}"
            raise ValueError(f"has no {{{name}}}|{cure}")
    rest = re.sub(r"\{.*?\}", "", pattern)
    if wrong := re.search(r"[^\w.-]", rest):
        raise ValueError(
            f"holds {wrong[0]!r}, which upload systems refuse|letters, digits, - and _"
        )
    return pattern


def _deadline(value: Any) -> datetime.datetime | datetime.date:
    if isinstance(value, datetime.date):
        return value
    raise ValueError("must be a date, or a date and a time|for example 2026-12-01T12:00:00")


def _kinds(known: tuple[str, ...]) -> Callable[[Any], tuple[str, ...]]:
    def parse(value: Any) -> tuple[str, ...]:
        for name in (names := _texts(value)):
            if name not in known:
                near = nearest(name, known)
                cure = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
                raise ValueError(f"has no {name!r}|{cure}")
        return names

    return parse


def _formats(value: Any) -> tuple[str, ...]:
    from octavo import outputs

    if not (names := _kinds(outputs.names())(value)):
        raise ValueError('names no file|for example ["pdf", "html"]')
    return names


def _statement(value: Any) -> str:
    if isinstance(value, bool):
        return "usual" if value else ""
    return _text(value)


def _ai(value: Any) -> str:
    if value is True:
        raise ValueError('must be "none", "used" or a wording of your own|for example ai = "none"')
    return "" if value is False else _text(value)


def _own_works(value: Any) -> str:
    return _kinds(OWN_WORKS)(value)[0]


def _profile(value: Any) -> str:
    return _kinds(PROFILES)(value)[0]


def _archive(value: Any) -> str:
    profile = _text(value).lower()
    if not re.fullmatch(r"pdf/(a-[1-4][abuef]?|ua-[12])", profile):
        raise ValueError('must be a profile of PDF|for example "pdf/a-3u"')
    return profile


TABLES: Mapping[str, tuple[type, Mapping[str, Callable[[Any], Any]]]] = {
    "author": (
        Author,
        {
            "student_id": _text,
            "candidate": _text,
            "email": _text,
            "initials": _text,
            "supervisor": _texts,
            "also": _texts,
            "works": _keys,
        },
    ),
    "declaration": (
        Declaration,
        {
            "originality": _statement,
            "ai": _ai,
            "ai_use": _text,
            "signed": _text,
            "date": _date,
        },
    ),
    "pdf": (PdfSettings, {"profile": _profile, "attach_sources": switch}),
    "submit": (
        Submission,
        {
            "brief": _brief,
            "source": _text,
            "formats": _formats,
            "max_size": _size,
            "pages": _pages,
            "fonts": _texts,
            "front": _kinds(FRONT),
            "file_name": _file_name,
            "anonymous": switch,
            "own_works": _own_works,
            "declarations": _kinds(DECLARATIONS),
            "deadline": _deadline,
            "archive": _archive,
            "sources": switch,
        },
    ),
}
# What only the writer can say.
NOT_IN_A_BRIEF = frozenset(
    (
        *("subtitle", "authors", "abstract", "keywords", "acknowledgements", "name"),
        *("bibliography", "nocite", "sections", "submit.brief"),
        *(f"{table}.{key}" for table in ("author", "declaration") for key in TABLES[table][1]),
    )
)
