"""Which function evaluates which kind of element; elements within elements come through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from octavo.csl.conditions import chosen
from octavo.csl.markup import Content
from octavo.csl.nodes import Choose, Node
from octavo.csl.scope import CONSTANT, Result, Scope

# Filled by octavo.csl.evaluate, as names and groups evaluate the elements within them.
EVALUATORS: dict[type, Callable[..., Result]] = {}


def evaluate(node: Node, scope: Scope) -> Result:
    """What one element prints for the item of `scope`."""
    return EVALUATORS[type(node)](node, scope)


def sequence(nodes: Iterable[Node], scope: Scope) -> tuple[list[Content], int]:
    """What several elements print, and how their variables fared together."""
    contents: list[Content] = []
    status = CONSTANT
    for node in nodes:
        if type(node) is Choose:  # transparent: its children are its parent's
            inner, found = sequence(chosen(node, scope), scope)
            contents.extend(inner)
        else:
            content, found = EVALUATORS[type(node)](node, scope)
            if content:
                contents.append(content)
        if found > status:
            status = found
    return contents, status
