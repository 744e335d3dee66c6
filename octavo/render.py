"""Lay a document into its template: one HTML page for print, one for the screen."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.sandbox
from markupsafe import Markup, escape

from octavo import (
    __version__,
    convert,
    counting,
    dates,
    declarations,
    dialect,
    endnotes,
    files,
    markup,
    pictures,
    policy,
    quotes,
    stylesheets,
    templates,
    typography,
)
from octavo.diagnostics import Finding, ReportError, Source, Span
from octavo.languages import Language
from octavo.markup import Medium
from octavo.memory import Memory
from octavo.model import Document, Element, Kind, Node, Project, plain
from octavo.shipped import shipped
from octavo.ties import Ties

GENERATOR = f"Octavo {__version__}"


Piece = Callable[[str, str], str]


def _as_it_is(_: str, html: str) -> str:
    return html


@dataclass(frozen=True, slots=True)
class ScreenNote:
    """A note as the screen's list of notes shows it."""

    number: int
    id: str
    call_id: str
    body: Markup


def render(
    document: Document,
    language: Language,
    medium: Medium,
    faults: int = 0,
    memory: Memory | None = None,
    *,
    whole_notes: bool = False,
    piece: Piece = _as_it_is,
) -> str:
    """The page as HTML. Raises ReportError where the template is missing or broken.

    `faults` above 0 makes it a draft, which says so on page one. `memory` has what an earlier build
    of the same manuscript wrote. `whole_notes`: the printed page holds each note where it
    is called, even if they are to stand at the end, for an output that places them itself. `piece`
    is given each piece of the page, its name first, and says what the template gets for it.
    """
    ends = document.project.layout.notes == "endnotes" and not whole_notes
    ends = ends and medium is Medium.PRINT
    write = _Writer(language, medium, memory or Memory(), piece, ends=ends)
    context = _context(document, language, medium, faults, write)
    try:
        template = _environment(document.project).get_template(f"{document.project.template}.html")
        given = (template, context)
        html = write.memory.same(("page", medium), given, lambda: template.render(context))
    except jinja2.TemplateNotFound as error:
        name = str(error.name or document.project.template)
        raise ReportError([templates.missing(document.project, name)]) from error
    except jinja2.TemplateSyntaxError as error:
        raise ReportError([_broken(error, error.message or "", error.lineno)]) from error
    except Exception as error:  # a manuscript's template is a program: anything can go wrong in it
        raise ReportError([_failed(error)]) from error
    if not context["policy"]:
        return html
    return policy.confined(html) if templates.has_own(document.project) else policy.hold(html)


class _Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Runs a stranger's template: it sees values, and neither Python's insides nor files."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Not what Jinja2's sandbox refuses, and nothing of a path: it could read and write."""
        if type(obj) is ScreenNote:  # there are many
            return attr in ScreenNote.__slots__
        return not isinstance(obj, Path) and super().is_safe_attribute(obj, attr, value)


class _Inside(jinja2.BaseLoader):
    """Finds a manuscript's templates, and follows no way out of the manuscript."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template's text and place. Raises TemplateNotFound, also for what lies outside."""
        path = self.root / "templates" / template
        if not files.is_inside(path, self.root):
            raise jinja2.TemplateNotFound(template)
        source, _ = files.read(path, self.root)
        return source.text, str(path), lambda: True


def _environment(project: Project) -> jinja2.Environment:
    folders = (project.root / "templates", shipped("templates"))
    return _compiler(project.root, tuple(dates.state(folders).items()))


