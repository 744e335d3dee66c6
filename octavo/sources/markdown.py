"""A section without the writer's comments: in the text, the front matter and drawn blocks.

A comment in the text leaves an empty one behind, for it may part two lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from octavo import blocks
from octavo.model import Document, Kind, Section, plain
from octavo.sources.settings import without_comments

EMPTY = "<!-- -->"
FENCE = FencedBlockPreprocessor.FENCED_BLOCK_RE
COMMENT = re.compile(
    r"(?P<ticks>(?<![`\\])`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<comment><!--.*?-->)",
    re.S,
)

Edit = tuple[int, int, str]  # from, to, what comes there


def public(document: Document, section: Section) -> str:
    """The section's text without comments. Raises yaml.YAMLError where its head is no YAML."""
    text = section.source.text
    fences = list(FENCE.finditer(text, section.body))
    edits = sorted([*_settings(fences), *_comments(section, fences, _code(document))])
    parts, at = [_front_matter(text[: section.body])], section.body
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def _settings(fences: Iterable[re.Match[str]]) -> Iterator[Edit]:
    """The settings of drawn blocks without comments."""
    for fence in fences:
        if fence["lang"] in blocks.names():
            yield *fence.span("code"), without_comments(fence["code"])


def _comments(section: Section, fences: Iterable[re.Match[str]], code: str) -> Iterator[Edit]:
    """The comments but for those that are printed, in code that is only moved in too."""
    borders = [section.body, *(at for fence in fences for at in fence.span())]
    borders.append(len(section.source.text))
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        for found in COMMENT.finditer(section.source.text, start, end):
            if found["comment"] and _one_line(found[0]) not in code:
                yield found.start(), found.end(), EMPTY


def _code(document: Document) -> str:
    """All printed code, in one line."""
    found = (block for block in document.blocks() if block.kind is Kind.CODE)
    return _one_line(" ".join(map(plain, found)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _front_matter(text: str) -> str:
    """YAML without comments: nothing else between its tokens has a #."""
    kept, at = [], 0
    for token in yaml.scan(text):
        start, end = token.start_mark.index, token.end_mark.index
        kept += [_bare(text[at:start]), text[start:end]]
        at = end
    return "".join(kept) + _bare(text[at:])


def _bare(gap: str) -> str:
    return re.sub(r"[ \t]*#[^\n]*", "", gap)
