"""One name: order of its parts, initials, particles, and the formatting of name parts."""

from __future__ import annotations

import re

from octavo.csl import person, rich
from octavo.csl.articles import without_article
from octavo.csl.dress import dress
from octavo.csl.markup import Box, Content, Tag
from octavo.csl.name_options import NameOptions
from octavo.csl.nodes import Look, NamePart
from octavo.csl.person import Name
from octavo.csl.scope import Scope

_PLAIN = Look()
_TAG = re.compile(r"(<[^>]*>)")


def format_name(
    name: Name,
    place: int,
    node: NamePart | None,
    options: NameOptions,
    level: int,
    scope: Scope,
) -> Content:
    """The name at `place` (from 0) in its list; `level`: how far its given name is spelled out."""
    family_look, given_look = (node.family, node.given) if node else (_PLAIN, _PLAIN)
    level = max(level, _hint(name, place, scope))
    if name.literal:
        body = without_article(name.literal, scope.language) if scope.sorting else name.literal
        printed: list[Content] = [_affixed([_part(body, family_look, scope)], family_look)]
    else:
        parts = _Parts(name, family_look, given_look, options, level, scope)
        printed = parts.printed(is_inverted(name, place, options, scope))
    content: Content = Box(tuple(printed))
    if node is not None:
        content = dress(content, node.look._replace(delimiter=""), scope) or ""
    return Box((content,), tag=Tag("name", name))


def _hint(name: Name, place: int, scope: Scope) -> int:
    """The level that a rule for all names, or for primary names, asks for."""
    if not scope.hints:
        return 0
    return scope.hints.get(name, 0) if place == 0 or not scope.style.primary_only else 0


def is_inverted(name: Name, place: int, options: NameOptions, scope: Scope) -> bool:
    """Whether the name at `place` prints family name first, by name-as-sort-order."""
    if name.literal or name.is_spaceless or is_static(name, options):
        return False
    if scope.sorting:
        return True
    return options.sort_order == "all" or (options.sort_order == "first" and place == 0)


def is_static(name: Name, options: NameOptions) -> bool:
    """Whether a name keeps family name first without a comma: Mao Zedong, but Mao, Z."""
    initials = options.initialize_with is not None and options.initialize
    return name.static_order and not initials


def _part(text: str, look: Look, scope: Scope) -> Content:
    """A part of a name in the formatting of its name-part, without affixes."""
    if not text:
        return ""
    parsed = rich.parse(text)
    content: Content = parsed[0] if len(parsed) == 1 else Box(parsed)
    return dress(content, look._replace(prefix="", suffix="", delimiter=""), scope) or ""


def _affixed(parts: list[Content], look: Look) -> Content:
    """Parts side by side, spaced, between the affixes of their name-part."""
    children: list[Content] = []
    for part in parts:
        if part:
            if children and not _sticks(children[-1]):
                children.append(" ")
            children.append(part)
    if not children:
        return ""
    return Box(tuple(children), (), look.prefix, look.suffix)


def _sticks(content: Content) -> bool:
    """Whether a particle joins the next part without a space: d’, al-."""
    while isinstance(content, Box):
        if content.suffix:
            return content.suffix[-1] == "\u00a0"
        if not content.children:
            return False
        content = content.children[-1]
    return content[-1:] in "’'-‐–ʼ \u00a0"


class _Parts:
    """The parts of one name, formatted, ready to be put in order."""

    def __init__(
        self,
        name: Name,
        family_look: Look,
        given_look: Look,
        options: NameOptions,
        level: int,
        scope: Scope,
    ) -> None:
        self.name = name
        self.family_look = family_look
        self.given_look = given_look
        self.options = options
        self.demote = scope.style.demote_particle
        self.sorting = scope.sorting
        self.long = options.form != "short" or level > 0
        self.family = _part(name.family, family_look, scope)
        self.particle = _part(name.non_dropping, family_look, scope)
        self.given = _part(self._given(level, scope) if self.long else "", given_look, scope)
        self.dropping = _part(name.dropping, given_look, scope) if self.long else ""
        self.suffix = _part(name.suffix, _PLAIN, scope) if self.long else ""

    def _given(self, level: int, scope: Scope) -> str:
        given, mark = self.name.given, self.options.initialize_with
        if mark is None or level == 2 or not self.name.family or not _has_case(given):
            return given
        hyphen = scope.style.initialize_with_hyphen
        return "".join(
            piece
            if piece.startswith("<")
            else _initials(piece, mark, hyphen, self.options.initialize)
            for piece in _TAG.split(given)
        )

    def printed(self, inverted: bool) -> list[Content]:
        """The parts in order."""
        if not self.name.family:
            return [
                _affixed([self.given, self.dropping, self.particle, self.suffix], self.given_look)
            ]
        if self.name.is_spaceless:
            return [self._family([self.particle, self.family]), self._given_group([self.given])]
        if not self.long:
            return [self._family([self.particle, self.family])]
        if is_static(self.name, self.options):
            return [self._static()]
        return self._inverted() if inverted else self._straight()

    def _family(self, parts: list[Content]) -> Content:
        return _affixed(parts, self.family_look)

    def _given_group(self, parts: list[Content]) -> Content:
        return _affixed(parts, self.given_look)

    def _static(self) -> Content:
        family = self._family([self.particle, self.family])
        given = self._given_group([self.given, self.dropping])
        return _affixed([family, given, self.suffix], _PLAIN)

    def _straight(self) -> list[Content]:
        family_parts = [self.dropping, self.particle, self.family]
        if self.name.comma_suffix and self.suffix:
            family = self._family(family_parts)
            tail: list[Content] = [", ", self.suffix]
        else:
            family = self._family([*family_parts, self.suffix])
            tail = []
        return [_affixed([self._given_group([self.given]), family], _PLAIN), *tail]

    def _inverted(self) -> list[Content]:
        demoted = self.demote == "display-and-sort" or (self.demote == "sort-only" and self.sorting)
        if demoted:
            family = self._family([self.family])
            given = self._given_group([self.given, self.dropping, self.particle])
        else:
            family = self._family([self.particle, self.family])
            given = self._given_group([self.given, self.dropping])
        parts = tuple(part for part in (family, given, self.suffix) if part)
        return [Box(parts, delimiter=self.options.sort_separator)]


def _initials(piece: str, mark: str, hyphen: bool, full: bool) -> str:
    """The initials of a piece of a given name between tags, its outer joints kept."""
    words = piece.strip(" -")
    if not words:
        return piece
    before, _, after = piece.partition(words)
    return before + person.initialize(words, mark, hyphen, full) + after


def _has_case(text: str) -> bool:
    """Whether the script has initials: Latin, Greek and Cyrillic do, Chinese has not."""
    return any("a" <= char.lower() <= "z" or "\u00c0" <= char < "\u0530" for char in text)
