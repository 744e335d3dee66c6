"""A style's XML becomes typed nodes; faults are told with the line they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from octavo.csl.locale import Locale
from octavo.csl.nodes import (
    Area,
    Branch,
    Choose,
    Condition,
    DateNode,
    DatePart,
    EtAl,
    Group,
    Label,
    Look,
    NamePart,
    Names,
    Node,
    Number,
    SortKey,
    TextMacro,
    TextTerm,
    TextValue,
    TextVariable,
)
from octavo.csl.xmltree import StyleError, XmlTag

# Formats from the outside in.
_FORMATS = (
    ("quotes", {"true": "quote"}),
    ("vertical-align", {"sup": "sup", "sub": "sub", "baseline": "baseline"}),
    ("text-decoration", {"underline": "underline", "none": "no-decoration"}),
    ("font-weight", {"bold": "bold", "normal": "normal-weight", "light": "light"}),
    ("font-variant", {"small-caps": "small-caps", "normal": "normal-variant"}),
    ("font-style", {"italic": "italic", "oblique": "oblique", "normal": "normal-style"}),
)
NAME_ATTRIBUTES = (
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "et-al-subsequent-min",
    "et-al-subsequent-use-first",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
)
_CONDITIONS = (
    "variable",
    "is-numeric",
    "is-uncertain-date",
    "locator",
    "position",
    "disambiguate",
)


def look(tag: XmlTag, *, affixes: bool = True) -> Look:
    """The formatting attributes of an element."""
    formats = tuple(values[tag.get(name)] for name, values in _FORMATS if tag.get(name) in values)
    return Look(
        formats,
        tag.get("prefix") if affixes else "",
        tag.get("suffix") if affixes else "",
        tag.get("delimiter"),
        tag.get("text-case"),
        tag.get("strip-periods") == "true",
        tag.get("display"),
    )


def name_attributes(tag: XmlTag) -> Mapping[str, str]:
    """The inheritable name options of cs:style, cs:citation or cs:bibliography."""
    found = {name: tag.attributes[name] for name in NAME_ATTRIBUTES if name in tag.attributes}
    for inherited, name in (("name-form", "form"), ("name-delimiter", "delimiter")):
        if inherited in tag.attributes:
            found[name] = tag.attributes[inherited]
    if "names-delimiter" in tag.attributes:
        found["names-delimiter"] = tag.attributes["names-delimiter"]
    return found


class Reader:
    """Reads rendering elements of one style in one locale."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.readers: Mapping[str, Callable[[XmlTag], Node]] = {
            "text": self.text,
            "number": self.number,
            "label": self.label,
            "date": self.date,
            "names": self.names,
            "group": self.group,
            "choose": self.choose,
        }

    def children(self, tag: XmlTag, *, skip: tuple[str, ...] = ()) -> tuple[Node, ...]:
        """The rendering elements within `tag`."""
        return tuple(self.node(child) for child in tag.children if child.name not in skip)

    def node(self, tag: XmlTag) -> Node:
        """One rendering element."""
        reader = self.readers.get(tag.name)
        if reader is None:
            raise StyleError(f"<{tag.name}> cannot stand here", tag.line)
        return reader(tag)

    def text(self, tag: XmlTag) -> Node:
        """cs:text, by what it prints."""
        shape = look(tag)
        if "macro" in tag.attributes:
            return TextMacro(tag.get("macro"), shape)
        if "variable" in tag.attributes:
            return TextVariable(tag.get("variable"), tag.get("form") == "short", shape)
        if "term" in tag.attributes:
            plural = tag.get("plural") == "true"
            return TextTerm(tag.get("term"), tag.get("form", "long"), plural, shape)
        return TextValue(tag.get("value"), shape)

    def number(self, tag: XmlTag) -> Node:
        """cs:number."""
        return Number(tag.get("variable"), tag.get("form", "numeric"), look(tag))

    def label(self, tag: XmlTag) -> Label:
        """cs:label."""
        plural = tag.get("plural", "contextual")
        return Label(tag.get("variable"), tag.get("form", "long"), plural, look(tag))

    def date(self, tag: XmlTag) -> DateNode:
        """cs:date; one with a form takes its parts from the locale and changes their look."""
        form = tag.get("form")
        own = {part.get("name"): part for part in tag.all("date-part")}
        if not form:
            parts = tuple(_date_part(part, None) for part in tag.all("date-part"))
            return DateNode(tag.get("variable"), form, parts, look(tag))
        localized = self.locale.dates.get(form)
        shown = tag.get("date-parts", "year-month-day").split("-")
        parts = tuple(
            _date_part(part, own.get(part.get("name")))
            for part in (localized.all("date-part") if localized else ())
            if part.get("name") in shown
        )
        shape = look(tag)
        if localized is not None and not shape.delimiter:
            shape = shape._replace(delimiter=localized.get("delimiter"))
        return DateNode(tag.get("variable"), form, parts, shape)

    def names(self, tag: XmlTag) -> Names:
        """cs:names."""
        name, et_al, label = tag.find("name"), tag.find("et-al"), tag.find("label")
        substitute = tag.find("substitute")
        order = [child.name for child in tag.children]
        return Names(
            tuple(tag.get("variable").split()),
            _name(name) if name is not None else None,
            EtAl(et_al.get("term", "et-al"), look(et_al)) if et_al is not None else None,
            self.label(label) if label is not None else None,
            label is not None and "name" in order and order.index("label") < order.index("name"),
            self.children(substitute) if substitute is not None else (),
            tag.attributes.get("delimiter"),
            look(tag),
        )

    def group(self, tag: XmlTag) -> Group:
        """cs:group."""
        return Group(self.children(tag), look(tag))

    def choose(self, tag: XmlTag) -> Choose:
        """cs:choose."""
        return Choose(tuple(self.branch(child) for child in tag.all("if", "else-if", "else")))

    def branch(self, tag: XmlTag) -> Branch:
        """cs:if, cs:else-if or cs:else."""
        match = tag.get("match", "all")
        conditions = [
            Condition(kind, value) for kind in _CONDITIONS for value in tag.get(kind).split()
        ]
        types = tag.get("type").split()
        if types and (match != "all" or len(types) == 1):  # asked at once: it is asked most
            conditions.insert(0, Condition("type", " ".join(types), frozenset(types)))
        elif types:
            conditions.insert(0, Condition("type", "", frozenset()))  # no work has two types
        return Branch(match, tuple(conditions), self.children(tag))

    def area(self, tag: XmlTag, style: XmlTag) -> Area:
        """cs:citation or cs:bibliography."""
        layout = tag.find("layout")
        if layout is None:
            raise StyleError(f"<{tag.name}> has no <layout>", tag.line)
        sort = tag.find("sort")
        return Area(
            tag.name,
            tag.attributes,
            {**name_attributes(style), **name_attributes(tag)},
            tuple(_sort_key(key) for key in sort.all("key")) if sort is not None else (),
            self.children(layout),
            look(layout),
        )


