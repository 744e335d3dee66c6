"""A paragraph's boxes as one text: how wide each part of it is, and where a line may end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import pyphen

from octavo.engine.paragraphs.best import BEGINNING, Break
from octavo.engine.paragraphs.widths import width

SIDES = ("left", "right")
SPACE = " "
SPACES = re.compile("[ \u00a0]")  # those that stretch and shrink
COLLAPSING = ("normal", "nowrap")  # white space that is not kept as it was typed
WORD = re.compile(r"[^\W\d_]+")
# What the engine must break by itself: preserved breaks, soft hyphens, and scripts that run from
# right to left, join their letters or break anywhere (from Hebrew to Khmer, Chinese to Korean).
OTHER = re.compile(
    "[\n\t\u00ad\u0590-\u109f\u1700-\u18af\u2e80-\ud7af\uf900-\ufaff\ufe30-\uff60\U00020000-\U0003ffff]"
)

Path = tuple[int, ...]


class Leaf(NamedTuple):
    """A piece of text in one style: where its box is, and where it stands in the whole."""

    path: Path
    box: Any
    start: int
    end: int

    @property
    def wraps(self) -> bool:
        """Whether lines may end in it."""
        return bool(self.box.style["white_space"] == "normal")


class Flat:
    """The text of a line box that holds a whole paragraph."""

    def __init__(self, leaves: Sequence[Leaf], text: str, context: Any) -> None:
        self.leaves, self.text, self.context = leaves, text, context
        self.starts = [leaf.start for leaf in leaves]

    def place(self, skip_stack: Any) -> int:
        """Where in the text the engine's `skip_stack` points, spaces at that place passed over."""
        path: list[int] = []
        while skip_stack is not None:
            ((index, skip_stack),) = skip_stack.items()
            path.append(index)
        at = self._at(tuple(path))
        while at < len(self.text) and self.text[at] == SPACE:
            at += 1
        return at

    def _at(self, path: Path) -> int:
        """Where a path leads, whose last step may be an offset in bytes in a piece of text."""
        for leaf in self.leaves:
            if leaf.path == path[:-1]:
                return leaf.start + len(leaf.box.text.encode()[: path[-1]].decode())
            if leaf.path >= path:
                return leaf.start
        return len(self.text)

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """All places where a line may end with whole words, in order; the last is the end."""
        found = [BEGINNING]
        for at in (*self._opportunities(), len(self.text)):
            found.append(self._next(found[-1], at))
        return tuple(found[1:])

    @cached_property
    def all_breaks(self) -> tuple[Break, ...]:
        """The same, and those where a word is parted."""
        found: list[Break] = []
        for last, place in pairwise((BEGINNING, *self.breaks)):
            found += (self._parted(last, at) for at in self._parts(last.at, place.at))
            found.append(place)
        return tuple(found)

    def _next(self, last: Break, at: int) -> Break:
        """The break behind another: its line ends ahead of the space there."""
        words = last.at + len(self.text[last.at : at].rstrip(SPACE))
        end = last.start + self._width(last.at, words)
        spaces, gap = last.spaces_after + self._spaces(last.at, words), self._width(words, at)
        return Break(at, end, spaces, end + gap, spaces + gap)

    def _parted(self, last: Break, at: int) -> Break:
        """A break within the word behind another."""
        style = next(self._under(at - 1, at)).box.style
        hyphen = width(style["hyphenate_character"], style, self.context)
        end = last.start + self._width(last.at, at)
        spaces = last.spaces_after + self._spaces(last.at, at)
        return Break(at, end + hyphen, spaces, end, spaces, parted=True)

    def _opportunities(self) -> Iterator[int]:
        """Where a line may end without a hyphen of ours: behind spaces, hyphens and dashes."""
        from weasyprint.text.line_break import get_log_attrs

        attributes = get_log_attrs(self.text, self.leaves[0].box.style["lang"])
        for at in range(1, len(self.text)):
            if attributes[at].is_line_break and next(self._under(at - 1, at)).wraps:
                yield at

    def _parts(self, start: int, stop: int) -> Iterator[int]:
        """Where the first word of a stretch that is long enough may be parted, from the left.

        The engine tries that word alone.
        """
        for leaf in self._under(start, stop):
            least = leaf.box.style["hyphenate_limit_chars"][0]
            for word in WORD.finditer(self.text, max(start, leaf.start), min(stop, leaf.end)):
                if len(word[0]) >= least and leaf.wraps and self._is_whole(word, start, stop):
                    found = _syllables(word[0], leaf.box.style, self.context)
                    yield from (word.start() + at for at in found)
                    return

    def _is_whole(self, word: re.Match[str], start: int, stop: int) -> bool:
        """Whether no letter or digit stands beside the word."""
        before = self.text[max(start, word.start() - 1) : word.start()]
        after = self.text[word.end() : min(stop, word.end() + 1)]
        return not (before.isalnum() or after.isalnum())

    def _under(self, start: int, stop: int) -> Iterator[Leaf]:
        """The pieces that a part of the text stands in."""
        for index in range(bisect_right(self.starts, start) - 1, len(self.leaves)):
            leaf = self.leaves[index]
            if leaf.start >= stop:
                return
            if leaf.end > start:
                yield leaf

    def _width(self, start: int, stop: int) -> float:
        total = 0.0
        for leaf in self._under(start, stop) if start < stop else ():
            text = self.text[max(start, leaf.start) : min(stop, leaf.end)]
            total += width(text, leaf.box.style, self.context)
        return total

    def _spaces(self, start: int, stop: int) -> float:
        """How wide the spaces are that may stretch there."""
        return sum(self._width(*at.span()) for at in SPACES.finditer(self.text, start, stop))


