"""Draw the fenced blocks that are figures, each from its settings and its file of data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from octavo import blocks, files, pictures, toml
from octavo.blocks._settings import Setting, SettingError
from octavo.blocks._sheet import PAGE, PHONE, Sheet
from octavo.blocks._table import RULE, BlockError, Table, parse
from octavo.dates import State
from octavo.diagnostics import Finding, Severity, Span, nearest
from octavo.languages import Language
from octavo.memory import Memory
from octavo.model import Document, Element, Kind, Node, Project, plain

PLACE = "data-block"  # the attribute of an empty svg that names the block to be drawn there
TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def draw(document: Document, language: Language, memory: Memory, files: State) -> Document:
    """The document with a drawing wherever a block is to be drawn.

    A block that cannot be drawn leaves a marked place and findings. `memory` has what an
    earlier build drew, `files` is the state of all that a drawing may be made from.
    """

    def drawn(section: Element) -> tuple[Element, tuple[Finding, ...]]:
        drawer = _Drawer(document.project, _Words(language), memory)
        return drawer.element(section), tuple(drawer.findings)

    made = memory.each("drawn", document.body, (document.project, language, files), drawn)
    found = (finding for _, faults in made for finding in faults)
    body = tuple(section for section, _ in made)
    return replace(document, body=body, findings=(*document.findings, *found))


@dataclass(frozen=True, slots=True)
class _Words:
    """Numbers and dates in the report's language."""

    language: Language

    def number(self, value: float, decimals: int = 0) -> str:
        """A number, its thousands grouped, with the language's decimal sign."""
        whole, _, rest = f"{Decimal(repr(abs(value))):f}".partition(".")
        rest = rest.rstrip("0").ljust(decimals, "0")
        point = "." if self.language.data["thousands"] == "," else ","
        said = self.language.format_number(int(whole)) + (point + rest if rest else "")
        return f"−{said}" if value < 0 else said

    def date(self, year: int, month: int | None, day: int | None) -> str:
        """A date as far as it is known: what stands behind the day goes with the day."""
        if month is None:
            return str(year)
        data = self.language.data
        form = data["date"] if day else re.sub(r"\{day\}[^{]*", "", data["date"])
        said = data["first-day"] if day == 1 else str(day)
        return str(form.format(day=said, month=data["months"][month - 1], year=year))


class _Drawer:
    """Goes through the tree and collects what is wrong with its blocks."""

    def __init__(self, project: Project, words: _Words, memory: Memory) -> None:
        self.project = project
        self.words = words
        self.memory = memory
        self.findings: list[Finding] = []

    def element(self, element: Element) -> Element:
        """The element with all drawings below it."""
        if element.kind is not None:
            return element
        if element.tag == "figure":
            return element.holding(tuple(self._figure(element.children)))
        return element.holding(tuple(self._nodes(element.children)))

    def _nodes(self, nodes: Iterable[Node]) -> Iterator[Node]:
        return (self.element(node) if isinstance(node, Element) else node for node in nodes)

    def _figure(self, nodes: tuple[Node, ...]) -> Iterator[Node]:
        caption = next((n for n in nodes if isinstance(n, Element) and n.tag == "figcaption"), None)
        for node in nodes:
            if isinstance(node, Element) and PLACE in node.attributes and node.span:
                yield from self._drawn(node.attributes[PLACE], node.span, caption)
            else:
                yield self.element(node) if isinstance(node, Element) else node

    def _drawn(self, name: str, body: Span, caption: Element | None) -> Iterator[Element]:
        """The drawing, and the one for a narrow screen in a template: no output but HTML has it."""
        order = _Order(name, body, blocks.load(name).SETTINGS)
        try:
            settings = order.read()
            table = self._table(settings["data"], order)
            order.check_columns(settings, table)
            drawing = self._remembered(order, settings, table, PAGE)
        except BlockError as error:
            self.findings += error.findings
            said = self.words.language.words["missing-picture"].format(name=name)
            yield Element("mark", {"class": "unresolved picture"}, (said,), Kind.PLACEHOLDER)
            return
        alt = settings["alt"] or _said(caption)
        if not alt:
            message, hint = "this figure has no caption", 'write one below it, or alt = "..."'
            finding = Finding("missing_alt", message, body, Severity.WARNING, hint)
            self.findings.append(finding)
        yield _described(drawing, name, alt)
        with suppress(BlockError):  # what has no room there: the one drawing must do
            narrow = self._remembered(order, settings, table, PHONE)
            yield Element("template", {}, (_described(narrow, f"{name} narrow", alt),))

    def _remembered(
        self, order: _Order, settings: Mapping[str, Any], table: Table, sheet: Sheet
    ) -> Element:
        """The drawing as an earlier build made it, or a new one. Raises BlockError."""
        around = repr(self.words.language.data)
        key = ("drawing", order.name, order.body.text, table.source.text, sheet, around)
        return self.memory(key, lambda: order.draw(settings, table, self.words, sheet))

    def _table(self, name: str, order: _Order) -> Table:
        try:
            path = pictures.find(self.project, name, "data file", (".csv",))
            source, faults = files.read(path, files.root_of(path, self.project.root))
        except pictures.FaultError as fault:
            raise order.fault("data", str(fault), fault.hint) from fault
        except OSError as error:
            raise order.fault("data", f"{name} cannot be read: {error.strerror}") from error
        self.findings += faults
        return parse(source)


