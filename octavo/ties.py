"""Ties: the spaces at which no line may end, as in "p. 5", "J. W. Garver" and "1 October"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import StringIO

from octavo.languages import Language
from octavo.model import Element, Kind, Node, Note

TIED = "\N{NO-BREAK SPACE}"
ELSE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a mark or a note: neither letter nor space
LONGEST_NUMBER = 6  # characters of a citation that is no more than a number: "[128]"
CAPITAL = "A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я"
SMALL = "a-zß-öø-ÿά-ώа-я"
VERBATIM = ("code", "kbd", "samp")
NUMERAL = r"(?=[(\[]?(?:\d|[ivxlcdm]+\b|[IVXLCDM]+\b))"  # what "p." or "vol." stands before


class Ties:
    """Ties the spaces of a language.

    A line does not end between an abbreviation and its number, a reference word and its number, a
    day and its month, a number and its sign or "million", an initial and the names beside it, or
    before a dash (behind one that opens a paragraph); nor before the number in brackets that is a
    citation. The abbreviations are the language's own (`assets/languages/`); the rules are those of
    Hart's Rules, 2.5.1, and the Chicago Manual of Style, 17th ed., 7.41, 7.42 and 6.119.
    """

    def __init__(self, language: Language) -> None:
        self.places = re.compile("|".join(_places(language)))

    def __call__(self, nodes: Iterable[Node]) -> tuple[Node, ...]:
        """The nodes with their spaces tied; code is left alone."""
        return tuple(self._node(node) for node in nodes)

    def _node(self, node: Node) -> Node:
        if isinstance(node, Note):
            return node.holding(tuple(map(self._element, node.children)))
        return self._element(node) if isinstance(node, Element) else node

    def _element(self, element: Element) -> Element:
        if element.kind is Kind.CODE:
            return element
        if element.kind is None:
            return element.holding(self(element.children))
        return self.block(element)

    def block(self, block: Element) -> Element:
        """One block of running text, taken as a whole: "p." and "5" may stand in two elements."""
        text = "".join(_texts(block))
        tied = _tied(self.places, text)
        return self._rewritten(block, StringIO(tied, newline=""))

    def _rewritten(self, element: Element, tied: StringIO) -> Element:
        children: list[Node] = []
        for child in element.children:
            if isinstance(child, str):
                children.append(tied.read(len(child)))
            elif isinstance(child, Element):
                if _is_number(child) and children and isinstance(children[-1], str):
                    children[-1] = re.sub(" $", TIED, children[-1])
                rewritten = self._rewritten(child, tied)
                children.append(child if child.tag in VERBATIM else rewritten)
            else:
                tied.read(1)
                children.append(self._node(child))
        return element.holding(tuple(children))


@lru_cache(maxsize=4096)  # in the preview most texts come again at every save
def _tied(places: re.Pattern[str], text: str) -> str:
    return places.sub(lambda found: found[0].replace(" ", TIED), text)


def _texts(node: Node) -> Iterator[str]:
    """The block's own text, one character for each of the output's."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Element):
        for child in node.children:
            texts = _texts(child)
            yield from (ELSE * len(text) for text in texts) if node.tag in VERBATIM else texts
    else:
        yield ELSE


def _is_number(element: Element) -> bool:
    """Whether the element is a citation such as "[12]" or "(3)"."""
    said = "".join(_texts(element))
    is_citation = element.attributes.get("class") == "citation"
    return is_citation and len(said) <= LONGEST_NUMBER and any(map(str.isdigit, said))


def _places(language: Language) -> Iterator[str]:
    """Patterns of which every space is to be tied."""
    before, after = language.data["tied-before-number"], language.data["tied-after-number"]
    # What must follow keeps "no." at the end of a sentence free.
    yield rf"(?<![\w.]){_one_of((*before.split(), *_reference_words(language)))} {NUMERAL}"
    yield rf"(?<![\w.]){_one_of(language.data['tied-before-name'].split())} (?=[{CAPITAL}])"
    yield rf"(?<=\d) (?=(?:{_one_of(after.split())})(?!\w))"
    name = f"[{CAPITAL}][{SMALL}]"
    yield rf"(?<![\w.])[{CAPITAL}]\. (?=[{CAPITAL}])"
    yield rf"(?<![\w.-]){name}+ (?=[{CAPITAL}]\. {name})"  # Dwight D. Eisenhower
    yield r"(?<![\w.])[a-z]\. (?=[A-Za-z]\.)"  # z. B., d. h.
    yield r"(?<=\S) (?=[–—] )|^[–—] "
    months = [month for month in language.data["months"] if month.isalpha()]
    if months:
        day = rf"(?:\d{{1,2}}\.?|{re.escape(language.data['first-day'])})"
        yield rf"(?<!\w){day} (?={_one_of(months)}\b)"
        yield rf"(?<!\w){_one_of(months)} (?=\d{{1,2}}(?!\w))"


def _reference_words(language: Language) -> Iterator[str]:
    """ "Figure", "figures" and the like: what stands before a number that Octavo writes."""
    forms = (form for name, form in language.words.items() if name.endswith("-reference"))
    found = (re.fullmatch(r"(\w+\.?) \{number\}", form) for form in forms)
    return (match[1] for match in found if match)


def _one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; one that no text has where there are none."""
    return f"(?:{'|'.join(map(re.escape, sorted(set(words), reverse=True))) or '(?!)'})"
