"""cs:names: which variables print, what stands in for them, and their joining."""

from __future__ import annotations

from dataclasses import replace

from octavo.csl.dispatch import evaluate
from octavo.csl.dress import dress
from octavo.csl.eval_labels import label_text
from octavo.csl.markup import Box, Content, Tag, first
from octavo.csl.name_format import format_name, is_inverted, is_static
from octavo.csl.name_options import NameOptions, resolve
from octavo.csl.nodes import EtAl, Label, Names
from octavo.csl.person import Name
from octavo.csl.scope import MISSING, PRESENT, Result, Scope


def names(node: Names, scope: Scope) -> Result:
    """cs:names for the item of `scope`."""
    node = _inherited(node, scope)
    present = _present(node.variables, scope)
    if not present:
        return _substituted(node, scope)
    options = resolve(node.name, scope.area, scope.sort_key)
    lists: list[Content] = []
    for variable, people in present:
        for name in ("editor", "translator") if variable == "editortranslator" else (variable,):
            scope.use(name)
        lists.append(_one_list(node, variable, people, options, scope))
    if options.form == "count":
        return Result(_count(lists, scope), PRESENT)
    delimiter = node.delimiter if node.delimiter is not None else options.names_delimiter
    box = Box(tuple(lists), delimiter=delimiter or "")
    return Result(dress(box, node.look._replace(delimiter=""), scope), PRESENT)


def _count(lists: list[Content], scope: Scope) -> Content | None:
    total = sum(shown for shown, _ in scope.shown[-len(lists) :])
    return str(total) if total else None


def _inherited(node: Names, scope: Scope) -> Names:
    """Within cs:substitute a bare cs:names takes its children from the cs:names around it."""
    outer = scope.substituting
    if outer is None or (node.name or node.et_al or node.label):
        return node
    return replace(
        node,
        name=outer.name,
        et_al=outer.et_al,
        label=outer.label,
        label_first=outer.label_first,
    )


def _present(variables: tuple[str, ...], scope: Scope) -> list[tuple[str, tuple[Name, ...]]]:
    found = [
        (variable, scope.item.names(variable))
        for variable in variables
        if variable not in scope.used and scope.item.names(variable)
    ]
    people = dict(found)
    both = people.get("editor")
    if both and both == people.get("translator") and scope.style.locale.term("editortranslator"):
        rest = [pair for pair in found if pair[0] not in ("editor", "translator")]
        return [("editortranslator", both), *rest]
    return found


def _substituted(node: Names, scope: Scope) -> Result:
    """The first element of cs:substitute that prints; what it printed is used up."""
    if scope.substituting is not None:
        return Result(None, MISSING)
    scope.substituting = node
    try:
        for child in node.substitute:
            content, _ = evaluate(child, scope)
            if content is not None:
                if first(content, "names") is None:
                    content = Box((content,), tag=Tag("names", ("", (), None)))
                return Result(dress(content, node.look._replace(delimiter=""), scope), PRESENT)
    finally:
        scope.substituting = None
    return scope.miss(node.variables[0] if node.variables else "")


# --- one list ----------------------------------------------------------------------------


def _one_list(
    node: Names, variable: str, people: tuple[Name, ...], options: NameOptions, scope: Scope
) -> Content:
    number = scope.lists
    scope.lists += 1
    shown = _how_many(people, options, number, scope)
    scope.shown.append((shown, len(people)))
    givens = scope.clarity.givens[number] if number < len(scope.clarity.givens) else ()
    printed: list[Content] = [
        format_name(
            name, place, node.name, options, givens[place] if place < len(givens) else 0, scope
        )
        for place, name in enumerate(people)
    ]
    body = _joined(printed, shown, people, node.et_al, options, scope)
    children: list[Content] = [body]
    label = _list_label(node.label, variable, len(people), scope)
    if label is not None:
        children.insert(0 if node.label_first else 1, label)
    return Box(tuple(children), tag=Tag("names", (variable, people, shown)))


def _list_label(label: Label | None, variable: str, count: int, scope: Scope) -> Content | None:
    if label is None or scope.sorting:
        return None
    return label_text(label, variable, count > 1, scope)