def _syllables(word: str, style: Any, context: Any) -> list[int]:
    """How many letters may stand before a hyphen, by the patterns that the engine uses."""
    language = style["lang"] and pyphen.language_fallback(style["lang"])
    if style["hyphens"] != "auto" or not language:
        return []
    total, left, right = style["hyphenate_limit_chars"]
    key = language, left, right, total
    if key not in context.dictionaries:
        context.dictionaries[key] = pyphen.Pyphen(lang=language, left=left, right=right)
    begun = (one for one, _ in context.dictionaries[key].iterate(word))
    return sorted(len(one) for one in begun if word.startswith(one))


def flattened(line: Any, context: Any) -> Flat | None:
    """The text of a paragraph's line box; None where the engine must break it by itself."""
    leaves: list[Leaf] = []
    if line.style["direction"] != "ltr" or not _collect(line, (), leaves):
        return None
    text = "".join(leaf.box.text for leaf in leaves)
    return None if OTHER.search(text) or not text.strip() else Flat(tuple(leaves), text, context)


def _collect(box: Any, path: Path, leaves: list[Leaf]) -> bool:
    """Add what is below a box; whether all of it is plain text."""
    from weasyprint.formatting_structure import boxes

    for index, child in enumerate(box.children):
        here = (*path, index)
        if isinstance(child, boxes.TextBox):
            if child.style["white_space"] not in COLLAPSING:
                return False
            start = leaves[-1].end if leaves else 0
            leaves.append(Leaf(here, child, start, start + len(child.text)))
        elif not (
            isinstance(child, boxes.InlineBox) and _is_bare(child) and _collect(child, here, leaves)
        ):
            return False
    return True


def _is_bare(box: Any) -> bool:
    """Whether an inline box takes no room beside its text, and stands in the line."""
    if box.element_tag.endswith("::first-letter"):
        return False  # the engine takes it out of the text, at each layout anew
    style = box.style
    lengths = (style[f"{part}_{side}"] for part in ("margin", "padding") for side in SIDES)
    borders = (style[f"border_{side}_width"] for side in SIDES)
    empty = all(length != "auto" and not length.value for length in lengths)
    return box.is_in_normal_flow() and empty and not any(borders)
