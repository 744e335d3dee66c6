"""Styles and locales as a small tree of tags with line numbers; DTDs and entities are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

NAMESPACE = "http://purl.org/net/xbiblio/csl"
DEEPEST = 100  # elements within one another; published styles have 20
_XML = "http://www.w3.org/XML/1998/namespace"


class StyleError(Exception):
    """A style or locale that cannot be used: what is wrong, and in which line (0: unknown)."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.message = message
        self.line = line
        super().__init__(f"line {line}: {message}" if line else message)


@dataclass(slots=True)
class XmlTag:
    """An XML element of the CSL namespace, with the line it starts in."""

    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[XmlTag] = field(default_factory=list)
    text: str = ""

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value; `xml:lang` is called `lang`."""
        return self.attributes.get(name, default)

    def all(self, *names: str) -> Iterator[XmlTag]:
        """The children of these names, in order."""
        return (child for child in self.children if child.name in names)

    def find(self, name: str) -> XmlTag | None:
        """The first child of this name."""
        return next(self.all(name), None)


class _Builder:
    """Receives the parser's events; keeps the elements that are still open."""

    def __init__(self) -> None:
        self.root: XmlTag | None = None
        self.open: list[XmlTag] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        raise StyleError("document types and entities are not allowed", self.line)

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {
            key.removeprefix(f"{_XML} "): value
            for key, value in attributes.items()
            if " " not in key or key.startswith(_XML)
        }
        tag = XmlTag(name.rpartition(" ")[2], plain, self.line)
        if len(self.open) > DEEPEST:
            raise StyleError(f"elements are nested more than {DEEPEST} deep", self.line)
        if self.open:
            self.open[-1].children.append(tag)
        else:
            self.root = tag
        self.open.append(tag)

    def end(self, _: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        self.open[-1].text += text


def read(xml: str) -> XmlTag:
    """The root element of an XML text. Raises StyleError with the line of what is wrong."""
    builder = _Builder()
    try:
        builder.parser.Parse(xml.lstrip("\ufeff \n\r\t").encode(), True)
    except expat.ExpatError as error:
        raise StyleError(
            f"not well-formed XML: {expat.ErrorString(error.code)}", error.lineno
        ) from error
    if builder.root is None:
        raise StyleError("empty file")
    return builder.root
