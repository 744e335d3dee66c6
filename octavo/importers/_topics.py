"""Propose sections where a draft has no headings: between paragraphs, where the topic shifts.

The words of the two paragraphs before a border are compared with those of the two behind it
(after Hearst, "TextTiling", 1997): the less they share, the better the place for a section to end.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.importers._draft import Block, Draft, Kind, Text, notice

WINDOW = 2  # paragraphs on each side of a border
PER_SECTION = 80  # words: a text of n words gets about the root of n / 80 sections
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LETTERS = 4  # that a word has which says something of the topic
# Words in capitals within a sentence: names and things, most often.
CAPITAL = r"[^\W\d_a-zß-öø-ÿа-я][\w’'-]+"
JOINED = r"(?: (?:of|the|de|du|des|der|von|for))*"
NAME = re.compile(rf"(?<=[\w,;] )(?:{CAPITAL})(?:{JOINED} (?:{CAPITAL}))*")

DATES = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Januar Februar März Juni Juli "
    "Oktober Dezember".split()
)
PEOPLE = re.compile(r"\S+(?:ese|ish|[ei]an|ican|viet)s?")  # adjectives: Chinese, British, Soviet


def propose(draft: Draft) -> Draft:
    """The draft with headings, if it has none: each said to be a proposal."""
    if any(block.kind is Kind.HEADING for block in draft.blocks):
        return draft
    body = [block for block in draft.blocks if block.kind is not Kind.NOTE]
    notes = [block for block in draft.blocks if block.kind is Kind.NOTE]
    if not body:
        return draft
    parts = _parts(body)
    if len(parts) == 1:
        return draft
    titles = _titles(parts)
    blocks: list[Block] = []
    findings = []
    for title, part in zip(titles, parts, strict=True):
        place = part[0].text.cut(0, 1).span(draft.source)
        heading = Text(title, (place.start,) * len(title), ("",) * len(title))
        blocks += [Block(Kind.HEADING, heading, 1, proposed=True), *part]
        hint = "the draft has no headings; write a title of your own, or join the sections"
        findings.append(notice("proposed_section", f"a section “{title}” begins here", place, hint))
    return replace(draft, blocks=(*blocks, *notes), findings=(*draft.findings, *findings))


# --- borders -----------------------------------------------------------------------------


def _parts(body: Sequence[Block]) -> list[list[Block]]:
    """The blocks in sections: as many as fit the length, none less than half the usual."""
    lengths = [len(block.text.letters.split()) for block in body]
    count = max(1, round(math.sqrt(sum(lengths) / PER_SECTION)))
    least = sum(lengths) / count / 2
    bags = [_bag(block.text.letters) for block in body]
    borders = sorted(_paragraph_borders(body), key=lambda at: (_likeness(bags, at), at))
    chosen: list[int] = []
    for border in borders:
        edges = sorted([0, *chosen, border, len(body)])
        fits = all(sum(lengths[a:b]) >= least for a, b in pairwise(edges))
        if fits and len(chosen) + 1 < count:
            chosen.append(border)
    edges = [0, *sorted(chosen), len(body)]
    return [list(body[a:b]) for a, b in pairwise(edges)]


def _paragraph_borders(body: Sequence[Block]) -> Iterable[int]:
    """Before which blocks a section may begin: before prose that is not the rest of a sentence."""
    return [
        at
        for at in range(1, len(body))
        if body[at].kind is Kind.PROSE
        and body[at - 1].kind is not Kind.HEADING
        and not body[at].text.letters[:1].islower()
    ]


def _bag(text: str) -> Counter[str]:
    """How often each telling word stands in a text; endings are cut off roughly."""
    words = (word.casefold() for word in WORD.findall(text))
    return Counter(word[:6] for word in words if len(word) >= LETTERS)


def _likeness(bags: Sequence[Counter[str]], at: int) -> float:
    """The cosine between the words on both sides of a border: 0 to 1."""
    before: Counter[str] = sum(bags[max(0, at - WINDOW) : at], Counter())
    behind: Counter[str] = sum(bags[at : at + WINDOW], Counter())
    product = sum(count * behind[word] for word, count in before.items())
    sizes = [math.sqrt(sum(n * n for n in bag.values())) for bag in (before, behind)]
    return product / (sizes[0] * sizes[1]) if all(sizes) else 0.0


# --- titles ------------------------------------------------------------------------------


def _titles(parts: Sequence[Sequence[Block]]) -> list[str]:
    """A title for each section, of words that stand in it and little in the others."""
    texts = [" ".join(block.text.letters for block in part) for part in parts]
    titles: list[str] = []
    for text, part in zip(texts, parts, strict=True):
        others = " ".join(other for other in texts if other is not text)
        title = _names(text, others) or _opening(part[0].text.letters)
        titles.append(title if title not in titles else _opening(part[0].text.letters))
    return titles


def _names(text: str, others: str) -> str:
    """The two most telling names of a text, in the order in which they stand in it."""
    found = dict.fromkeys(re.sub(r"['’]s$", "", name) for name in NAME.findall(text))
    weights = {
        name: text.count(name) * (1 + name.count(" ") / 2) / (1 + 2 * others.count(name))
        for name in found
        if len(name) >= LETTERS and name not in DATES and not PEOPLE.fullmatch(name)
    }
    best: list[str] = []
    for name in sorted(weights, key=lambda name: (-weights[name], text.find(name))):
        if weights[name] >= 1 and not any(name in other or other in name for other in best):
            best.append(name)
    return ", ".join(sorted(best[:2], key=text.find))


def _opening(text: str) -> str:
    """The first words of a text."""
    return " ".join(re.findall(r"[^\s.,;:!?]+", text)[:5])
