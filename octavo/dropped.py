"""Name what of a writer's own HTML goes into no page, and where the writer typed it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from octavo import marks, tree
from octavo.diagnostics import Finding, Severity, Span
from octavo.marks import Marked
from octavo.model import Section

RULE = "dropped_html"
MOST = 20  # findings of one section: more say nothing new
NAME = re.compile(r"[A-Za-z][^\s/>]*")
ATTRIBUTE = re.compile(r"""[\s"']([^\s=/>"']++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>"']++))?""")
WITH_TEXT = ("script", "style")  # of all other elements the text stays
HINT = "write it in Markdown; on your own work `--trusted` lets HTML through"
LINK_HINT = "a link leads to https://, http://, mailto: or a place in the report: #name"


def findings(html: str, section: Section, marked: Marked) -> Iterator[Finding]:
    """What the allow-list takes out of converted Markdown, in the order of the text."""
    seen: Counter[str] = Counter()
    for said, wanted, message, severity in _first(_dropped(html)):
        place = _place(section, marked, wanted, seen[said])
        seen[said] += 1
        hint = LINK_HINT if said.startswith("link") else HINT
        yield Finding(RULE, message, place, severity, hint)


Dropped = tuple[str, re.Pattern[str], str, Severity]


def _first(dropped: Iterable[Dropped]) -> Iterable[Dropped]:
    return (one for _, one in zip(range(MOST), dropped, strict=False))


def _dropped(html: str) -> Iterator[Dropped]:
    """What each is, how it looks in the source, what is to be said of it."""
    comment = False
    for piece in html.split("<")[1:]:
        in_comment = comment or piece.startswith("!--")
        comment = in_comment and "-->" not in piece
        found = None if in_comment else NAME.match(piece)
        if found is None:  # a closing tag or a comment
            continue
        tag = found[0].lower()
        if tag not in tree.INLINE and tag not in tree.BLOCK:
            rest = "with all it holds" if tag in WITH_TEXT else "its text stays"
            severity = Severity.ERROR if tag in WITH_TEXT else Severity.WARNING
            wanted = re.compile(rf"<{re.escape(tag)}\b", re.I)
            yield f"tag {tag}", wanted, f"the tag <{tag}> is left out, {rest}", severity
        else:
            yield from _attributes(tag, piece[found.end() : piece.find(">") + 1])


def _attributes(tag: str, text: str) -> Iterator[Dropped]:
    for name, quoted in ATTRIBUTE.findall(text):
        value = unescape(quoted.strip("\"'"))
        attribute = name.lower()
        if tree.is_allowed(tag, attribute, value):
            continue
        if attribute == "href":
            shown = marks.MARK.split(value)[0][:80]
            message = f"the link to {shown} is left out, its text stays"
            yield f"link {shown}", re.compile(re.escape(shown)), message, Severity.ERROR
        else:
            wanted = re.compile(rf"\b{re.escape(attribute)}\s*=", re.I)
            message = f"the attribute {attribute} of <{tag}> is left out"
            yield f"attribute {attribute}", wanted, message, Severity.WARNING


def _place(section: Section, marked: Marked, wanted: re.Pattern[str], before: int) -> Span:
    """Where it stands for the time after `before` times; code is passed over."""
    source, place = section.source, Span(section.source, section.body, section.body)
    for found in wanted.finditer(source.text, section.body):
        if _is_code(source.text, found.start(), marked.fences):
            continue
        place = Span(source, *found.span())
        if not before:
            break
        before -= 1
    return place


def _is_code(text: str, offset: int, fences: Iterable[Span]) -> bool:
    if any(fence.start <= offset < fence.end for fence in fences):
        return True
    return text.count("`", text.rfind("\n", 0, offset) + 1, offset) % 2 == 1