def _name(tag: XmlTag) -> NamePart:
    parts = {part.get("name"): look(part) for part in tag.all("name-part")}
    attributes = {
        name: value
        for name, value in tag.attributes.items()
        if name in NAME_ATTRIBUTES or name in ("form", "delimiter")
    }
    return NamePart(attributes, parts.get("family", Look()), parts.get("given", Look()), look(tag))


def _date_part(tag: XmlTag, own: XmlTag | None) -> DatePart:
    """A date part; `own` are the changes that a style makes to a localized one."""
    attributes = {"form": "", **tag.attributes}
    if own is not None:
        changes = dict(own.attributes)
        attributes.update(changes)
    merged = XmlTag(tag.name, attributes, tag.line)
    default = "numeric" if tag.get("name") == "day" else "long"
    return DatePart(
        tag.get("name"),
        merged.get("form") or default,
        merged.get("range-delimiter") or "–",
        look(merged),
    )


def _sort_key(tag: XmlTag) -> SortKey:
    attributes = {
        name.removeprefix("names-") if name.startswith("names-") else name: value
        for name, value in tag.attributes.items()
        if name.startswith("names-")
    }
    renamed = {
        {"min": "et-al-min", "use-first": "et-al-use-first", "use-last": "et-al-use-last"}.get(
            name, f"et-al-{name}" if not name.startswith("et-al") else name
        ): value
        for name, value in attributes.items()
    }
    if "variable" in tag.attributes:  # names sort in full, family name first
        renamed = {"form": "long", "name-as-sort-order": "all", **renamed}
    return SortKey(tag.get("variable"), tag.get("macro"), tag.get("sort") == "descending", renamed)
