"""Tell the `<` of a tag from one that is text: in "if a<b and b>c" nothing is bold.

A tag is written as one, all its attributes too, and stands by itself or has its fellow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LESS = "\U000ffff4"  # private use, behind the signs of quotes: a `<` that is text

SIGN = re.compile(r"\\<|<(?:!--|[!?]|(?=[A-Za-z/]))")
VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][\w:.-]*+)"
    rf"(?P<list>(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+{VALUE})?+)*+)\s*+(?P<alone>/?)>"
)
ATTRIBUTE = re.compile(rf"([^\s\"'<>/=]++)(\s*+=\s*+{VALUE})?+")
# Markdown's link, <https://...>, and what it leads to, [map](<old map.png>).
ADDRESS = re.compile(r"<[^\s<>]*(?::/|@)[^\s<>]*>|(?:(?<=\]\()|(?<=\]: ))<[^<>\n]*>")
CLOSING = re.compile(r"(?<!\\)</([A-Za-z][\w:.-]*+)\s*+>")
# HTML Living Standard: 13.1.2 void elements, 13.1.2.4 optional tags, 2.3.2 boolean attributes.
ALONE = frozenset(
    "area base br col embed hr img input link meta source track wbr li dt dd p rt rp optgroup "
    "option colgroup caption thead tbody tfoot tr td th".split()
)
WITHOUT_VALUE = frozenset(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled hidden inert "
    "ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required "
    "reversed selected".split()
)


def marked(text: str) -> str:
    """The text with LESS for each `<` that looks like a tag's and is none."""
    if "<" not in text:
        return text
    out, at = [], 0
    for place in _texts(text):
        out += [text[at:place], LESS]
        at = place + 1
    return "".join([*out, text[at:]])


def _texts(text: str) -> Iterator[int]:
    """Where a `<` is text. Comments are passed over; so is what a backslash stands before."""
    last_comment, last = text.rfind("-->"), text.rfind(">")
    closings = {found[1].lower(): found.start() for found in CLOSING.finditer(text)}
    opened: set[str] = set()
    at = 0
    while sign := SIGN.search(text, at):
        start, at = sign.start(), sign.end()
        if sign[0] == "<!--":
            at = text.find("-->", at) if last_comment >= at else at
            yield from () if last_comment >= sign.end() else (start,)
        elif sign[0] in ("<!", "<?"):
            yield from () if last >= at else (start,)
        elif sign[0] == "<" and not ADDRESS.match(text, start):
            tag = TAG.match(text, start)
            if tag is None or not _is_tag(tag, closings, opened):
                yield start
            else:
                at = tag.end()


def _is_tag(tag: re.Match[str], closings: dict[str, int], opened: set[str]) -> bool:
    name = tag["name"].lower()
    if tag["slash"]:
        return name in opened and not tag["list"]
    has_end = tag["alone"] or name in ALONE or closings.get(name, -1) >= tag.end()
    if not has_end or not all(map(_is_attribute, ATTRIBUTE.finditer(tag["list"]))):
        return False
    opened.add(name)
    return True


def _is_attribute(found: re.Match[str]) -> bool:
    """Whether it has a value, or needs none. A mark in it says where its line began."""
    return bool(found[2]) or found[1].encode("ascii", "ignore").decode().lower() in WITHOUT_VALUE