def _described(drawing: Element, looks: str, alt: str) -> Element:
    """The drawing with its classes and its words for those who cannot see it."""
    looks = f"{drawing.attributes.get('class', '')} {looks}".strip()
    attributes = {**drawing.attributes, "class": looks, "role": "img", "aria-label": alt}
    title = Element("title", {}, (alt,))
    return replace(drawing, attributes=attributes, children=(title, *drawing.children))


def _said(caption: Element | None) -> str:
    """A caption's own words, without its label, notes and citations."""
    nodes = caption.children if caption else ()
    return " ".join("".join(plain(n) for n in nodes if _is_said(n)).split())


def _is_said(node: Node) -> bool:
    classes = node.attributes.get("class", "") if isinstance(node, Element) else ""
    return isinstance(node, str | Element) and classes not in ("label", "citation")


# --- what the block says -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Order:
    """A block's settings as typed. `body` runs over the TOML between the fences."""

    name: str
    body: Span
    known: Mapping[str, Setting]

    def read(self) -> dict[str, Any]:
        """A value for every setting. Raises BlockError with all that is wrong."""
        given = self._toml()
        faults = [self._finding(key, *self._unknown(key)) for key in given if key not in self.known]
        values = {}
        for key, setting in self.known.items():
            try:
                values[key] = setting.value(given[key]) if key in given else setting.default
            except SettingError as error:
                faults.append(self._finding(key, f"{key} {error}", error.hint))
            if values.get(key, "") is None:
                faults.append(self._finding(key, f"a {self.name} needs {key}", self._cure(key)))
        if faults:
            raise BlockError(faults)
        return values

    def check_columns(self, settings: Mapping[str, Any], table: Table) -> None:
        """Raises BlockError where a setting names a column that is not there."""
        faults = [
            self._finding(key, *_no_column(name, table))
            for key, setting in self.known.items()
            for name in setting.columns(settings[key])
            if name not in table.columns
        ]
        if faults:
            raise BlockError(faults)

    def draw(
        self, settings: Mapping[str, Any], table: Table, words: _Words, sheet: Sheet
    ) -> Element:
        """The drawing. Raises BlockError."""
        try:
            return blocks.load(self.name).draw(settings, table, words, sheet)
        except SettingError as error:
            message = f"{error.name} {error}"
            raise self.fault(error.name, message, error.hint) from error

    def fault(self, key: str, message: str, hint: str = "") -> BlockError:
        """The error for one fault in one setting."""
        return BlockError([self._finding(key, message, hint)])

    def _finding(self, key: str, message: str, hint: str = "") -> Finding:
        return Finding(RULE, message, self._place(key), hint=hint)

    def _place(self, key: str) -> Span:
        """The line of a setting; where it is left out, the line that opens the block."""
        text, start = self.body.source.text, self.body.start
        found = re.compile(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=.*$""", re.M).search(
            text, start, self.body.end
        )
        if found:
            return Span(self.body.source, found.start(), found.end())
        opening = text.rfind("\n", 0, start - 1) + 1
        return Span(self.body.source, opening, start - 1)

    def _toml(self) -> dict[str, Any]:
        try:
            return toml.loads(self.body.text)
        except toml.TomlError as error:
            found = TOML_PLACE.search(str(error))
            message = f"this is not TOML: {TOML_PLACE.sub('', str(error)).lower()}"
            place = self._at(int(found[1]), int(found[2])) if found and found[1] else self.body.end
            hint = 'a setting is a line like kind = "bars"'
            span = Span(self.body.source, place, min(place + 1, self.body.end))
            raise BlockError([Finding(RULE, message, span, hint=hint)]) from error

    def _at(self, line: int, column: int) -> int:
        lines = self.body.text.splitlines(keepends=True)
        return self.body.start + sum(map(len, lines[: line - 1])) + column - 1

    def _unknown(self, key: str) -> tuple[str, str]:
        near = nearest(key, self.known)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(self.known)}"
        return f"a {self.name} has no setting {key}", hint

    def _cure(self, key: str) -> str:
        column = self.known[key].kind.startswith("column")
        return f'write {key} = "name of a column"' if column else f'write {key} = "..."'


def _no_column(name: str, table: Table) -> tuple[str, str]:
    near = nearest(name, table.columns)
    hint = f'did you mean "{near}"?' if near else f"there are {', '.join(table.columns)}"
    return f'{table.source.path.name} has no column "{name}"', hint
