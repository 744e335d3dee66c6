"""Read the section files in their order; the text is kept whole, front matter included."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from octavo import files, printable
from octavo.diagnostics import Finding, Severity, Source, Span, nearest
from octavo.model import Project, Section

if TYPE_CHECKING:
    import yaml

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
OPENED = re.compile(r"---[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*[\"']?\w+[\"']?[ \t]*:(?=\s)")
LATE = re.compile(r"[ \t\n]*\n(?=(?:---[ \t]*\n)(?:title|label|draft|unnumbered)[ \t]*:)")
NUMBERED = re.compile(r"\d+")
KEYS: Mapping[str, type] = {"title": str, "label": str, "draft": bool, "unnumbered": bool}
LONGEST = 20_000  # characters of front matter: there are four keys
MISSING = "missing"  # in the meta of a section whose file is not there: its name
NOT_SECTIONS = {"readme.md", "changelog.md"}


def read(project: Project) -> tuple[tuple[Section, ...], list[Finding]]:
    """The manuscript's sections in order, and what is wrong with their files."""
    sections: list[Section] = []
    findings: list[Finding] = []
    for name in project.sections or discovered(project.root):
        if not printable.is_written(name):
            plain = printable.line(name)
            source = Source(files.shown(project.root / plain), "")
            findings.append(_unnamed(source))
            sections.append(Section(source, 0, meta={MISSING: plain}))
            continue
        try:
            source, faults = files.read(project.root / name, project.root)
        except OSError as error:
            findings.append(_unreadable(project, name, error))
            source = Source(files.shown(project.root / name), "")
            sections.append(Section(source, 0, meta={MISSING: name}))
            continue
        section, more = _section(source)
        findings += [*faults, *more]
        if not section.meta.get("draft"):
            sections.append(section)
    if not sections and not findings:
        findings.append(_none(project))
    return tuple(sections), findings


def discovered(root: Path) -> tuple[str, ...]:
    """The section files of a folder: those with a number first in their names, by that number.

    Where no name begins with a number, all Markdown files by name (a read-me is none).
    """
    names = [path.name for path in root.glob("*.md") if path.name.lower() not in NOT_SECTIONS]
    numbered = [name for name in names if NUMBERED.match(name)]
    return tuple(sorted(numbered or names, key=_place))


def _place(name: str) -> tuple[int, str]:
    number = NUMBERED.match(name)
    return (int(number[0]) if number else 0, name)


def _section(source: Source) -> tuple[Section, list[Finding]]:
    match = FRONT_MATTER.match(source.text)
    if match is None:
        if OPENED.match(source.text):
            return Section(source, 0), [_open(source)]
        late = LATE.match(source.text)
        return Section(source, 0), [_late(source, late.end())] if late else []
    meta, findings = _meta(Span(source, match.start(1), match.end(1)))
    return Section(source, match.end(), str(meta.get("title", "")), meta), findings


def _open(source: Source) -> Finding:
    hint = "close it with a line of three hyphens"
    return Finding("front_matter", "the front matter is not closed", Span(source, 0, 3), hint=hint)


def _late(source: Source, at: int) -> Finding:
    message, place = "this front matter is read as text", Span(source, at, at + 3)
    hint = "delete the empty lines above it"
    return Finding("front_matter", message, place, hint=hint)


