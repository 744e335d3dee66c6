"""Read report.toml into a Project: all mistakes at once, each with its place and its cure."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from octavo import clock, files, toml
from octavo.diagnostics import Finding, ReportError, Severity, Source, Span, nearest
from octavo.model import Layout, Project

NAME = "report.toml"
RULE = "config"
TABLES = ("page", "pdf", "checks", "author", "declaration", "submit")
LENGTH = re.compile(r"\d+(\.\d+)?(mm|cm|in|pt)")
LONGEST_NAME = 45  # characters; the shortest limit of an upload system (Brightspace)


def load(root: Path, brief: str = "") -> tuple[Project, tuple[Finding, ...]]:
    """The project in `root`, and what is wrong in its report.toml.

    `brief` is a file, or the name of a preset, in place of what `[submit]` names: its values hold
    where report.toml says nothing. A value that is wrong is left at its default, so that a draft
    can still be made. Raises ReportError where a file is not TOML at all or report.toml cannot be
    read.
    """
    from octavo import briefs

    try:
        reading = opened(root / NAME, root)
    except FileNotFoundError as error:
        message = f"there is no {NAME} in {files.shown(root)}"
        raise ReportError([Finding(RULE, message, hint="put it back")]) from error
    except OSError as error:
        message = f"{files.shown(root / NAME)} cannot be read: {error.strerror}"
        raise ReportError([Finding(RULE, message)]) from error
    values = _taken(root, reading, briefs.TABLES)
    briefs.undeclared(values, reading)
    orders: dict[str, Any] = {}
    findings = reading.findings
    if order := briefs.find(root, brief, values.get("submit.brief", ""), reading):
        orders = _taken(root, order, briefs.TABLES, briefs.NOT_IN_A_BRIEF)
        findings = [*order.findings, *findings]
        values |= briefs.received(order, orders, values)
    return _project(root, reading, {**orders, **values}, briefs.TABLES, findings), tuple(findings)


def opened(path: Path, root: Path | None = None) -> Reading:
    """A file of settings, to be read; it lies below `root` where that is given.

    Raises ReportError where it is no TOML or lies outside, and OSError.
    """
    try:
        source, findings = files.read(path, root)
    except files.OutsideError as error:
        message = f"{files.shown(path)} cannot be read: {error.strerror}"
        raise ReportError([Finding(RULE, message)]) from error
    return Reading(source, _table(source), _places(source), findings)


def _taken(
    root: Path, reading: Reading, tables: Mapping[str, Any], refused: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """All values that a file gives, by their keys' full names."""
    keys: dict[str, Callable[[Any], Any]]
    keys = {**SETTINGS, "word_rule": partial(_word_rule, root)}
    for table, (_, inner) in {"page": (Layout, PAGE), **tables}.items():
        keys |= {f"{table}.{key}": parse for key, parse in inner.items()}
    values = {key: reading.take(key, keys[key]) for key in keys if key not in refused}
    values |= _rules(reading)
    reading.refuse_unknown(refused)
    return _given(values)


def _rules(reading: Reading) -> dict[str, Any]:
    """What the table [checks] says, if there is one."""
    if "checks" not in reading.table:
        return {}
    from octavo import rules
    from octavo.rules import settings

    return settings.read(reading, rules.names())


def _project(
    root: Path,
    reading: Reading,
    values: dict[str, Any],
    tables: Mapping[str, Any],
    findings: list[Finding],
) -> Project:
    metadata = {key: value for key, value in values.items() if "." not in key}
    title = metadata.pop("title", "")
    if not title:
        start = Span(reading.source, 0, 0)
        hint = 'add the line: title = "..."'
        findings.append(Finding(RULE, "the report has no title", start, hint=hint))
    name = metadata.pop("name", "") or slug(title) or "report"
    inner = {table: kind(**_below(values, table)) for table, (kind, _) in tables.items()}
    return Project(
        root=root,
        source=reading.source,
        name=name,
        title=title or "Untitled",
        layout=Layout(**_below(values, "page")),
        author=inner["author"],
        declaration=inner["declaration"],
        submission=inner["submit"],
        pdf=inner["pdf"],
        places=reading.places,
        **metadata,
    )


def _below(values: Mapping[str, Any], table: str) -> dict[str, Any]:
    """The values of a table, by their keys' own names."""
    return {
        key.partition(".")[2]: value for key, value in values.items() if key.startswith(f"{table}.")
    }


def slug(title: str) -> str:
    """The title as a file name: plain letters, digits and hyphens, cut at a word."""
    words = (_plain(word) for word in re.findall(r"\w+", re.sub("['’]", "", title)))
    name = ""
    for word in filter(None, words):
        if len(name) + 1 + len(word) > LONGEST_NAME:
            break
        name = f"{name}-{word}" if name else word
    return name