@lru_cache(maxsize=2)
def _compiler(root: Path, state: tuple[tuple[str, dates.Sign], ...]) -> jinja2.Environment:
    """A manuscript's own templates win, file by file, and can extend what they replace.

    What it compiled it keeps, for as long as the `state` of all templates is the same.
    """
    ours = jinja2.FileSystemLoader(shipped("templates"))
    own = _Inside(root)
    return _Sandbox(
        loader=jinja2.ChoiceLoader([own, ours, jinja2.PrefixLoader({"shipped": ours})]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def forget() -> None:
    """Forget what was compiled of templates."""
    _compiler.cache_clear()


def _context(
    document: Document, language: Language, medium: Medium, faults: int, write: _Writer
) -> dict[str, Any]:
    project = document.project
    line = _Lines(language, medium, write.memory)
    ties = line.ties
    words = language.words
    length = counting.length(document, write.memory.each)
    date = project.date
    return {
        "project": _placeless(typography.shown(project, language)),
        "typed": _placeless(project),
        "title": line(project.title),
        "subtitle": line(project.subtitle),
        "abstract": line(project.abstract),
        "acknowledgements": line(project.acknowledgements),
        "declaration": declarations.of(document, language),
        "plain_title": line.plain(project.title),
        "medium": medium.value,
        "words": words,
        "date": language.format_date(date)
        if isinstance(date, datetime.date)
        else quotes.curled(date, language),
        "word_count": write.piece("words", language.format_number(length.total)),
        "faults": language.count("faults", faults) if faults else "",
        "body": Markup("".join(write(("body", n), (s,)) for n, s in enumerate(document.body))),
        "headings": [_heading(heading, medium, ties) for heading in document.headings],
        "bibliography": write(("bibliography",), document.bibliography),
        "bibliography_title": document.bibliography_title,
        "notes": tuple(_listed(document, write)) if medium is Medium.SCREEN or write.ends else (),
        "typeface": document.typeface and replace(document.typeface, files=()),
        "stylesheets": Markup(_stylesheets(document, medium, write.memory)),
        "generator": GENERATOR,
        "policy": ""
        if project.trusted or medium is Medium.PRINT
        else Markup(escape(policy.rules())),
    }


def _placeless(project: Project) -> Project:
    """The project without a path of this computer, for templates, which print what they like."""
    source = Source(Path(project.source.path.name), project.source.text)
    return replace(project, root=Path(), source=source, places={})


class _Writer:
    """Writes parts of the tree, each only if it is not what it was in the build before."""

    def __init__(
        self, language: Language, medium: Medium, memory: Memory, piece: Piece, *, ends: bool
    ) -> None:
        self.ties, self.medium, self.memory = Ties(language), medium, memory
        self.named = piece
        self.ends = ends  # whether the notes stand at the end of the printed page
        self.language = repr(language.data)

    def __call__(self, name: tuple[object, ...], nodes: Sequence[Node]) -> Markup:
        def made() -> Markup:
            placed = endnotes.called(nodes) if self.ends else nodes
            return Markup(markup.write(self.ties(placed), self.medium))

        key = (*name, self.medium, self.ends, self.language)
        return self.piece("-".join(map(str, name)), self.memory.unchanged(key, nodes, made))

    def piece(self, name: str, html: str) -> Markup:
        """What stands for a piece of the page; an empty one stays empty."""
        return Markup(self.named(name, html) if html else "")


class _Lines:
    """Sets lines of report.toml: emphasis and quotation marks as in the text."""

    def __init__(self, language: Language, medium: Medium, memory: Memory) -> None:
        self.language, self.medium, self.memory = language, medium, memory
        self.ties = Ties(language)
        self.markdown = dialect.converter(language.quotes[:2])

    def __call__(self, text: str) -> Markup:
        return Markup(markup.write(_tied(self._nodes(text), self.ties), self.medium))

    def plain(self, text: str) -> str:
        return "".join(plain(node) for node in self._nodes(text))

    def _nodes(self, text: str) -> tuple[Node, ...]:
        return self.memory.same(("line", text), self.language, lambda: self._converted(text))

    def _converted(self, text: str) -> tuple[Node, ...]:
        nodes = convert.inline(text, self.markdown)
        block = Element("p", {}, nodes, Kind.PROSE)
        return typography.set_block(block, self.language).children


def _stylesheets(document: Document, medium: Medium, memory: Memory) -> str:
    project, typeface = document.project, document.typeface
    state = pictures.state(project, memory) if memory.lasting else {}
    given = project.root, typeface, state
    return memory.same(
        ("stylesheets", medium), given, lambda: stylesheets.read(project, medium, typeface)
    )


def _heading(heading: Any, medium: Medium, ties: Ties) -> dict[str, Any]:
    return {
        "level": heading.level,
        "number": heading.number,
        "id": heading.id,
        "title": Markup(markup.write(_tied(heading.title, ties), medium)),
    }


def _tied(line: tuple[Node, ...], ties: Ties) -> tuple[Node, ...]:
    return ties.block(Element("span", {}, line, Kind.PROSE)).children


def _listed(document: Document, write: _Writer) -> Iterable[ScreenNote]:
    for note in document.notes:
        body = write(("note", note.id), endnotes.numbered(note) if write.ends else note.children)
        yield ScreenNote(note.number, note.id, f"call-{note.number}", body)


# --- what can be wrong with a template ---------------------------------------------------


def _broken(error: jinja2.TemplateError, message: str, line: int) -> Finding:
    path = Path(getattr(error, "filename", None) or "template")
    hint = "Jinja2's notation: {{ value }}, {% if ... %} ... {% endif %}"
    return Finding(
        templates.RULE, f"the template is broken: {message}", _line(path, line), hint=hint
    )


def _failed(error: Exception) -> Finding:
    """The innermost line of a template that an error went through."""
    path, line, trace = Path("template"), 1, error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith((".html", ".css")):
            path, line = Path(code.co_filename), trace.tb_lineno
        trace = trace.tb_next
    hint = "templates/base.html lists what a template is given"
    return Finding(templates.RULE, f"the template fails: {error}", _line(path, line), hint=hint)


def _line(path: Path, line: int) -> Span:
    source = Source(path, "")
    if path.is_file():
        source, _ = files.read(path)
    lines = source.text.splitlines(keepends=True)
    start = sum(len(text) for text in lines[: line - 1])
    return Span(
        source, start, start + len(lines[line - 1].rstrip()) if line <= len(lines) else start
    )
