"""Gather the style sheets of a medium, with all they need inside: a page stands by itself."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from octavo import cleaning, css, files, svg
from octavo.diagnostics import Finding, Source, Span
from octavo.markup import Medium
from octavo.model import Project, Typeface
from octavo.shipped import shipped

TYPES = {
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
RULE = "stylesheet"
URL = re.compile(r"""url\(\s*(["']?)(?P<name>[^"'()\s]+)\1\s*\)""")


# Where print.css names the faces of a text, but not of code. A drawing keeps its own: its words
# are measured for them.
FACES = re.compile(r'(?<=font-family: )(?="(?:Source S|Noto Serif))')


def read(project: Project, medium: Medium, typeface: Typeface | None = None) -> str:
    """The text of the medium's style sheets.

    A house font comes ahead of the printed page's own faces, which draw what it lacks.

    A manuscript's own `assets/styles/` wins file by file; its `own.css` comes after all others.
    Files that a style sheet names are put in as data, from the manuscript or from the shipped
    assets, wherever it lies itself; what lies elsewhere is left out.
    """
    own, ours = project.root, shipped("assets")
    roots = ((own / "assets", own), (ours, ours))
    names = (f"{medium.value}.css", "highlight.css", "own.css")
    found = (_first(roots, name) for name in names)
    first, *others = [_text(*place) for place in found if place]
    return "\n".join((_in_house(first, typeface) if typeface else first, *others))


def _in_house(sheet: str, typeface: Typeface) -> str:
    return FACES.sub(f'"{typeface.family}", ', sheet)


def check(project: Project) -> list[Finding]:
    """What the manuscript's own style sheets would load from elsewhere, and so is left out."""
    findings: list[Finding] = []
    for name in (*(f"{medium.value}.css" for medium in Medium), "highlight.css", "own.css"):
        path = project.root / "assets" / "styles" / name
        if files.is_inside(path, project.root):
            source, faults = files.read(path, project.root)
            findings += [*faults, *_refused(source, path, project.root)]
    return findings


def _refused(source: Source, path: Path, root: Path) -> Iterator[Finding]:
    try:
        refused = css.confined(source.text, lambda name: _data(path, root, name)).refused
    except RecursionError:
        hint = "delete the surplus brackets"
        yield Finding(RULE, "this style sheet is nested too deep", Span(source, 0, 0), hint=hint)
        return
    lines = source.text.splitlines(keepends=True)
    for one in refused:
        start = sum(map(len, lines[: one.line - 1])) + one.column - 1
        message = f"{one.what} is left out: a style sheet loads nothing from elsewhere"
        hint = "put the file into assets/, and name it from there: url(../x.png)"
        yield Finding(RULE, message, Span(source, start, start + 1), hint=hint)


def _text(path: Path, root: Path) -> str:
    """A shipped style sheet with its files in it; a manuscript's own is confined as well."""
    if root == shipped("assets"):
        return URL.sub(lambda match: _put(path, root, match), path.read_text(encoding="utf-8-sig"))
    try:
        text = files.read(path, root)[0].text
        return css.confined(text, lambda name: _data(path, root, name)).text
    except RecursionError:
        return ""


def _put(path: Path, root: Path, match: re.Match[str]) -> str:
    if match["name"].startswith("data:"):
        return match[0]
    data = _data(path, root, match["name"])
    return f'url("{data}")' if data else "none"


def _data(path: Path, root: Path, name: str) -> str | None:
    """The file that a style sheet names, as data; None where it may not have it."""
    file = path.parent / name
    kind = TYPES.get(file.suffix.lower())
    if kind is None or files.ADDRESS.match(name) or not files.is_inside(file, root):
        return None
    data = files.content(file, root)
    if kind == "image/svg+xml":
        try:
            data, _ = svg.clean(data)
        except svg.SvgError:
            return None
    elif kind.startswith("image/"):
        cleaned = cleaning.tried(data)
        if cleaned is None:
            return None
        data = cleaned
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _first(roots: Sequence[tuple[Path, Path]], name: str) -> tuple[Path, Path] | None:
    """The style sheet's file, and the folder that nothing in it leads out of."""
    paths = ((at / "styles" / name, root) for at, root in roots)
    return next(((path, root) for path, root in paths if files.is_inside(path, root)), None)