def _plain(word: str) -> str:
    """The word's letters and digits without accents; what has no plain letter is left out."""
    ascii_only = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", ascii_only.lower())


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _table(source: Source) -> dict[str, Any]:
    try:
        return toml.loads(source.text)
    except toml.TomlError as error:
        message, place = _fault(str(error), source)
        hint = SLASH_HINT if re.search(r"'\\'|hex value", message) else TOML_HINT
        raise ReportError([Finding(RULE, f"not TOML: {message}", place, hint=hint)]) from None


TOML_HINT = 'a line is: key = "text", key = 12, key = ["a", "b"] or key = 2026-11-23'
SLASH_HINT = "write / between folders, and any other backslash twice"


def _fault(message: str, source: Source) -> tuple[str, Span]:
    """tomllib says the place of a fault only in its words: take it out of them."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if found is None or found[1] is None:
        offset = len(source.text)
    else:
        lines = source.text.splitlines(keepends=True)
        offset = sum(len(line) for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    words = message[: found.start()] if found else message
    return words[:1].lower() + words[1:], Span(source, offset, min(offset + 1, len(source.text)))


# --- where each key stands ---------------------------------------------------------------

STRING = r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
TOKEN = re.compile(
    rf"^[ \t]*\[(?P<table>[^\[\]\n]+)\][ \t]*(?=#|$)|^[ \t]*(?P<key>[\w.\"'-]+)[ \t]*="
    rf"|{STRING}|\#[^\n]*",
    re.M | re.S,
)


def _places(source: Source) -> dict[str, Span]:
    """The place of every key, by its full name ("page.size"); strings and comments are skipped."""
    table, places = "", {}
    for match in TOKEN.finditer(source.text):
        if match["table"]:
            table = match["table"].strip() + "."
            places[table[:-1]] = Span(source, match.start("table"), match.end("table"))
        elif match["key"]:
            name = table + match["key"].strip("\"'")
            places[name] = Span(source, match.start("key"), match.end("key"))
    return places


@dataclass(slots=True)
class Reading:
    """A table being read: which keys were taken, what was wrong with them."""

    source: Source
    table: dict[str, Any]
    places: dict[str, Span]
    findings: list[Finding]
    taken: set[str] = field(default_factory=set)

    def take(self, name: str, parse: Callable[[Any], Any]) -> Any:
        """The value of a key as `parse` understands it, None where it is absent or wrong."""
        self.taken.add(name)
        table, _, key = name.rpartition(".")
        values = self.table.get(table, {}) if table else self.table
        if not isinstance(values, Mapping) or key not in values:
            return None
        try:
            return parse(values[key])
        except _DoubtfulError as doubt:
            self.report(name, str(doubt), doubt.hint, Severity.WARNING)
            return doubt.value
        except ValueError as error:
            message, _, hint = str(error).partition("|")
            self.report(name, f"`{name}` {message}", hint)
            return None

    def report(
        self, name: str, message: str, hint: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Say that something is wrong with a key, at its place."""
        while name not in self.places and "." in name:  # a key in braces has its table's place
            name = name.rpartition(".")[0]
        place = self.places.get(name, Span(self.source, 0, 0))
        self.findings.append(Finding(RULE, message, place, severity, hint))

    def refuse_unknown(self, refused: Collection[str] = ()) -> None:
        """One finding for each key that is none of ours, or is `refused` in this file."""
        for name in _names(self.table):
            if name in refused:
                self.report(name, f"a brief cannot set `{name}`", "only report.toml can: delete it")
            elif name not in self.taken:
                self.report(name, f"unknown key `{name}`", self._cure(name))

    def _cure(self, name: str) -> str:
        """What to write for an unknown key, or for an unknown table."""
        if name in TABLES:
            return f"write a line [{name}], and its keys below it"
        if isinstance(self.table.get(name), Mapping):
            near = nearest(name, TABLES)
            return f"did you mean [{near}]?" if near else f"tables are {_listed(set(TABLES))}"
        near = nearest(name, self.taken)
        return f"did you mean `{near}`?" if near else f"known are {_listed(self.taken)}"


def _names(table: Mapping[str, Any]) -> list[str]:
    """All keys of the file by their full names; of unknown tables only their own."""
    names: list[str] = []
    for key, value in table.items():
        if key in TABLES and key != "checks" and isinstance(value, Mapping):
            names += [f"{key}.{inner}" for inner in value]
        else:
            names.append(key)
    return names


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))


# --- the keys, and what each takes -------------------------------------------------------
# A parser returns the value or raises ValueError("what is wrong|what to do").


class _DoubtfulError(Exception):
    """The value can be used, but deserves a warning."""

    def __init__(self, message: str, hint: str, value: Any) -> None:
        super().__init__(message)
        self.hint, self.value = hint, value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError('must be text|put it in quotation marks: "..."')
    return value.strip()


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(entry, str) for entry in values):
        raise ValueError('must be text or a list of texts|for example ["one", "two"]')
    return tuple(values)


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(key.strip().removeprefix("@") for key in _texts(value))


