"""Mended tokens become the tree that callers get; quotes and formats within themselves flip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from octavo.csl.flatten import Mark, Token
from octavo.csl.locale import Locale

FORMATS = frozenset(
    (
        "italic oblique bold light small-caps sup sub baseline underline no-decoration"
        " normal-style normal-variant normal-weight nodecor block left-margin right-inline indent"
        " link cite lang"
    ).split()
)
_FLIPS = {"italic": "normal-style", "bold": "normal-weight", "small-caps": "normal-variant"}
_QUOTES = ("quote", "own-quote")
_FAMILY = {
    "italic": "style", "oblique": "style", "normal-style": "style",
    "bold": "weight", "light": "weight", "normal-weight": "weight",
    "small-caps": "variant", "normal-variant": "variant",
}  # fmt: skip


class Run(NamedTuple):
    """Formatted text. `format` is one of FORMATS; `value` a link's address, a cite's key, or the
    language of a title that is not the report's.

    "nodecor" undoes whatever of italic, bold and small capitals holds around it; which of them
    it undoes stands in `value`, spaced.
    """

    format: str
    children: tuple[RunNode, ...]
    value: str = ""


RunNode = str | Run


@dataclass(frozen=True, slots=True)
class _State:
    """What holds at a place: the depth of quotations, and the formats that are on."""

    quotes: int = 0
    on: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Frame:
    format: str
    value: str
    state: _State
    children: list[RunNode] = field(default_factory=list)

    def add(self, node: RunNode) -> None:
        """Append a node; neighbouring texts grow together."""
        if isinstance(node, str) and self.children and isinstance(self.children[-1], str):
            self.children[-1] += node
        elif node:
            self.children.append(node)


def build(tokens: Sequence[Token], locale: Locale) -> tuple[RunNode, ...]:
    """The tree of the tokens, with quotation marks of the locale."""
    frames = [_Frame("", "", _State())]
    for token in tokens:
        if isinstance(token, str):
            frames[-1].add(token)
        elif token.opens:
            frames.append(_opened(token, frames[-1].state))
            if token.format in _QUOTES:
                frames[-1].add(_mark(frames[-1].state, "open", locale))
        else:
            _closed(frames, locale)
    return tuple(frames[0].children)


def _mark(state: _State, side: str, locale: Locale) -> str:
    inner = "" if state.quotes % 2 else "inner-"
    return locale.term(f"{side}-{inner}quote") or ("“" if side == "open" else "”")


def _opened(mark: Mark, state: _State) -> _Frame:
    name = mark.format
    if name in _QUOTES:
        return _Frame(name, "", replace(state, quotes=state.quotes + 1))
    if name == "nodecor":
        return _Frame(name, " ".join(sorted(state.on)), replace(state, on=frozenset()))
    if name not in _FAMILY:
        return _Frame(name, mark.value, state)
    held = {other for other in state.on if _FAMILY[other] == _FAMILY[name]}
    rest = state.on - held
    if name.startswith("normal-"):
        return _Frame(name if held else "", "", replace(state, on=rest))
    if held:
        return _Frame(_FLIPS.get(name, name), "", replace(state, on=rest))
    return _Frame(name, "", replace(state, on=rest | {name}))


def _closed(frames: list[_Frame], locale: Locale) -> None:
    frame = frames.pop()
    if frame.format in _QUOTES:
        frame.add(_mark(frame.state, "close", locale))
    if not frame.format or frame.format in _QUOTES:
        for child in frame.children:
            frames[-1].add(child)
    elif frame.children:
        frames[-1].add(Run(frame.format, tuple(frame.children), frame.value))
