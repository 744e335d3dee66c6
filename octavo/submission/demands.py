"""What a brief demands, beside what was found."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo import counting
from octavo.counting import report
from octavo.counting.shown import pdf_text
from octavo.diagnostics import Finding, Severity
from octavo.model import Document, Output, Project
from octavo.submission import reading
from octavo.submission.names import RULE

# Keys of report.toml that a brief may set, and what they are called; the others are no demands.
SET = {
    "style": "citation style",
    "word_rule": "words counted by",
    "template": "template",
    "contents": "list of contents",
    "numbered": "numbers of headings",
    "page.size": "paper",
    "page.margins": "margins",
    "page.font": "font",
    "page.font_size": "size of type",
    "page.line_spacing": "line spacing",
    "page.paragraphs": "paragraphs",
    "page.notes": "notes",
    "page.line_numbers": "numbered lines",
}
STARTERS = ("Your Name", "Your Course", "Your University", "Your Teacher")
CURED = ("submit.formats", "submit.file_name", "submit.anonymous")  # by the brief's own value


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand. `key` is where it stands in report.toml; `met` is None if nothing judges it.

    `told`: where it is not met, findings of their own say so.
    """

    key: str
    name: str
    wanted: str
    found: str
    met: bool | None
    told: bool = False


def demands(
    project: Project,
    document: Document,
    outputs: Sequence[Output],
    verdict: Demand | None,
    seen: Sequence[Finding] = (),
) -> tuple[Demand, ...]:
    """All demands on a paper; `project` is the one with names, the document's may have none.

    `verdict` is the validator's on the archive's profile, `seen` is what still names the author of
    an anonymous copy.
    """
    found = [*_length(document), *_set(document.project), *_files(document.project, outputs)]
    found += [
        *_front(document.project),
        *_filled_in(project),
        *_names(project, seen),
        *_signed(document.project),
    ]
    found += [*_stated(document, outputs)]
    return (*found, *([verdict] if verdict else []))


def deadline(project: Project, now: datetime.datetime) -> tuple[Demand, ...]:
    """How much time is left, if there is a deadline: for the writer's eyes, another at each run."""
    due = wanted_of(project, "deadline")
    if due is None:
        return ()
    moment = due if isinstance(due, datetime.datetime) else _end(due)
    left = moment - (now if moment.tzinfo is None else now.astimezone())
    said = _left(abs(left))
    late = left < datetime.timedelta(0)
    found = f"{said} late" if late else f"{said} left"
    return (Demand("submit.deadline", "deadline", str(due), found, not late),)


def _end(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.max)


def _left(span: datetime.timedelta) -> str:
    if span.days:
        return f"{span.days} day{'s' * (span.days != 1)}"
    minutes = span.seconds // 60
    return f"{minutes // 60} h {minutes % 60} min"


def findings(project: Project, rows: Sequence[Demand]) -> Iterator[Finding]:
    """An error for each demand that is not met; a deadline that is over only warns."""
    for row in rows:
        if row.met is False and not row.told:
            grave = Severity.WARNING if row.key == "submit.deadline" else Severity.ERROR
            message = f"{row.name}: {row.wanted} is wanted, found: {row.found}"
            place = project.place_of(row.key if row.key in project.places else "submit")
            yield Finding(RULE, message, place, grave, _cure(project, row.key))


def _cure(project: Project, key: str) -> str:
    """What to do where report.toml says otherwise than the brief."""
    if key in (*SET, *CURED) and key in project.submission.overridden:
        return "delete this line: then the brief's holds"
    if key == "submit.front":
        return "write it in report.toml; numbers and supervisors below [author]"
    if key == "declaration.word_count":
        return "choose a word_rule whose rule book wants the count signed"
    if key.startswith("declaration."):
        return f"write {key.partition('.')[2]} = … below [declaration] in report.toml"
    return ""


# --- the demands -------------------------------------------------------------------------


def _length(document: Document) -> Iterator[Demand]:
    project = document.project
    limit = project.submission.wants.get("word_limit", project.word_limit)
    if limit is None:
        return
    count = counting.length(document)
    room = count.room(limit)
    leeway = f", with the leeway {room:,}" if room > limit else ""
    wanted = f"at most {limit:,} by {count.book.name}{leeway}"
    cost = count.penalty(limit)
    found = f"{count.total:,}" + (f": {cost}" if cost else "")
    yield Demand("word_limit", "words", wanted, found, count.total <= room)


def _set(project: Project) -> Iterator[Demand]:
    """The values that a brief sets and the report may have overridden."""
    values = _values(project)
    for key, name in SET.items():
        if key in project.submission.wants:
            wanted, found = project.submission.wants[key], values[key]
            yield Demand(key, name, said(wanted), said(found), wanted == found)


def _values(project: Project) -> Mapping[str, Any]:
    layout = {f"page.{key}": getattr(project.layout, key, None) for key in _keys("page")}
    return {key: getattr(project, key) for key in SET if "." not in key} | layout


def _keys(table: str) -> list[str]:
    return [key.partition(".")[2] for key in SET if key.startswith(f"{table}.")]


