"""Evaluates a style's elements for one item: the table of all kinds; macro, group and choose.

Each element gives a Result: what it prints and whether the variables it called held anything,
which decides whether a group around it prints (specification, Group).
"""

from __future__ import annotations

from octavo.csl.conditions import chosen
from octavo.csl.dispatch import EVALUATORS, evaluate, sequence
from octavo.csl.dress import wrap
from octavo.csl.eval_dates import date
from octavo.csl.eval_labels import label
from octavo.csl.eval_names import names
from octavo.csl.eval_numbers import number
from octavo.csl.eval_text import text_term, text_value, text_variable
from octavo.csl.markup import Box
from octavo.csl.nodes import (
    Choose,
    DateNode,
    Group,
    Label,
    Names,
    Number,
    TextMacro,
    TextTerm,
    TextValue,
    TextVariable,
)
from octavo.csl.scope import MISSING, PRESENT, Result, Scope

__all__ = ["evaluate", "sequence"]


def _text_macro(node: TextMacro, scope: Scope) -> Result:
    children, status = sequence(scope.style.macros.get(node.macro, ()), scope)
    if status == MISSING:
        return Result(None, MISSING)
    if not children:
        return Result(None, status)
    return Result(wrap(Box(tuple(children)), node.look, scope), PRESENT)


def _group(node: Group, scope: Scope) -> Result:
    children, status = sequence(node.children, scope)
    if status == MISSING:
        return Result(None, MISSING)
    if not children:
        return Result(None, status)
    box = Box(tuple(children), delimiter=node.look.delimiter)
    return Result(wrap(box, node.look, scope), PRESENT)


def _choose(node: Choose, scope: Scope) -> Result:
    children, status = sequence(chosen(node, scope), scope)
    return Result(Box(tuple(children)) if children else None, status)


EVALUATORS.update(
    {
        TextVariable: text_variable,
        TextTerm: text_term,
        TextValue: text_value,
        TextMacro: _text_macro,
        Number: number,
        Label: label,
        DateNode: date,
        Names: names,
        Group: _group,
        Choose: _choose,
    }
)