def _inside(value: Any, or_else: str = "") -> tuple[str, ...]:
    paths = _texts(value)
    outside = [path for path in paths if files.leads_out(path)]
    if outside:
        names, them = ", ".join(map(repr, outside)), "it" if len(outside) == 1 else "them"
        hint = f"move {them} into the folder of report.toml{or_else}"
        hint = "; ".join(dict.fromkeys(files.cure_of(path, hint) for path in outside))
        raise ValueError(f"names {names}, outside the manuscript|{hint}")
    return paths


def _bibliography(value: Any) -> tuple[str, ...]:
    return _inside(value, ", or name it on the command line: --bibliography FILE")


def _file_name(value: Any) -> str:
    name = _text(value)
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise ValueError("must be a plain file name|letters, digits, hyphens, no folders")
    return name


def _template(value: Any) -> str:
    name = _text(value).removesuffix(".html")
    if not re.fullmatch(r"\w[\w-]*", name):
        raise ValueError('must be the name of a template|for example "essay"')
    return name


def _docx_template(value: Any) -> str:
    return _inside(_text(value))[0]


def _date(value: Any) -> datetime.date | str:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = _text(value)
    if text.casefold() == "today":
        hint = "write the date of the hand-in, as in: date = 2026-11-23"
        raise _DoubtfulError('the date "today" changes with every build', hint, clock.today())
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _language(value: Any) -> str:
    tag = _text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise ValueError('must be a language tag|for example "en-GB", "de", "zh"')
    return tag


def _positive(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise ValueError("must be a whole number above 0|for example 4000")
    return value


def _length(value: Any) -> str:
    if not isinstance(value, str) or not LENGTH.fullmatch(value.strip()):
        raise ValueError('must be a length|for example "25mm", "2.5cm", "1in", "12pt"')
    return value.strip()


def _font_size(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}pt"
    length = _length(value)
    if not (length.endswith("pt") and 6 <= float(length[:-2]) <= 30):
        raise ValueError('must be from "6pt" to "30pt"|12pt is usual')
    return length


SIZES = ("A3", "A4", "A5", "B5", "letter", "legal")


def _size(value: Any) -> str:
    if isinstance(value, list):
        if len(value) != 2:
            raise ValueError('must be a name or two lengths|for example ["170mm", "240mm"]')
        return " ".join(_length(length) for length in value)
    size = {name.casefold(): name for name in SIZES}.get(_text(value).casefold())
    if size is None:
        known = ", ".join(SIZES)
        raise ValueError(f'is no page size that Octavo knows|{known}, or ["170mm", "240mm"]')
    return size


def _margins(value: Any) -> tuple[str, ...]:
    lengths = value if isinstance(value, list) else [value]
    if not 1 <= len(lengths) <= 4:
        raise ValueError("takes one to four lengths|top, right, bottom, left")
    return tuple(_length(length) for length in lengths)


SPACINGS = {"single": 1.0, "one and a half": 1.5, "double": 2.0}


def _spacing(value: Any) -> float:
    if isinstance(value, str) and value in SPACINGS:
        return SPACINGS[value]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= 3:
        raise ValueError('must be from 1 to 3|1, 1.5 or 2; or "single", "double"')
    return float(value)


def _notes(value: Any) -> str:
    if value not in ("footnotes", "endnotes"):
        raise ValueError('must be "footnotes" or "endnotes"|where the notes stand in print')
    return str(value)


def _font(value: Any) -> str:
    name = _text(value)
    if not re.fullmatch(r"[\w .&'-]+", name):
        raise ValueError('must be the name of a font|for example "Times New Roman"')
    return name


def _paragraphs(value: Any) -> str:
    if value not in ("indent", "gap"):
        raise ValueError('must be "indent" or "gap"|how one paragraph is told from the next')
    return str(value)


def _word_rule(root: Path, value: Any) -> str:
    from octavo import counting

    try:
        return counting.load(_text(value), root).name
    except counting.RuleBookError as error:
        raise ValueError(f"cannot be used: {error.message}|{error.hint}") from error


def switch(value: Any) -> bool:
    """True or false as it stands. Raises ValueError("what is wrong|what to do")."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false|without quotation marks")
    return value


SETTINGS: dict[str, Callable[[Any], Any]] = {
    "title": _text,
    "subtitle": _text,
    "authors": _texts,
    "course": _text,
    "institution": _text,
    "instructor": _text,
    "date": _date,
    "language": _language,
    "abstract": _text,
    "keywords": _texts,
    "acknowledgements": _text,
    "name": _file_name,
    "template": _template,
    "docx_template": _docx_template,
    "style": _text,
    "bibliography": _bibliography,
    "nocite": _keys,
    "sections": _inside,
    "word_limit": _positive,
    "word_rule": _text,
    "contents": switch,
    "numbered": switch,
}
PAGE: dict[str, Callable[[Any], Any]] = {
    "size": _size,
    "margins": _margins,
    "font_size": _font_size,
    "line_spacing": _spacing,
    "paragraphs": _paragraphs,
    "font": _font,
    "notes": _notes,
    "line_numbers": switch,
}