def said(value: Any) -> str:
    """A value of report.toml, for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def wanted_of(project: Project, key: str) -> Any:
    """What the brief wants below [submit]; without one, what report.toml says there itself."""
    wants = project.submission
    return wants.wants.get(f"submit.{key}", getattr(wants, key))


def _files(project: Project, outputs: Sequence[Output]) -> Iterator[Demand]:
    formats = wanted_of(project, "formats")
    made = [output.name.rpartition(".")[2] for output in outputs]
    complete = set(formats) <= set(made)
    yield Demand("submit.formats", "files", ", ".join(formats), ", ".join(made), complete)
    if outputs:
        yield from _named(project, outputs[0].name.rpartition(".")[0])
        yield from _sized(project, outputs)
    if wanted_of(project, "fonts") and outputs:
        yield from _fonts(project, outputs)


def _named(project: Project, name: str) -> Iterator[Demand]:
    if pattern := wanted_of(project, "file_name"):
        kept = pattern == project.submission.file_name
        yield Demand("submit.file_name", "name", pattern, name, None if kept else False)


def _sized(project: Project, outputs: Sequence[Output]) -> Iterator[Demand]:
    """The files' sizes, and how many pages there are."""
    limit, span = wanted_of(project, "max_size"), wanted_of(project, "pages")
    if limit is not None:
        most = max(len(output.data) for output in outputs)
        found = size(most)
        yield Demand(
            "submit.max_size", "size of a file", f"at most {size(limit)}", found, most <= limit
        )
    pages = next((len(output.pages) for output in outputs if output.pages), None)
    if span and pages is not None:
        least, most = span
        wanted = f"at most {most}" if least == 1 else f"{least} to {most}"
        yield Demand("submit.pages", "pages", wanted, str(pages), least <= pages <= most)


def _front(project: Project) -> Iterator[Demand]:
    """What the first page must say of the paper: it can print only what report.toml says."""
    if wanted := wanted_of(project, "front"):
        lacking = [name for name in wanted if not _says(project, name)]
        found = f"report.toml lacks {', '.join(lacking)}" if lacking else "there"
        yield Demand("submit.front", "on page one", ", ".join(wanted), found, not lacking)


def _says(project: Project, name: str) -> bool:
    return bool(getattr(project, name, None) or getattr(project.author, name, None))


def _filled_in(project: Project) -> Iterator[Demand]:
    """What `new` wrote for the writer to write over."""
    for key in ("authors", "course", "institution", "instructor"):
        value = said(getattr(project, key))
        if value in STARTERS:
            yield Demand(key, key, "your own", value, False)


def _names(project: Project, seen: Sequence[Finding]) -> Iterator[Demand]:
    """Whether an anonymous copy is one; `seen` are the places that still name the author."""
    if not wanted_of(project, "anonymous"):
        return
    if not project.submission.anonymous:
        yield Demand("submit.anonymous", "names", "none", "report.toml wants them", False)
        return
    errors = sum(finding.severity is Severity.ERROR for finding in seen)
    doubts = len(seen) - errors
    found = f"{errors} found" if errors else "none"
    found += f", {doubts} doubtful" if doubts else ""
    yield Demand("submit.anonymous", "names", "none", found, not errors, told=True)


def _fonts(project: Project, outputs: Sequence[Output]) -> Iterator[Demand]:
    from octavo import readback

    wanted = wanted_of(project, "fonts")
    asked = getattr(project.layout, "font", "")
    for output in outputs:
        if output.pages:
            names = [_letters(name) for name in readback.read(output).fonts]
            known = [font for font in wanted if any(_letters(font) in name for name in names)]
            met = bool(known) or asked in wanted
            found = asked or ", ".join(known) or "Octavo's own"
            yield Demand("submit.fonts", "fonts", " or ".join(wanted), found, met)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _signed(project: Project) -> Iterator[Demand]:
    declared, book = project.declaration, counting.load(project.word_rule, project.root)
    there = {
        "originality": declared.originality,
        "ai": declared.ai,
        "word_count": book.statement == "signed",
    }
    names = {"originality": "originality", "ai": "use of AI", "word_count": "signed word count"}
    for kind in wanted_of(project, "declarations"):
        found = "there" if there[kind] else "none"
        key = f"declaration.{kind}"
        yield Demand(key, f"declaration of {names[kind]}", "a statement", found, bool(there[kind]))


def _stated(document: Document, outputs: Sequence[Output]) -> Iterator[Demand]:
    """Whether the count is printed where its rule book wants it."""
    count = counting.length(document)
    if count.book.statement and outputs:
        digits = re.compile(r"\D?".join(f"{count.total}"))  # grouped as the language has it
        first, *others = _pages(outputs[0])
        there = digits.search("".join(others) or first if count.book.at == "end" else first)
        found = "there" if there else "not there: the template has no place for it"
        yield Demand("template", "word count stated", count.book.where, found, bool(there))


def _pages(output: Output) -> list[str]:
    """The text of each page; of a file without pages all of it."""
    return pdf_text(output.data) if output.pages else [reading.text(output.name, output.data)]


def size(number: int) -> str:
    """So many bytes, for people."""
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1000:.0f} KB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


def table(rows: Sequence[Demand]) -> str:
    """The demands and what was found, for people."""
    signs = {True: "ok", False: "NO", None: ""}
    lines = [(row.name, row.wanted, row.found, signs[row.met]) for row in rows]
    return "\n".join(report.aligned([("demand", "wanted", "found", ""), *lines]))
