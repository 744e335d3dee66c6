"""A style, loaded: its options, its locale, its macros and its two areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from octavo.csl import locale as locales
from octavo.csl.extent import DEEPEST, refuse_vast
from octavo.csl.item import is_variable
from octavo.csl.locale import Locale
from octavo.csl.nodes import (
    Area,
    Branch,
    Choose,
    Condition,
    DateNode,
    Group,
    Names,
    Node,
    Number,
    TextTerm,
    TextVariable,
)
from octavo.csl.numbers import whole
from octavo.csl.parse import Reader
from octavo.csl.xmltree import StyleError, XmlTag, read


class Loader(Protocol):
    """Where parent styles and locale files come from."""

    def style(self, id_or_name: str) -> str:
        """The XML of a parent style. Raises KeyError where there is none."""

    def locale(self, lang: str) -> str | None:
        """The XML of a language's locale file ("en-US"), or None."""


class Extras(NamedTuple):
    """What a report may ask for beyond its style.

    `ibid`: "style", or "not-first-on-page" where the first note of a page must not say ibid.
    `reset`: "document", or "chapter" where first citations start anew with each chapter.
    `short_title`: "style", or "colon" where a title without a short form is cut at its colon.
    `punctuation`: "style", or "tidy" where separators that meet across a space become one.
    `namesakes`: "style", or "apart" where people of one family name are told apart: their cites
    are never grouped, and a style that adds given names but does not say when adds those of first
    authors to every cite, not only where two look alike (CMOS, 17th ed., 14.32; MLA the same).
    `years`: "style", or "short" where Chicago's styles shorten the end of a range of years as that
    of pages: 1948–53 (CMOS, 17th ed., 9.64; CSL has no option for it).
    """

    ibid: str = "style"
    reset: str = "document"
    short_title: str = "colon"
    punctuation: str = "tidy"
    namesakes: str = "style"
    years: str = "style"


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A CSL style in one language, ready for use as often as wanted."""

    id: str
    title: str
    kind: str  # "note" or "in-text"
    citation_format: str  # "note", "author-date", "numeric", "author", "label" or ""
    locale: Locale
    options: Mapping[str, str]  # attributes of cs:style
    macros: Mapping[str, tuple[Node, ...]]
    citation: Area
    bibliography: Area | None
    extras: Extras
    mentions: frozenset[str]  # variables of the cite that citations print or test
    numbers_entries: bool  # whether the bibliography counts its entries
    prints_original_title: bool
    places_year_suffix: bool
    tests_disambiguate: bool
    faults: tuple[tuple[str, str], ...]  # code and message of what seems wrong in the style

    @classmethod
    def load(
        cls,
        xml: str,
        loader: Loader,
        *,
        locale: str | None = None,
        ibid: str = "style",
        reset: str = "document",
        short_title: str = "colon",
        punctuation: str = "tidy",
        namesakes: str = "style",
        years: str = "style",
    ) -> Style:
        """Read a style, or the parent that a dependent style names, in `locale` or its own.

        `ibid`, `reset`, `short_title`, `punctuation`, `namesakes` and `years` are as in Extras.
        Raises StyleError with a line and a plain message where the style cannot be used.
        """
        tag = _root(xml)
        title, ident = _info(tag, "title"), _info(tag, "id")
        parent, default = tag, tag.get("default-locale")
        for _ in range(5):
            address = _parent(parent)
            if not address:
                break
            parent = _root(_parent_xml(loader, address, parent.line))
            default = default or parent.get("default-locale")
        language = locale or default or "en-US"
        extras = Extras(ibid, reset, short_title, punctuation, namesakes, years)
        return _built(parent, ident, title, loader, language, extras)

    @property
    def hanging_indent(self) -> bool:
        """Whether later lines of an entry are indented."""
        return self._bibliography_option("hanging-indent") == "true"

    @property
    def second_field_align(self) -> str:
        """How an entry's first field is set off: "", "flush" or "margin"."""
        return self._bibliography_option("second-field-align")

    @property
    def entry_spacing(self) -> int:
        """Space between entries, in lines."""
        return whole(self._bibliography_option("entry-spacing"), 1)

    @property
    def line_spacing(self) -> int:
        """Spacing of an entry's lines; 1 is single."""
        return whole(self._bibliography_option("line-spacing"), 1)

    def _bibliography_option(self, name: str) -> str:
        return self.bibliography.attributes.get(name, "") if self.bibliography else ""

    @property
    def page_range_format(self) -> str:
        """How ranges of pages are shortened; empty to leave them."""
        return self.options.get("page-range-format", "")

    @property
    def range_delimiter(self) -> str:
        """What stands between the ends of a range of pages."""
        return self.locale.term("page-range-delimiter") or "–"

    @property
    def demote_particle(self) -> str:
        """demote-non-dropping-particle."""
        return self.options.get("demote-non-dropping-particle", "display-and-sort")

    @property
    def initialize_with_hyphen(self) -> bool:
        """Whether a double given name keeps its hyphen in initials: J.-L."""
        return self.options.get("initialize-with-hyphen", "true") == "true"

    @property
    def given_name_rule(self) -> str:
        """givenname-disambiguation-rule, or empty where given names are not added."""
        if self.citation.attributes.get("disambiguate-add-givenname") != "true":
            return ""
        return self.citation.attributes.get("givenname-disambiguation-rule", "by-cite")

    @property
    def namesake_rule(self) -> str:
        """The rule by which people of one family name are told apart in all cites, or empty."""
        rule = self.given_name_rule
        if rule != "by-cite":
            return rule
        unsaid = "givenname-disambiguation-rule" not in self.citation.attributes
        return "primary-name" if unsaid and self.extras.namesakes == "apart" else ""

    @property
    def primary_only(self) -> bool:
        """Whether only first names of a list may be expanded to tell people apart."""
        return self.namesake_rule.startswith("primary-name")

    @property
    def is_note(self) -> bool:
        """Whether citations go into notes."""
        return self.kind == "note"


