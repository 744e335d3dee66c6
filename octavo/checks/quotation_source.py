"""A quotation has no source.

Who said it, and where? A quotation of eight words or more wants a note or a citation in its own
sentence, or behind it in its paragraph; so several quotations can share one. Cite the work it comes
from. Where a paper cites nothing at all, that is said once.

Instead of

    Mao told them that "the east wind is prevailing over the west wind".

write

    Mao told them that "the east wind is prevailing over the west wind" [@luthi2008, 77].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from octavo.checks._places import QUOTED, SOURCE, cited_text
from octavo.checks._settings import setting
from octavo.diagnostics import Finding, Severity, Span
from octavo.model import Document, Element, Kind, blocks, plain

SENTENCE_END = re.compile(rf"[.!?][’”»)\]{SOURCE}]*(?=\s+[^\s\da-z])")


# A reference that is written out: [Bakunin, p. 12], (Smith 1990, 12), (Luke 3:11), (ibid.).
_PLACE = r"(?:\bpp?\.|\bvol\.|\bch\.|\bibid|\bop\. ?cit|\b1[5-9]\d\d|\b20\d\d|\d:\d)"
BY_HAND = re.compile(
    rf"\[[^\[\]]*{_PLACE}[^\[\]]*\]|\([^()]*{_PLACE}[^()]*\)"
    r"|(?<=[”’»])[.,;:]? ?\[[^\W\d_][^\[\]]+\]",
    re.IGNORECASE,
)
# What is no quotation: a title, and what everybody says.
NAMED = re.compile(
    r"\b(?:section|chapter|appendix|essay|article|poem|song|entitled|titled|called|headed|maxim|motto|"
    r"slogan|proverb|adage|saying)s?\b[^!?;]{0,20}\Z",
    re.IGNORECASE,
)
IN_TITLE = 0.6  # of the longer words of a title begin with a capital
SHORT = 3  # letters: a shorter word is small in a title


@dataclass(frozen=True, slots=True)
class Settings:
    """What [checks.quotation_source] may set."""

    words: int = setting(8, "of a quotation that wants a source, at the least")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Each quotation in the running text is followed by its source."""
    found: list[Finding] = []
    for section in subject.body:
        for block, following in pairwise([*blocks(section), None]):
            if block and block.kind is Kind.PROSE and block.span:
                below = _below(block, following)
                found += _unsourced(block, _sourced(block), below, settings.words)
    cites = subject.citations or subject.notes or any(map(_refers, subject.body))
    if len(found) > 1 and not cites:
        message = f"none of {len(found)} quotations has a source, and nothing is cited"
        found = [
            replace(found[0], message=message, related=tuple(f.span for f in found[1:] if f.span))
        ]
    yield from found


def _sourced(block: Element) -> str:
    """The block's text, every sign of a source that is written by hand one that stands for it."""
    return BY_HAND.sub(lambda source: SOURCE * len(source[0]), cited_text(block))


def _below(block: Element, following: Element | None) -> str:
    """The long quotation that a paragraph leads to, whose source it shares."""
    leads = cited_text(block).rstrip().endswith(":")
    return _sourced(following) if leads and following and following.kind is Kind.QUOTATION else ""


def _unsourced(block: Element, text: str, below: str, least: int) -> Iterator[Finding]:
    ends = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
    for match in QUOTED.finditer(text):
        quotation = match[0].strip("“”‘’«»„")
        if len(quotation.split()) < least or _is_title(quotation, text[: match.start()]):
            continue
        own = max(end for end in ends if end <= match.start())
        if SOURCE not in text[own:] + below:
            yield Finding(
                "quotation_source",
                f"the quotation “{_shortened(quotation)}” has no source",
                _place(block, quotation, text[: match.start()]),
                Severity.WARNING,
                "cite it: [@key, page]",
            )


def _refers(section: Element) -> bool:
    return any(BY_HAND.search(plain(block)) for block in blocks(section))


def _is_title(quotation: str, before: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_]+", quotation)[1:] if len(word) > SHORT]
    capitals = sum(word[0].isupper() for word in long)
    return bool(NAMED.search(before)) or (bool(long) and capitals >= IN_TITLE * len(long))


def _shortened(quotation: str) -> str:
    words = quotation.split()
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")


def _place(block: Element, quotation: str, before: str) -> Span | None:
    """Where the quotation's first words stand in what was typed."""
    span = block.span
    opening = re.compile(r"[\W_]+".join(map(re.escape, re.findall(r"\w+", quotation)[:3])))
    earlier = len(opening.findall(before))
    found = list(opening.finditer(span.text))[earlier : earlier + 1] if span else []
    if not span or not found:
        return span
    return Span(span.source, span.start + found[0].start(), span.start + found[0].end())
