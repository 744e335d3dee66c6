"""The Markdown that Octavo speaks: Python-Markdown, its extensions, and what scholars expect.

Added here: lists indented by two spaces, `[text]{.smallcaps}`, `H~2~O`, `x^2^`, `~~struck~~`,
`{-}` on headings, Pandoc's `: Caption` beside a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.smarty import SmartyExtension, SubstituteTextPattern
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from octavo import brackets, quotes, tags
from octavo.lists import widened

PLAIN = ["tables", "def_list", "abbr", "attr_list", "fenced_code", "sane_lists"]
QUOTES = ("left-double-quote", "right-double-quote", "left-single-quote", "right-single-quote")
NO_PLACE = "\N{END OF TEXT}notes\N{END OF TEXT}"  # in no text: Octavo places the notes itself


@cache
def converter(outer: tuple[str, str]) -> Markdown:
    """The converter whose `"` become the pair `outer`, and whose `'` two signs of `quotes`.

    Call `reset()` before each text.
    """
    marks = dict(zip(QUOTES, (*outer, quotes.OPENING, quotes.CLOSING), strict=True))
    md = Markdown(
        extensions=[
            *PLAIN,
            FootnoteExtension(PLACE_MARKER=NO_PLACE, BACKLINK_TEXT="", UNIQUE_IDS=False),
            CodeHiliteExtension(guess_lang=False, css_class="highlight"),
            SmartyExtension(substitutions=marks),
            _Scholar(),
        ]
    )
    doubtful = _Doubtful(DOUBTFUL, md)
    # `"...` opens, though a full stop follows; Python-Markdown would close
    opening = SubstituteTextPattern(r'(?:(?<=\s)|^)"(?=(?:\.\.\.|…)\s*\w)', (outer[0],), md)
    smarty = md.treeprocessors["smarty"]
    assert isinstance(smarty, treeprocessors.InlineProcessor)
    smarty.inlinePatterns.register(opening, "octavo-opening", 1000)  # type: ignore[arg-type]
    smarty.inlinePatterns.register(doubtful, "octavo-doubtful", 1001)  # type: ignore[arg-type]
    ends = brackets.Ends()
    for name in LINKS:
        _quicken(md.inlinePatterns[name], ends)
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@", "^", "~", "$", '"', "'", "<"]
    return md


LINKS = (
    *("link", "reference", "short_reference"),
    *("image_link", "image_reference", "short_image_ref"),
)
LONGEST_TEXT = 20_000  # characters of a paragraph; above, emphasis and links in it are not read
LONGEST_LINK = 4000  # characters of an address and its title; browsers end at fewer


def _quicken(links: Any, ends: brackets.Ends) -> None:
    """Have the ends of links found at once, not by going through the rest of the text for each.

    Python-Markdown's own way takes a quarter of an hour for a page of open brackets.
    """
    slow = links.getLink

    def text(data: str, index: int) -> tuple[str, int, bool]:
        close = ends.of(data, index - 1)
        return ("", index, False) if close is None else (data[index:close], close + 1, True)

    def link(data: str, index: int) -> tuple[str, str | None, int, bool]:
        end = data.find(")", index, index + LONGEST_LINK)
        if data[index : index + 1] != "(" or end < 0:
            return "", None, index, False
        href, title, after, handled = slow(data[index : index + LONGEST_LINK], 0)
        return href, title, index + after, handled

    links.getText, links.getLink = text, link


class _Tags(Preprocessor):
    """Takes what is no tag for text. It also keeps the parser of HTML from looking for the end of
    each of thousands of open tags through all the rest.
    """

    def run(self, lines: list[str]) -> list[str]:
        return tags.marked("\n".join(lines)).split("\n")


class _Less(Postprocessor):
    """Writes the `<` that is text, in code and in running text alike."""

    def run(self, text: str) -> str:
        return text.replace(tags.LESS, "&lt;")


DOUBTFUL = r'^"|"\Z|(?<=\d)"|(?<=[^\x00-\xff])"|"(?=[^\x00-\xff])'


class _Doubtful(InlineProcessor):
    """A `"` of which only the marks before it tell what it is, in `quotes`."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int] | tuple[None, None, None]:
        if not quotes.is_doubtful(data, m.start()):
            return None, None, None
        return quotes.DOUBTFUL, m.start(), m.end()