def _root(xml: str) -> XmlTag:
    tag = read(xml)
    if tag.name != "style":
        raise StyleError(f"this is <{tag.name}>, not a CSL <style>", tag.line)
    return tag


def _info(tag: XmlTag, name: str) -> str:
    info = tag.find("info")
    found = info.find(name) if info is not None else None
    return found.text.strip() if found is not None else ""


def _parent(tag: XmlTag) -> str:
    info = tag.find("info")
    for link in info.all("link") if info is not None else ():
        if link.get("rel") == "independent-parent" and tag.find("citation") is None:
            return link.get("href")
    return ""


def _parent_xml(loader: Loader, address: str, line: int) -> str:
    try:
        return loader.style(address)
    except KeyError as error:
        raise StyleError(f"the parent style {address} is not to be had", line) from error


def _built(
    tag: XmlTag, ident: str, title: str, loader: Loader, language: str, extras: Extras
) -> Style:
    locale = locales.load(language, tag, loader.locale)
    reader = Reader(locale)
    citation = tag.find("citation")
    if citation is None:
        raise StyleError("the style has no <citation>", tag.line)
    bibliography = tag.find("bibliography")
    macros = {macro.get("name"): reader.children(macro) for macro in tag.all("macro")}
    area = reader.area(citation, tag)
    second = reader.area(bibliography, tag) if bibliography is not None else None
    _check_macros(tag, set(macros))
    nodes = _nodes(macros, area)
    return Style(
        ident,
        title,
        tag.get("class", "in-text"),
        _citation_format(tag),
        locale,
        tag.attributes,
        macros,
        area,
        second,
        extras,
        _mentions(nodes),
        second is not None and "citation-number" in _mentions(_nodes(macros, second)),
        _prints("original-title", area, second, macros),
        _prints("year-suffix", area, second, macros),
        any(isinstance(node, Condition) and node.kind == "disambiguate" for node in nodes),
        tuple(_faults([*nodes, *_nodes({}, second or area)], locale)),
    )