def _meta(span: Span) -> tuple[dict[str, Any], list[Finding]]:
    """The front matter's values, and a finding for each that is not understood."""
    import yaml  # few sections have front matter

    if len(span.text) > LONGEST:
        message = f"the front matter has more than {LONGEST:,} characters"
        return {}, [_at_start(span, message, "is it closed where the text begins?")]
    try:
        tree = yaml.compose(span.text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return {}, [_broken(span, error)]
    except RecursionError:
        hint = "look for a long run of brackets"
        return {}, [_at_start(span, "the front matter is nested too deep", hint)]
    if tree is None:
        return {}, []
    if not isinstance(tree, yaml.MappingNode):
        hint = "write lines like: title: Comrades before allies"
        return {}, [Finding("front_matter", "the front matter has no keys", span, hint=hint)]
    return _read(tree, span)


def _read(tree: yaml.MappingNode, span: Span) -> tuple[dict[str, Any], list[Finding]]:
    meta: dict[str, Any] = {}
    findings: list[Finding] = []
    seen: dict[str, Span] = {}
    for key, node in tree.value:
        start, end = key.start_mark.index, key.end_mark.index
        place = Span(span.source, span.start + start, span.start + end)
        name = key.value if isinstance(key.value, str) else place.text
        if name in seen:
            findings.append(_twice(name, place, seen[name]))
            continue
        seen[name], value = place, _value(node)
        if fault := _fault(name, value, place):
            findings.append(fault)
        else:
            meta[name] = value
            if name == "draft" and value:
                findings.append(_left_out(place))
    return meta, findings


def _value(node: yaml.Node) -> str | bool | None:
    """A value that is text, or true or false, and None for any other.

    PyYAML's own makes of a few lines of merges, or of a long number, what takes hours.
    """
    from yaml import SafeLoader

    kind = node.tag.removeprefix("tag:yaml.org,2002:") if isinstance(node.value, str) else ""
    if kind == "bool":
        return SafeLoader.bool_values.get(node.value.lower())
    return node.value if kind == "str" else None


def _at_start(span: Span, message: str, hint: str) -> Finding:
    return Finding("front_matter", message, Span(span.source, span.start, span.start), hint=hint)


def _fault(name: str, value: Any, place: Span) -> Finding | None:
    if name not in KEYS:
        near = nearest(name, KEYS)
        hint = f"did you mean `{near}`?" if near else f"known are {', '.join(KEYS)}"
        return Finding("front_matter", f"unknown key `{name}`", place, hint=hint)
    if not isinstance(value, KEYS[name]):
        kind = "true or false" if KEYS[name] is bool else "text, in quotation marks if need be"
        return Finding("front_matter", f"`{name}` must be {kind}", place)
    return None


def _twice(name: str, place: Span, first: Span) -> Finding:
    message = f"`{name}` is given twice; only this one counts"
    return Finding("front_matter", message, place, hint="delete one of the two", related=(first,))


def _left_out(place: Span) -> Finding:
    message = "this section is a draft: it is left out"
    return Finding("front_matter", message, place, Severity.WARNING, "delete the line to print it")


def _broken(span: Span, error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "it holds a character that YAML refuses"
    hint = 'put a value with a colon in quotation marks: title: "Mao: a life"'
    if str(getattr(error, "context", "")) == "while scanning a quoted scalar" and (
        problem == "found unexpected end of stream"
    ):
        mark, problem = getattr(error, "context_mark", None), "this quotation mark is not closed"
        hint = "write it at both ends, or at neither"
    start = min(span.start + (mark.index if mark else 0), span.end)
    message = f"the front matter is not YAML: {problem}"
    return Finding("front_matter", message, Span(span.source, start, start + 1), hint=hint)


def _unreadable(project: Project, name: str, error: OSError) -> Finding:
    near = nearest(name, set(discovered(project.root)) - set(project.sections))
    hint = f"did you mean {near}?" if near else "mend the list `sections`, or write the file"
    message = f"there is no section {name}"
    if not isinstance(error, FileNotFoundError):
        message, hint = f"the section {name} cannot be read", error.strerror or ""
    place = project.place_of("sections", name)
    return Finding("missing_section", message, place, hint=hint)


def _unnamed(source: Source) -> Finding:
    message = "the name of this section holds a character that no output takes"
    hint = "give the file a name in plain letters, for example 02-causes.md"
    return Finding("missing_section", message, Span(source, 0, 0), hint=hint)


def _none(project: Project) -> Finding:
    hint = "write one, named for example 01-introduction.md"
    return Finding(
        "missing_section", "there are no sections", Span(project.source, 0, 0), hint=hint
    )