class _Atoms(treeprocessors.Treeprocessor):
    """Leaves texts that are longer than any paragraph as they were typed.

    All of a text is gone through anew for each notation that is found in it.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if is_too_long(element.text):
                element.text = AtomicString(element.text)


def is_too_long(text: object) -> bool:
    """Whether notations within a text are not read, as it is longer than any paragraph."""
    return isinstance(text, str) and len(text) > LONGEST_TEXT


class _Scholar(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        # 24: behind fenced code (25), so that code is no longer in the text
        md.preprocessors.register(_Lists(md), "octavo-lists", 24)
        md.preprocessors.register(_Captions(md), "octavo-captions", 23)
        md.preprocessors.register(_Unnumbered(md), "octavo-unnumbered", 22)
        md.preprocessors.register(_Tags(md), "octavo-tags", 21)
        # 15: behind HTML (20), whose lines are its own
        md.preprocessors.register(_Apart(md), "octavo-apart", 15)
        md.postprocessors.register(_Less(md), "octavo-less", 0)  # when all HTML is in its place
        md.treeprocessors.register(_Atoms(md), "octavo-atoms", 21)  # ahead of all inline notations
        md.parser.blockprocessors.register(_Tables(md.parser, TABLES), "table", 75)
        # 165: ahead of links (160); 64 and less: behind emphasis (60 and 50 are its own)
        md.inlinePatterns.register(_Bracketed(BRACKETED, md), "octavo-span", 165)
        for priority, (tag, pattern) in enumerate(SIGNS.items(), 70):
            md.inlinePatterns.register(_Sign(pattern, tag, md), f"octavo-{tag}", priority)


TABLES = {"use_align_attribute": False}  # the alignment of cells is told by a style


class _Tables(TableProcessor):
    """Tables that keep every cell of a row; Python-Markdown drops those behind the head's last."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined]
        filled = [number for number, cell in enumerate(cells, 1) if cell.strip()]
        surplus = max([0, *filled]) - len(align)
        super()._build_row(row, parent, [*align, *[None] * surplus])  # type: ignore[misc]


BRACKETED = r"\[([^\[\]]+)\]\{([^{}\n]+)\}"
SIGNS = {
    "sub": r"(?<!~)~(?!~)((?:\\ |[^\s~])+)~(?!~)",
    "sup": r"\^((?:\\ |[^\s^\[])+)\^",
    "del": r"~~(?!\s)(.+?)(?<!\s)~~",
}


class _Lists(Preprocessor):
    """Lists as CommonMark has them, moved in as far as Python-Markdown demands."""

    def run(self, lines: list[str]) -> list[str]:
        return widened(lines)


class _Bracketed(InlineProcessor):
    """`[text]{.class #id lang=zh}`: a span with attributes."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        span = Element("span")
        span.text = m[1]
        attributes, _ = get_attrs_and_remainder(m[2])
        classes = [value for key, value in attributes if key == "." and value]
        for key, value in attributes:
            if key != ".":
                span.set(key, value or "")
        if classes:
            span.set("class", " ".join(classes))
        return span, m.start(0), m.end(0)


class _Sign(InlineProcessor):
    """Text between two signs becomes an element; `\\ ` in it is a space that does not break."""

    def __init__(self, pattern: str, tag: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self.tag = tag

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element(self.tag)
        element.text = m[1].replace("\\ ", "\N{NO-BREAK SPACE}")
        return element, m.start(0), m.end(0)


class _Unnumbered(Preprocessor):
    """Pandoc's `# Title {-}` is `# Title {.unnumbered}`; a label may stand beside it."""

    HEADING = re.compile(r"^(#{1,6} .*\{(?:[^{}]* )?)-((?: [^{}]*)?\}\s*)$")

    def run(self, lines: list[str]) -> list[str]:
        return [self.HEADING.sub(r"\1.unnumbered\2", line) for line in lines]


class _Apart(Preprocessor):
    """Puts an empty line behind each of several headings in a row.

    Python-Markdown takes one off a block and goes through all the rest anew: minutes for a page.
    """

    UNDERLINE = re.compile(r"(?:=+|-+) *")

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        at = 0
        for start, end in _stretches(lines):
            out += lines[at:start]
            out += self.apart(lines[start : end + 1])
            at = end + 1
        return out + lines[at:]

    def apart(self, block: list[str]) -> Iterator[str]:
        """The lines of a block; one that may be a table is left alone."""
        if any("|" in line for line in block):
            yield from block
            return
        at = 0  # behind the underlined headings that the block begins with
        while (
            self.UNDERLINE.fullmatch("".join(block[at + 1 : at + 2])) and block[at][0] not in " #"
        ):
            yield from (*block[at : at + 2], "")
            at += 2
        for line, below in pairwise([*block[at:], ""]):
            yield line
            if line.startswith("#") and below.startswith("#"):
                yield ""


class _Captions(Preprocessor):
    """`: Caption` above or below a table is not a definition: write it `Table: Caption`."""

    def run(self, lines: list[str]) -> list[str]:
        out, stretches = list(lines), list(_stretches(lines))
        for before, (start, _), after in zip(
            [None, *stretches], stretches, [*stretches[1:], None], strict=False
        ):
            beside = [lines[before[1]]] if before else []
            beside += [lines[after[0]]] if after else []
            is_beside = any(line.lstrip().startswith("|") for line in beside)
            if is_beside and re.match(r":[ \t]+\S", lines[start]):
                out[start] = "Table: " + lines[start][1:].lstrip()
        return out


def _stretches(lines: list[str]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch of lines that has no blank line in it."""
    for blank, numbers in groupby(range(len(lines)), lambda n: not lines[n].strip()):
        if not blank:
            first, *others = numbers
            yield first, others[-1] if others else first
