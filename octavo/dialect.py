"""The Markdown that Octavo speaks: Python-Markdown, its extensions, and what scholars expect.

Added here: lists indented by two spaces, `[text]{.smallcaps}`, `H~2~O`, `x^2^`, `~~struck~~`,
`{-}` on headings, Pandoc's `: Caption` beside a table.
"""

from __future__ import annotations

import re
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.smarty import SmartyExtension, SubstituteTextPattern
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor

from octavo.typography import CLOSING, OPENING

PLAIN = ["tables", "def_list", "abbr", "attr_list", "fenced_code", "sane_lists"]
QUOTES = ("left-double-quote", "right-double-quote", "left-single-quote", "right-single-quote")
NO_PLACE = "\N{END OF TEXT}notes\N{END OF TEXT}"  # in no text: Octavo places the notes itself


@cache
def converter(outer: tuple[str, str]) -> Markdown:
    """The converter whose `"` become the pair `outer`, and whose `'` typography's two signs.

    Call `reset()` before each text.
    """
    marks = dict(zip(QUOTES, (*outer, OPENING, CLOSING), strict=True))
    md = Markdown(
        extensions=[
            *PLAIN,
            FootnoteExtension(PLACE_MARKER=NO_PLACE, BACKLINK_TEXT="", UNIQUE_IDS=False),
            CodeHiliteExtension(guess_lang=False, css_class="highlight"),
            SmartyExtension(substitutions=marks),
            _Scholar(),
        ]
    )
    # `"...` opens, though a full stop follows; Python-Markdown would close
    opening = SubstituteTextPattern(r'(?:(?<=\s)|^)"(?=(?:\.\.\.|…)\s*\w)', (outer[0],), md)
    smarty = md.treeprocessors["smarty"]
    assert isinstance(smarty, treeprocessors.InlineProcessor)
    smarty.inlinePatterns.register(opening, "octavo-opening", 1000)  # type: ignore[arg-type]
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@", "^", "~", "$", '"', "'"]
    return md


class _Scholar(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        # 24: behind fenced code (25), so that code is no longer in the text
        md.preprocessors.register(_Lists(md), "octavo-lists", 24)
        md.preprocessors.register(_Captions(md), "octavo-captions", 23)
        md.preprocessors.register(_Unnumbered(md), "octavo-unnumbered", 22)
        # 165: ahead of links (160); 64 and less: behind emphasis (60 and 50 are its own)
        md.inlinePatterns.register(_Bracketed(BRACKETED, md), "octavo-span", 165)
        for priority, (tag, pattern) in enumerate(SIGNS.items(), 70):
            md.inlinePatterns.register(_Sign(pattern, tag, md), f"octavo-{tag}", priority)


BRACKETED = r"\[([^\[\]]+)\]\{([^{}\n]+)\}"
SIGNS = {
    "sub": r"(?<!~)~(?!~)((?:\\ |[^\s~])+)~(?!~)",
    "sup": r"\^((?:\\ |[^\s^\[])+)\^",
    "del": r"~~(?!\s)(.+?)(?<!\s)~~",
}


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


class _Captions(Preprocessor):
    """`: Caption` above or below a table is not a definition: write it `Table: Caption`."""

    def run(self, lines: list[str]) -> list[str]:
        return [
            "Table: " + line[1:].lstrip() if self._captions(lines, number) else line
            for number, line in enumerate(lines)
        ]

    def _captions(self, lines: list[str], number: int) -> bool:
        if not re.match(r":[ \t]+\S", lines[number]):
            return False
        before = next((line for line in reversed(lines[:number]) if line.strip()), "")
        blank = number == 0 or not lines[number - 1].strip()
        after = iter(lines[number + 1 :])
        for line in after:  # the caption's own further lines
            if not line.strip():
                break
        following = next((line for line in after if line.strip()), "")
        return blank and any(line.lstrip().startswith("|") for line in (before, following))


class _Lists(Preprocessor):
    """Widen lists indented by two or three spaces to the four that Python-Markdown demands.

    The levels are CommonMark's: what stands at or behind an item's text belongs to the item.
    """

    ITEM = re.compile(r"( *)([-*+]|\d+[.)])( +)(?=\S)")

    def run(self, lines: list[str]) -> list[str]:
        levels: list[int] = []  # the column at which each open item's text starts
        out: list[str] = []
        after_blank = True
        for line in lines:
            item = self.ITEM.match(line)
            indent = len(line) - len(line.lstrip(" "))
            if not line.strip():
                out.append(line)
            elif item and (levels or indent < 4):
                levels = [column for column in levels if column <= indent]
                out.append("    " * len(levels) + line[indent:])
                levels.append(item.end())
            elif after_blank and levels:
                levels = [column for column in levels if column <= indent]
                base = levels[-1] if levels else 0
                out.append("    " * len(levels) + " " * (indent - base) + line[indent:])
            else:
                out.append(line)
            after_blank = not line.strip()
        return out
