"""The whole build, in order: the only place that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from octavo import (
    checks,
    config,
    figures,
    files,
    glyphs,
    house,
    languages,
    library,
    outputs,
    overrun,
    pictures,
    rules,
    sections,
    silences,
    styles,
    stylesheets,
    templates,
)
from octavo.attaching import attaching
from octavo.compose import compose
from octavo.diagnostics import Finding, ReportError, Severity
from octavo.languages import Language, LanguageError
from octavo.limits import StoppedError
from octavo.locators import Locators
from octavo.memory import Memory
from octavo.model import Build, Built, BuiltDocx, Document, Output, Project, Section, Typeface
from octavo.rules import Rules

Progress = Callable[[str], None]
Attach = Callable[[Document], Document]  # put the sources in that go into the PDF
ALL = Rules()


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of the paper is made. The usual one is the writer's own.

    `brief` is the one that holds in place of the manuscript's; `project`, `works` and `document`
    may change what was read and composed, for a copy without names; `forced` makes finished files
    in spite of errors; `trusted` lets the HTML of the sections through, which no manuscript can ask
    for itself.
    """

    brief: str = ""
    project: Callable[[Project], Project] = lambda project: project
    works: Callable[[library.Library, Project], library.Library] = lambda works, _: works
    document: Callable[[Document], Document] = lambda document: document
    forced: bool = False
    trusted: bool = False


USUAL = Copy()


