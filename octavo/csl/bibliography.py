"""Passes over the bibliography: dashes for repeated authors, and the field that is set apart."""

from __future__ import annotations

from octavo.csl import rich
from octavo.csl.markup import EMPTY, Box, Content, boxes, first, is_empty, plain, replace


def substitute_authors(entries: list[Box], mark: str, rule: str) -> list[Box]:
    """The entries with `mark` for names that the entry before has too (specification,
    subsequent-author-substitute-rule)."""
    done: list[Box] = []
    before: Box | None = None
    for entry in entries:
        names = first(entry, "names")
        changed = None
        if names is not None and before is not None:
            changed = _substituted(names, before, Box(rich.parse_plain(mark)), rule)
        before = names
        done.append(entry if changed is None or names is None else _put(entry, names, changed))
    return done


def _put(entry: Box, old: Box, new: Content) -> Box:
    changed = replace(entry, lambda box: new if box is old else None)
    return changed if isinstance(changed, Box) else Box((changed,))


def _substituted(names: Box, before: Box, mark: Box, rule: str) -> Content | None:
    """The names with the mark in the right places, None where nothing matches."""
    here, there = _people(names), _people(before)
    if not here or rule == "complete-all":
        return _whole(names, mark) if _body(names) == _body(before) else None
    matching = 0
    while matching < min(len(here), len(there)) and here[matching] == there[matching]:
        matching += 1
    if rule == "complete-each":
        same = matching == len(here) == len(there) and _body(names) == _body(before)
        return _each(names, mark, matching) if same else None
    if not matching:
        return None
    return _each(names, mark, 1 if rule == "partial-first" else matching)


def _people(names: Box) -> list[str]:
    return [plain(box) for box in boxes(names) if box.tag is not None and box.tag.kind == "name"]


def _body(names: Box) -> str:
    """The names as printed, without their label."""
    bare = replace(
        names, lambda box: EMPTY if box.tag is not None and box.tag.kind == "label" else None
    )
    return plain(bare)


def _whole(names: Box, mark: Box) -> Content:
    """The mark in place of all names; a label stays."""
    if not _people(names):
        return names._replace(children=(mark,))
    children = tuple(child if first(child, "name") is None else mark for child in names.children)
    return names._replace(children=children)


def _each(names: Box, mark: Box, count: int) -> Content:
    """The mark in place of each of the first `count` names."""
    targets = [box for box in boxes(names) if box.tag is not None and box.tag.kind == "name"]
    chosen = {id(box) for box in targets[:count]}
    return replace(names, lambda box: mark if id(box) in chosen else None)


def set_apart(entry: Box) -> Box:
    """The entry with its first field in the margin and the rest beside it."""
    fields = _fields(entry)
    if len(fields) < 2:
        return entry
    start = Box((fields[0],), ("left-margin",))
    return Box((start, Box(tuple(fields[1:]), ("right-inline",))))


def _fields(entry: Box) -> list[Content]:
    """The printed children, through boxes that only hold others together."""
    children = [child for child in entry.children if not is_empty(child)]
    while len(children) == 1 and isinstance(children[0], Box) and _is_bare(children[0]):
        children = [child for child in children[0].children if not is_empty(child)]
    return children


def _is_bare(box: Box) -> bool:
    return not (box.formats or box.prefix or box.suffix or box.delimiter or box.tag)


def with_suffix(entry: Box, suffix: str) -> Box:
    """The layout's suffix after the entry; within its last block, where it has blocks."""
    if not suffix.strip():
        return Box((entry,), suffix=suffix) if suffix else entry
    last = next((child for child in reversed(entry.children) if not is_empty(child)), None)
    if isinstance(last, Box) and _holds_block(last):
        children = tuple(
            _in_block(child, suffix) if child is last else child for child in entry.children
        )
        return entry._replace(children=children)
    return Box((entry,), suffix=suffix)


def _holds_block(box: Box) -> bool:
    return any(
        name in ("block", "indent", "right-inline", "left-margin") for name in box.formats
    ) or (
        bool(box.children) and isinstance(box.children[-1], Box) and _holds_block(box.children[-1])
    )


def _in_block(content: Content, suffix: str) -> Content:
    if not isinstance(content, Box):
        return content
    if any(name in ("block", "indent", "right-inline", "left-margin") for name in content.formats):
        return content._replace(children=(Box(content.children, suffix=suffix),))
    return content._replace(
        children=(*content.children[:-1], _in_block(content.children[-1], suffix))
    )
