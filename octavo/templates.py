"""Which templates there are: the shipped ones, and a manuscript's own, which win."""

from __future__ import annotations

from dataclasses import replace

from octavo import files, policy
from octavo.diagnostics import Finding, Severity, nearest
from octavo.model import Output, Project
from octavo.shipped import shipped

RULE = "template"
USUAL = "essay"  # of a draft, where the one asked for is not there


def found(project: Project) -> tuple[Project, list[Finding]]:
    """The project with a template that is there, and a finding if it is not the one asked for."""
    name = f"{project.template}.html"
    own = project.root / "templates" / name
    inside = own.is_file() and files.is_inside(own, project.root)
    if inside or (shipped("templates") / name).is_file():
        return project, []
    return replace(project, template=USUAL), [missing(project, name)]


def has_own(project: Project) -> bool:
    """Whether the manuscript brings templates, which may do anything with what they are given."""
    return any((project.root / "templates").glob("*"))


def missing(project: Project, name: str) -> Finding:
    """There is no template of that file name: the manuscript's, or one that a template names."""
    folders = (project.root / "templates", shipped("templates"))
    there = (path for folder in folders for path in folder.glob("*.html") if path.is_file())
    known = {path.stem for path in there} - {"base"}
    near = nearest(project.template, known)
    hint = f"did you mean {near!r}?" if near else f"there are {', '.join(sorted(known))}"
    place = project.place_of("template")
    return Finding(RULE, f"there is no template {name}", place, hint=hint)


def cut_out(project: Project, page: Output) -> list[Finding]:
    """A finding if the finished page is without elements that the manuscript's templates have."""
    names = policy.cut_out(page.data.decode()) if has_own(project) else ()
    if not names:
        return []
    named = ", ".join(f"<{name}>" for name in names)
    message = f"the manuscript's template has {named}, left out of the page: it loads nothing"
    hint = "delete it from templates/; pictures and styles are put into the page by Octavo"
    return [Finding(RULE, message, project.place_of(RULE), Severity.WARNING, hint)]