def _how_many(people: tuple[Name, ...], options: NameOptions, number: int, scope: Scope) -> int:
    """How many names print before "et al."; all of them where there is none."""
    count = len(people)
    least, shown = options.et_al_min, options.et_al_use_first
    if scope.citing and "subsequent" in scope.place.positions:
        least, shown = options.subsequent_min, options.subsequent_use_first
    if not least or shown < 0 or count < least:
        return count
    wanted = scope.clarity.names[number] if number < len(scope.clarity.names) else 0
    return min(max(shown, wanted), count)


def _joined(
    printed: list[Content],
    shown: int,
    people: tuple[Name, ...],
    et_al: EtAl | None,
    options: NameOptions,
    scope: Scope,
) -> Content:
    """Names with delimiters, "and", and "et al." for those left out."""
    count = len(printed)
    if shown >= count:
        inverted = count > 1 and is_inverted(people[-2], count - 2, options, scope)
        if count == 2 and options.sort_order and is_static(people[0], options):
            # No comma parts the names of "Shen Zhihua", and so none stands behind them.
            options = options._replace(precedes_last="contextual")
        return _complete(printed, inverted, options, scope)
    kept = printed[:shown]
    if scope.sorting:
        last = printed[-1:] if options.et_al_use_last else []
        return Box((*kept, *last), delimiter=options.delimiter)
    if options.et_al_use_last and shown <= count - 2 and shown:
        head = Box(tuple(kept), delimiter=options.delimiter)
        return Box((head, options.delimiter, "… ", printed[-1]))
    if not kept:
        return ""
    inverted = is_inverted(people[shown - 1], shown - 1, options, scope)
    return _cut_short(kept, inverted, et_al, options, scope)


def _cut_short(
    kept: list[Content], inverted: bool, et_al: EtAl | None, options: NameOptions, scope: Scope
) -> Content:
    head = Box(tuple(kept), delimiter=options.delimiter)
    term = scope.style.locale.term(et_al.term if et_al else "et-al")
    if not term:
        return head
    tail = dress(Box((term,), tag=Tag("term", "et-al")), et_al.look, scope) if et_al else term
    if tail is None:
        return head
    if _delimits(options.precedes_et_al, len(kept) > 1, inverted):
        return Box((head, options.delimiter, tail))
    return Box((head, tail) if _is_cjk(term) else (head, " ", tail))


def _is_cjk(term: str) -> bool:
    """Whether a term is in a script that sets no spaces: 等."""
    return "\u3000" <= term[0] <= "\u9fff"


def _delimits(rule: str, many: bool, inverted: bool) -> bool:
    """Whether a delimiter stands before "and" or "et al.", by the rule of delimiter-precedes-...

    `many`: the list is long enough for "contextual"; `inverted`: the name before is inverted.
    """
    if rule == "after-inverted-name":
        return inverted
    return rule == "always" or (rule == "contextual" and many)


def _complete(
    printed: list[Content], inverted: bool, options: NameOptions, scope: Scope
) -> Content:
    joint = "" if scope.sorting else _and(options, scope)
    if not joint or len(printed) < 2:
        return Box(tuple(printed), delimiter=options.delimiter)
    head = Box(tuple(printed[:-1]), delimiter=options.delimiter)
    if joint[-1:].isspace():  # a term with spaces of its own, as the Hebrew prefix has
        return Box((head, joint, printed[-1]))
    delimited = _delimits(options.precedes_last, len(printed) > 2, inverted)
    before = options.delimiter if delimited else " "
    if before[-1:] not in (" ", "\u00a0", ""):
        before += " "
    return Box((head, f"{before}{joint} ", printed[-1]))


def _and(options: NameOptions, scope: Scope) -> str:
    if not options.and_:
        return ""
    locale = scope.style.locale
    if options.and_ == "symbol" and not scope.place.in_sentence:
        found = locale.terms.get(("and", "symbol", ""))
        return found.single if found else "&"
    return locale.term("and") or ""
