"""The report as one Markdown file, its citations written out: for Pandoc and other programs.

The notation is Pandoc's, of which most others read all but the settings at its head.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from octavo.model import Document, Output
from octavo.outputs import _page
from octavo.outputs._page import classes, name
from octavo.outputs._plain import Plain

MEDIUM = "print"
WHOLE_NOTES = True
SIGNS = re.compile(r"([\\`*_\[\]<>^~$@|])")  # what would be read as notation
OPENING = re.compile(r"^([-+#]|\d+(?=[.)]\s))")  # and at a line's beginning
MARKS = {
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "*"),
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("s", "del"), "~~"),
    "sup": "^",
    "sub": "~",
}


def make(document: Document, html: str) -> Output:
    """The file: settings, text, notes; pictures lie in it as data."""
    page, markdown = _page.read(html), Markdown()
    parts = [_settings(page), *markdown.blocks(_page.nodes(page.body))]
    parts += [_note(markdown, number) for number in list(markdown.notes)]
    return Output(f"{document.project.name}.md", ("\n\n".join(parts) + "\n").encode())


def _settings(page: _page.Page) -> str:
    """YAML, of which JSON's texts and lists are a part."""
    said = {
        "title": page.title,
        "author": list(page.authors),
        "lang": page.language,
        "keywords": page.keywords,
    }
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items() if value
    ]
    return "\n".join(["---", *lines, "---"])


def _note(markdown: Markdown, number: str) -> str:
    said = "\n\n".join(markdown.noted(number))
    return f"[^{number}]: " + said.replace("\n", "\n    ").replace("\n    \n", "\n\n")


@dataclass(slots=True)
class Markdown(Plain):
    """Pandoc's Markdown."""

    def block(self, element: Element) -> Iterator[str]:
        """A block; title and authors stand in the settings already."""
        if not {"title", "authors"} & classes(element):
            yield from Plain.block(self, element)

    def words(self, text: str) -> str:
        """The text, its signs made harmless."""
        return SIGNS.sub(r"\\\1", text)

    def marked(self, element: Element, inner: str) -> str:
        """Emphasis, code and links."""
        tag, said = name(element), inner.strip()
        if not said:
            return inner
        if tag in ("code", "kbd", "samp"):
            text = "".join(element.itertext())
            fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
            pad = " " if "`" in text else ""
            return f"{fence}{pad}{text}{pad}{fence}"
        if tag == "a" and not (address := element.get("href", "#")).startswith("#"):
            return (
                f"<{address}>"
                if "".join(element.itertext()) == address
                else f"[{inner}]({address})"
            )
        if "smallcaps" in classes(element):
            return f"[{inner}]{{.smallcaps}}"
        mark = MARKS.get(tag, "")
        if mark in ("^", "~"):
            said = said.replace(" ", "\\ ")
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        return f"{before}{mark}{said}{mark}{after}"

    def line(self, content: object) -> str:
        """Running text; what would open a list or heading is made harmless."""
        said = Plain.line(self, content)  # type: ignore[arg-type]
        lines = [OPENING.sub(_harmless, one) for one in said.split("\n")]
        return "  \n".join(lines)

    def call(self, number: str) -> str:
        """A note's call."""
        return f"[^{number}]"

    def heading(self, level: int, said: str) -> str:
        """A heading."""
        return f"{'#' * level} {said}"

    def quotation(self, said: str) -> str:
        """A quotation."""
        return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))

    def code(self, said: str) -> str:
        """A fenced block."""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", said)), default=0))
        return f"{fence}\n{said}\n{fence}"

    def picture(self, element: Element, caption: str) -> str:
        """The picture itself as data, its caption below."""
        source, alt = element.get("src", ""), element.get("alt") or element.get("aria-label") or ""
        if name(element) == "svg":
            data = ElementTree.tostring(element)
            source = f"data:image/svg+xml;base64,{base64.b64encode(data).decode()}"
        image = f"![{self.words(' '.join(alt.split()))}]({source})"
        return f"{image}\n\n{caption}" if caption else image

    def table(self, rows: list[list[str]], sides: list[str]) -> str:
        """A pipe table; a cell that spans others stands in the first."""
        count = max(map(len, rows), default=0)
        rows = [[*row, *[""] * (count - len(row))] for row in rows]
        marks = {"right": "--:", "center": ":-:"}
        rule = [marks.get(side, "---") for side in [*sides, *[""] * count][:count]]
        lines = [rows[0], rule, *rows[1:]] if rows else []
        return "\n".join(
            f"| {' | '.join(cell.replace(chr(10), ' ') for cell in line)} |" for line in lines
        )


def _harmless(sign: re.Match[str]) -> str:
    return f"{sign[1]}\\" if sign[1].isdigit() else f"\\{sign[1]}"
