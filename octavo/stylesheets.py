"""Gather the style sheets of a medium, with all they need inside: a page stands by itself."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from octavo.markup import Medium
from octavo.model import Project
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
URL = re.compile(r"""url\(\s*(["']?)(?P<name>[^"'()\s]+)\1\s*\)""")


def read(project: Project, medium: Medium) -> str:
    """The text of the medium's style sheets.

    A manuscript's own `assets/styles/` wins file by file; its `own.css` comes after all others.
    Files that a style sheet names are put in as data, from the folder `assets` it lies in; what
    lies elsewhere is left out.
    """
    roots = (project.root / "assets", shipped("assets"))
    names = (f"{medium.value}.css", "highlight.css", "own.css")
    found = (_first(roots, name) for name in names)
    return "\n".join(_embedded(*place) for place in found if place)


def _first(roots: tuple[Path, ...], name: str) -> tuple[Path, Path] | None:
    """The style sheet's file, and the root it was found below."""
    paths = ((root / "styles" / name, root) for root in roots)
    return next(((path, root) for path, root in paths if _is_inside(path, root)), None)


def _is_inside(path: Path, root: Path) -> bool:
    """Whether it is a file below the root, also once symbolic links are followed."""
    return path.is_file() and path.resolve().is_relative_to(root.resolve())


def _embedded(path: Path, root: Path) -> str:
    def put(match: re.Match[str]) -> str:
        if match["name"].startswith("data:"):
            return match[0]
        file = (path.parent / match["name"]).resolve()
        kind = TYPES.get(file.suffix.lower())
        if kind is None or not _is_inside(file, root):
            return "none"
        return f'url("data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}")'

    return URL.sub(put, path.read_text(encoding="utf-8-sig"))
