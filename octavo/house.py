"""Read the house's Word document, in which the report's own is to be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from octavo import counting, files, quotes
from octavo.diagnostics import Finding, Severity, nearest
from octavo.languages import Language
from octavo.model import Document, House, Project
from octavo.zips import ZipError, unpack

RULE = "docx_template"
ENDINGS = (".docx", ".dotx")
MOST = 6  # kinds of things left out that are told


def read(document: Document, language: Language) -> tuple[Document, list[Finding]]:
    """The document with its house's Word document, and what is wrong with that.

    It is left out where it cannot be read, has macros, or would load something from elsewhere.
    """
    project = document.project
    if not project.docx_template:
        return document, []
    try:
        house, left = _opened(project)
    except _FaultError as fault:
        return document, [_finding(project, str(fault), Severity.ERROR, fault.hint)]
    values = _values(document, language)
    doubts = (*_left_out(house, left), *_doubts(house, values))
    found = [_finding(project, *said) for said in doubts]
    return replace(document, house=replace(house, values=values)), found


class _FaultError(Exception):
    """It cannot be used; `hint` is the cure."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _finding(project: Project, message: str, severity: Severity, hint: str) -> Finding:
    return Finding(RULE, message, project.place_of(RULE), severity, hint)


def _opened(project: Project) -> tuple[House, tuple[str, ...]]:
    """The house's document, tame, and what it had to leave out. Raises _FaultError."""
    from octavo.outputs._docx import tame
    from octavo.outputs._docx.house import Desk
    from octavo.outputs._docx.package import Package
    from octavo.outputs._docx.xml import BrokenError

    name = project.docx_template
    parts = _parts(project, name)
    again = "save it anew from Word, as a .docx"
    try:
        for said in _refused(parts):
            raise _FaultError(f"{name} {said}", again + " without it")
        package = Package.read(parts)
        left = tame.tamed(package)
        house = House(name, package.files(), frozenset(), {})
        desk = Desk.of(house)
    except (BrokenError, KeyError, ValueError) as error:
        raise _FaultError(f"{name} cannot be used: {error}", again) from error
    return replace(house, styles=frozenset(style for _, style in desk.wardrobe.known)), left


def _parts(project: Project, name: str) -> dict[str, bytes]:
    if not name.lower().endswith(ENDINGS):
        raise _FaultError(f"{name} is no Word document", "it is a .docx or a .dotx")
    try:
        parts, damaged = unpack(files.content(project.root / name, project.root))
    except FileNotFoundError as error:
        there = [p.name for p in project.root.iterdir() if p.suffix.lower() in ENDINGS]
        near = nearest(name, there)
        hint = f"did you mean {near}?" if near else "put it beside report.toml"
        raise _FaultError(f"there is no Word document {name}", hint) from error
    except OSError as error:
        raise _FaultError(f"{name} cannot be read: {error.strerror}", "") from error
    except ZipError as error:
        raise _FaultError(f"{name} cannot be used: {error}", "save it anew from Word") from error
    for part in damaged:
        raise _FaultError(f"{name} is damaged, in {part}", "save it anew from Word")
    return parts


def _refused(parts: dict[str, bytes]) -> Iterator[str]:
    """What no document is to bring: programs, and what is loaded from elsewhere."""
    from octavo.outputs._docx.package import Package

    package = Package.read(parts)
    if any("vbaProject" in kind or "macroEnabled" in kind for kind in package.kinds.values()):
        yield "has macros"
    for relations in package.relations.values():
        for _, kind, target, outside in relations.found:
            kind = kind.rpartition("/")[2]
            if outside and kind not in ("hyperlink", "attachedTemplate"):
                yield f"loads {target}"


def _left_out(house: House, left: tuple[str, ...]) -> Iterator[tuple[str, Severity, str]]:
    """What was taken out of it, as it runs, loads or embeds something."""
    if left:
        more = f" and {len(left) - MOST} more" if len(left) > MOST else ""
        said = f"{house.name} has {', '.join(left[:MOST])}{more}: left out of the report"
        yield said, Severity.WARNING, "a report neither runs nor loads anything: delete it there"


def _doubts(house: House, values: dict[str, str]) -> Iterator[tuple[str, Severity, str]]:
    """What the writer may not have meant."""
    from octavo.outputs._docx.cover import PLACE
    from octavo.outputs._docx.house import Desk

    around = Desk.of(house).around
    if around.left_out:
        said = (
            f"what stands below the cover in {house.name} is left out: “{_short(around.left_out)}”"
        )
        hint = f"a paragraph {PLACE} in it says where the report goes, and then the rest stays"
        yield said, Severity.WARNING, hint
    for name in dict.fromkeys(around.fields):
        if name not in values:
            near = nearest(name, values)
            hint = f"did you mean {{{near}}}?" if near else f"there are {', '.join(sorted(values))}"
            yield f"{house.name} has {{{name}}}, which nothing fills", Severity.WARNING, hint


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _values(document: Document, language: Language) -> dict[str, str]:
    """What may be written on a cover, by name."""
    import datetime

    project, date = document.project, document.project.date
    author = project.author
    day = language.format_date(date) if isinstance(date, datetime.date) else date
    values = {
        "title": project.title,
        "subtitle": project.subtitle,
        "authors": ", ".join(project.authors),
        "course": project.course,
        "institution": project.institution,
        "instructor": project.instructor,
        "date": day,
        "student_id": author.student_id,
        "candidate": author.candidate,
        "supervisor": ", ".join(author.supervisor),
        "abstract": project.abstract,
        "keywords": ", ".join(project.keywords),
        "word_count": language.format_number(counting.length(document).total),
    }
    return {name: quotes.curled(value, language) for name, value in values.items()}