@dataclass(frozen=True, slots=True)
class Draft:
    """A manuscript as read and composed; `findings` are those of the stages so far."""

    document: Document
    language: Language
    texts: tuple[Section, ...]  # drafts and empty ones included
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A manuscript as read and checked, before anything is laid out."""

    document: Document
    language: Language
    findings: tuple[Finding, ...]
    silenced: tuple[tuple[Finding, str], ...]
    rules: Rules


def build(
    root: Path,
    formats: Sequence[str],
    bibliographies: Sequence[Path] = (),
    progress: Progress = lambda _: None,
    chosen: Rules = ALL,
    copy: Copy = USUAL,
    memory: Memory | None = None,
) -> Build:
    """Build the manuscript in `root` into the formats named; none of them only checks it.

    `bibliographies` are files outside the manuscript, of which only cited works count; `chosen`
    are the rules that hold, besides what report.toml says of them; `memory` has what an earlier
    build made. An error makes the outputs drafts, unless the copy is forced; where not even a draft
    can be made there are no outputs.
    """
    try:
        project = copy.project(config.load(root, copy.brief)[0])
        if project.pdf.attaches:
            memory = None  # all is read anew: what is read is attached
        with attaching(project) as attached:
            found = read(root, bibliographies, chosen, copy, memory)
            attach = partial(attached, has_others=bool(bibliographies))
            return _built(found, formats, progress, attach, forced=copy.forced)
    except ReportError as error:
        return Build(None, (), error.findings)
    except OSError as error:
        return Build(None, (), (_vanished(error, root),))


def _vanished(error: OSError, root: Path) -> Finding:
    """What to say of a file of the manuscript that was there, and can no longer be read.

    Raises the error again where it is of another file.
    """
    path = Path(str(error.filename))
    if not path.absolute().is_relative_to(root.absolute()):
        raise error
    message = f"{files.shown(path)} cannot be read any more: {error.strerror}"
    hint = "it was changed or moved while the report was built: build again"
    return Finding("unread_file", message, hint=hint)


def _built(
    found: Read, formats: Sequence[str], progress: Progress, attach: Attach, *, forced: bool
) -> Build:
    try:
        made, late = _make(found, formats, progress, attach, forced=forced)
    except ReportError as error:
        said = _in_order([*found.findings, *error.findings], found.document)
        return Build(None, (), said, found.silenced)
    findings = _in_order([*found.findings, *found.rules(late)], found.document)
    return Build(found.document, made, findings, found.silenced)


def read(
    root: Path,
    bibliographies: Sequence[Path] = (),
    chosen: Rules = ALL,
    copy: Copy = USUAL,
    memory: Memory | None = None,
) -> Read:
    """Read, compose and check a manuscript. Raises ReportError where there is nothing to read."""
    return check(draft(root, bibliographies, memory or Memory(), copy), chosen)


def draft(root: Path, bibliographies: Sequence[Path], memory: Memory, copy: Copy = USUAL) -> Draft:
    """Read and compose a manuscript. Raises ReportError where there is nothing to read.

    `memory` has what an earlier build of the same manuscript made.
    """
    project, findings = config.load(root, copy.brief)
    project, without = templates.found(replace(copy.project(project), trusted=copy.trusted))
    texts, faults = sections.read(project)
    works = copy.works(library.read(project, bibliographies, memory), project)
    language, wrong = memory.same(
        "language", (project, languages.state(project.root)), partial(_language, project)
    )
    style, loader, unstyled = styles.load(project, memory)
    terms = tuple(filter(None, map(loader.locale, (project.language, "en-US"))))
    locators = memory.same("locators", terms, partial(Locators, terms))
    project = _expanded(project, works)
    document = compose(project, texts, works.references, style, language, locators, memory)
    state = pictures.state(project, memory) if memory.lasting else {}
    document = figures.draw(document, language, memory, state)
    document = pictures.embed(document, memory, state)
    typeface, nameless = _typeface(project)
    document = replace(document, glyphs=glyphs.of(typeface), typeface=typeface)
    document, homeless = house.read(document, language)
    cited = {item.key for citation in document.citations for item in citation.items}
    found = [
        *findings,
        *faults,
        *library.relevant(works, cited),
        *wrong,
        *unstyled,
        *nameless,
        *homeless,
    ]
    found += [*stylesheets.check(project), *without]
    document = copy.document(document)
    return Draft(document, language, texts, (*found, *document.findings))


def check(made: Draft, chosen: Rules = ALL) -> Read:
    """Run all checks that need no finished pages, and weigh and silence what was found."""
    document = made.document
    found = rules.once([*made.findings, *checks.run(document)])
    said, silenced = silences.apply(found, made.texts, rules.names())
    severities = {**document.project.checks, **chosen.severities}
    weighed = replace(chosen, severities=severities)
    findings = _in_order(weighed(said), document)
    return Read(document, made.language, findings, tuple(silenced), weighed)


def _make(
    found: Read, formats: Sequence[str], progress: Progress, attach: Attach, *, forced: bool
) -> tuple[tuple[Output, ...], list[Finding]]:
    """The outputs, and what only shows in them. What shows makes a draft of the output too."""
    made: list[Output] = []
    late: list[Finding] = []
    faults = 0 if forced else _errors(found.findings)
    for name in formats:
        progress(f"{name}: laying out")
        output = _output(found, name, faults, progress, attach)
        shown = found.rules(_read_back(found.document, output, progress))
        if _errors(shown) and not forced:
            output = _output(found, name, faults + _errors(shown), progress, attach)
        late += shown
        made.append(output)
    return tuple(made), late


def _output(found: Read, name: str, faults: int, progress: Progress, attach: Attach) -> Output:
    from octavo import render, trace
    from octavo.engine.progress import told
    from octavo.markup import Medium

    module = outputs.load(name)
    whole = getattr(module, "WHOLE_NOTES", False)
    medium = Medium(module.MEDIUM)
    shown = trace.located(found.document) if medium is Medium.PRINT else found.document
    html = render.render(shown, found.language, medium, faults, whole_notes=whole)
    document = attach(found.document)
    if faults:
        draft = replace(document.project, name=f"{document.project.name}-draft")
        document = replace(document, project=draft)
    with told(lambda step: progress(f"{name}: {step}")):
        try:
            made: Output = module.make(document, html)
        except StoppedError as error:
            raise ReportError([overrun.finding(error, found.document)]) from error
    return made


def _read_back(document: Document, output: Output, progress: Progress) -> list[Finding]:
    """What the finished file shows, read from the file itself."""
    if output.pages:
        from octavo import readback

        progress(f"{output.name}: reading {len(output.pages)} pages back")
        return checks.run(Built(document, output.pages, readback.read(output)))
    if output.name.endswith(".docx"):
        from octavo import readback_docx

        progress(f"{output.name}: reading it back")
        return checks.run(BuiltDocx(document, readback_docx.read(output)))
    if output.name.endswith(".html"):
        return templates.cut_out(document.project, output)
    return []


def _errors(findings: Iterable[Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings)


def _language(project: Project) -> tuple[Language, list[Finding]]:
    try:
        return languages.load(project.language, project.root), []
    except LanguageError as error:
        place = project.place_of("language")
        finding = Finding("config", error.message, place, hint=error.hint)
        return languages.load(languages.FALLBACK), [finding]


def _typeface(project: Project) -> tuple[Typeface | None, list[Finding]]:
    if not project.layout.font:
        return None, []
    from octavo import typefaces
    from octavo.engine import fontconfig

    return typefaces.find(project, fontconfig.system_folders())


def _expanded(project: Project, works: library.Library) -> Project:
    """`nocite = "*"` means all works of the manuscript's own bibliographies."""
    if "*" not in project.nocite:
        return project
    return replace(project, nocite=tuple(key for key in works.references if key in works.own))


def _in_order(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """Each finding once, in reading order: settings, sections, bibliographies, pages."""
    order = {section.source.path: n for n, section in enumerate(document.sections, 1)}
    order[document.project.source.path] = 0

    def place(finding: Finding) -> tuple[int, str, int, int]:
        if finding.span is None:
            return len(order) + 1, "", 0, finding.page or 0
        path = finding.span.source.path
        return order.get(path, len(order)), str(path), finding.span.start, finding.page or 0

    return tuple(sorted(dict.fromkeys(findings), key=place))
