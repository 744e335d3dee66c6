"""cs:label: the term for a variable or a locator, singular or plural."""

from __future__ import annotations

import re

from octavo.csl import numbers, rich
from octavo.csl.dress import dress
from octavo.csl.eval_numbers import IDENTIFIERS, number_text
from octavo.csl.markup import Box, Content, Tag
from octavo.csl.nodes import Label
from octavo.csl.scope import CONSTANT, MISSING, NOTHING, Result, Scope

_OWN_LABEL = re.compile(r"[^\W\d]+\.\s")  # a locator such as "vol. 1, fol. 186"


def label(node: Label, scope: Scope) -> Result:
    """cs:label that stands alone."""
    variable = node.variable
    if variable == "locator":
        name, value = scope.place.label, scope.place.locator
        if name == "page" and _OWN_LABEL.match(value):
            return NOTHING
    else:
        name, value = variable, _value(variable, scope)
    if not value:
        return Result(None, MISSING if variable == "locator" else CONSTANT)
    content = label_text(node, name, _is_plural(variable, value), scope)
    return Result(content, CONSTANT)


def _value(variable: str, scope: Scope) -> str:
    """What is labelled; within a substitution also what it has just printed."""
    return number_text(variable, scope) or (
        scope.item.text(variable) if scope.substituting is not None else ""
    )


def _is_plural(variable: str, value: str) -> bool:
    if variable in IDENTIFIERS and not any(char in value for char in ",;&"):
        return False
    counted = variable in ("number-of-volumes", "number-of-pages")
    return numbers.is_plural(value) or (counted and numbers.whole(value) > 1)


def label_text(node: Label, name: str, plural: bool, scope: Scope) -> Content | None:
    """The label's term, in the plural where the style or the value wants it."""
    many = node.plural == "always" or (node.plural != "never" and plural)
    text = scope.style.locale.term(name.replace("sub verbo", "sub-verbo"), node.form, plural=many)
    if text is None and name == "sub-verbo":
        text = scope.style.locale.term("sub verbo", node.form, plural=many)
    if not text:
        return None
    content = Box(rich.parse_plain(text), tag=Tag("label", name))
    return dress(content, node.look, scope, of_style=True)