def _faults(
    nodes: Iterable[Node | Branch | Condition], locale: Locale
) -> Iterator[tuple[str, str]]:
    """Variables and terms that nobody knows: spelling mistakes, most likely. Each is told once."""
    told: set[str] = set()
    for node in nodes:
        if isinstance(node, TextVariable | Number | DateNode) and node.variable not in told:
            told.add(node.variable)
            if not is_variable(node.variable):
                yield "unknown-variable", f"CSL has no variable {node.variable!r} for the style"
        elif isinstance(node, TextTerm) and node.term not in told:
            told.add(node.term)
            if locale.find(node.term, node.form) is None:
                yield "unknown-term", f"{locale.language} has no term {node.term!r} for the style"


def _citation_format(tag: XmlTag) -> str:
    info = tag.find("info")
    for category in info.all("category") if info is not None else ():
        if category.get("citation-format"):
            return category.get("citation-format")
    return "note" if tag.get("class") == "note" else ""


def _check_macros(tag: XmlTag, known: set[str]) -> None:
    """Refuse calls of macros that do not exist, and macros that call themselves or too much."""
    calls: dict[str, set[str]] = {macro.get("name"): set() for macro in tag.all("macro")}
    for part in tag.children:
        name = part.get("name") if part.name == "macro" else ""
        for child in _walk(part):
            called = child.get("macro") if child.name in ("text", "key") else ""
            if called and called not in known:
                raise StyleError(f"there is no macro {called!r}", child.line)
            if called and name:
                calls[name].add(called)
    done: dict[str, None] = {}  # in order, those that are called first
    for name in calls:
        _refuse_cycle(name, calls, (), done, tag)
    refuse_vast(tag, done)


def _refuse_cycle(
    name: str,
    calls: Mapping[str, set[str]],
    path: tuple[str, ...],
    done: dict[str, None],
    tag: XmlTag,
) -> None:
    if name in path or len(path) > DEEPEST:
        line = next((macro.line for macro in tag.all("macro") if macro.get("name") == name), 0)
        fault = "calls itself" if name in path else f"is called by more than {DEEPEST} in a row"
        raise StyleError(f"the macro {name!r} {fault}", line)
    if name not in done:
        for called in sorted(calls.get(name, ())):
            _refuse_cycle(called, calls, (*path, name), done, tag)
        done[name] = None


def _walk(tag: XmlTag) -> list[XmlTag]:
    return [tag, *(found for child in tag.children for found in _walk(child))]


def _nodes(macros: Mapping[str, tuple[Node, ...]], area: Area) -> list[Node | Branch | Condition]:
    """All nodes of an area, and all macros."""
    return [node for children in (*macros.values(), area.children) for node in _all(children)]


def _all(nodes: tuple[Node, ...]) -> list[Node | Branch | Condition]:
    """All nodes, branches and conditions at and below `nodes`."""
    found: list[Node | Branch | Condition] = []
    for node in nodes:
        found.append(node)
        if isinstance(node, Group):
            found.extend(_all(node.children))
        elif isinstance(node, Names):
            found.extend(_all(node.substitute))
        elif isinstance(node, Choose):
            for branch in node.branches:
                found.extend((branch, *branch.conditions, *_all(branch.children)))
    return found


_OF_THE_CITE = ("citation-number", "first-reference-note-number")


def _mentions(nodes: Iterable[Node | Branch | Condition]) -> frozenset[str]:
    """Which of the variables that depend on the whole document the nodes print or test."""
    found = {getattr(node, "variable", "") for node in nodes}
    found |= {node.value for node in nodes if isinstance(node, Condition)}
    return frozenset(found.intersection(_OF_THE_CITE))


def _prints(
    variable: str,
    citation: Area,
    bibliography: Area | None,
    macros: Mapping[str, tuple[Node, ...]],
) -> bool:
    """Whether the style says itself where a text variable goes."""
    every = [
        *macros.values(),
        citation.children,
        *((bibliography.children,) if bibliography else ()),
    ]
    return any(
        isinstance(node, TextVariable) and node.variable == variable
        for children in every
        for node in _all(children)
    )
