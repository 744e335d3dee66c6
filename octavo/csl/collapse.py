"""Groups and collapses the cites of one citation: (Doe 1999a, b; Smith 2002), [1]–[3]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from octavo.csl import person
from octavo.csl.markup import EMPTY, Box, Content, boxes, first, is_empty, plain, tagged
from octavo.csl.markup import replace as replace_box
from octavo.csl.nodes import Area


@dataclass(frozen=True, slots=True)
class Rendered:
    """A cite ready to be joined: its box without affixes, and what stands around it."""

    box: Content
    key: str
    prefix: str = ""
    suffix: str = ""
    locator: str = ""
    delimiter: str = ""  # to the next cite
    grouped: bool = False  # stands with the cite before, whose names it shares
    joint: str | None = None  # what must stand before it, as between parts of a range


def collapse(
    cites: Sequence[Rendered], area: Area, *, in_text: bool, apart: bool = False
) -> list[Rendered]:
    """The cites with delimiters set, grouped and collapsed as the options of `area` say.

    `apart`: two people whose names print alike are two.
    """
    options = area.attributes
    kind = options.get("collapse", "")
    delimiter = area.look.delimiter
    if kind == "citation-number":
        return _numbers(cites, delimiter, options.get("after-collapse-delimiter", delimiter))
    if not kind and "cite-group-delimiter" not in options:
        return [replace(cite, delimiter=delimiter) for cite in cites]
    joined = [cite for group in _groups(cites, apart) for cite in _group(group, area, kind)]
    spaced = [
        replace(one, delimiter=_between(one, two, area, in_text)) for one, two in pairwise(joined)
    ]
    return spaced + joined[-1:]


def _between(one: Rendered, two: Rendered, area: Area, in_text: bool) -> str:
    """What stands between two cites, by whether they were grouped."""
    options, usual = area.attributes, area.look.delimiter
    if two.joint is not None:
        return two.joint
    after = options.get("after-collapse-delimiter")
    if after is not None and one.locator:
        return after
    if two.grouped:
        default = usual if after is not None or not in_text else ", "
        return options.get("cite-group-delimiter", default)
    if after is None:
        return usual
    suffixed = options.get("collapse", "").startswith("year-suffix")
    return usual if suffixed and not one.grouped else after


# --- citation numbers --------------------------------------------------------------------


def _numbers(cites: Sequence[Rendered], delimiter: str, after: str) -> list[Rendered]:
    joined: list[Rendered] = []
    run: list[Rendered] = []
    for cite in cites:
        if run and not _follows(run[-1], cite):
            joined.extend(_run(run, delimiter, after))
            run = []
        run.append(cite)
    return joined + _run(run, delimiter, after)


def _follows(one: Rendered, two: Rendered) -> bool:
    """Whether two cites may be ends of one range: bare numbers that follow each other."""
    if one.suffix or two.prefix or one.locator or two.locator:
        return False
    before, after = _number(one.box), _number(two.box)
    return before is not None and after is not None and after == before + 1


def _number(content: Content) -> int | None:
    """The citation number where the cite prints nothing else."""
    found = first(content, "number")
    if found is None or found.tag is None:
        return None
    bare = plain(found)
    return int(found.tag.value) if _letters(plain(content)) == _letters(bare) else None


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _run(run: list[Rendered], delimiter: str, after: str) -> list[Rendered]:
    if len(run) < 3:
        return [replace(cite, delimiter=delimiter) for cite in run]
    return [replace(run[0], delimiter="–"), replace(run[-1], delimiter=after)]


# --- names and years ---------------------------------------------------------------------


def _groups(cites: Sequence[Rendered], apart: bool) -> list[list[Rendered]]:
    """Cites of the same names side by side, where the first of them stands.

    A cite with a prefix or a suffix is a fixed point: none is moved past it.
    """
    groups: list[list[Rendered]] = []
    open_groups: dict[object, list[Rendered]] = {}
    for cite in cites:
        names = _names(cite.box, apart)
        if cite.prefix:
            open_groups = {}
        group = open_groups.get(names) if names is not None else None
        if group is not None and not cite.prefix:
            group.append(cite)
        else:
            group = [cite]
            groups.append(group)
            if names is not None:
                open_groups[names] = group
        if cite.suffix:
            open_groups = {}
    return groups


def _names(content: Content, apart: bool) -> object:
    """What a cite is grouped by: its names as printed; for a cite without names its date."""
    found = first(content, "names")
    if found is not None:
        names = [box.tag.value for box in tagged(found, "name") if box.tag and apart]
        return plain(found), tuple(person.bare(name.given) for name in names)
    return "" if first(content, "year") is not None else None


def _group(group: list[Rendered], area: Area, kind: str) -> list[Rendered]:
    """The cites of one group; all but the first lose their names where names collapse."""
    rest = [replace(cite, grouped=True) for cite in group[1:]]
    if kind:
        rest = [replace(cite, box=_without_names(cite.box)) for cite in rest]
        rest = [cite for cite in rest if not is_empty(cite.box)]
    cites = [group[0], *rest]
    if kind.startswith("year-suffix"):
        return _years(cites, area, ranged=kind.endswith("ranged"))
    return cites


def _without_names(content: Content) -> Content:
    names = first(content, "names")
    if names is None:
        return content
    return replace_box(content, lambda box: EMPTY if box is names else None)


def _years(cites: list[Rendered], area: Area, *, ranged: bool) -> list[Rendered]:
    """Cites of one year after another: 1999a, b."""
    options = area.attributes
    between = options.get("cite-group-delimiter", area.look.delimiter)
    joint = options.get("year-suffix-delimiter", between)
    done: list[Rendered] = []
    run: list[Rendered] = []
    for cite in cites:
        if run and not _same_year(run[-1], cite):
            done.extend(_year_run(run, joint, ranged))
            run = []
        run.append(cite)
    return done + _year_run(run, joint, ranged)


def _same_year(one: Rendered, two: Rendered) -> bool:
    first_year, second_year = first(one.box, "year"), first(two.box, "year")
    if first_year is None or second_year is None or one.suffix or two.prefix:
        return False
    if first(one.box, "suffix") is None or first(two.box, "suffix") is None:
        return False
    return plain(_bare_year(first_year)) == plain(_bare_year(second_year))


def _bare_year(year: Box) -> Content:
    return replace_box(year, lambda box: EMPTY if _is_suffix(box) else None)


def _is_suffix(box: Box) -> bool:
    return box.tag is not None and box.tag.kind == "suffix"


def _year_run(run: list[Rendered], joint: str, ranged: bool) -> list[Rendered]:
    shorn = [replace(cite, box=_only_suffix(cite.box), joint=joint) for cite in run[1:]]
    done: list[Rendered] = []
    for part in _suffix_runs([run[0], *shorn]):
        if ranged and len(part) > 2:
            done.extend((part[0], replace(part[-1], joint="–")))
        else:
            done.extend(part)
    return done


def _suffix_runs(cites: list[Rendered]) -> list[list[Rendered]]:
    runs: list[list[Rendered]] = []
    for cite in cites:
        if runs and not runs[-1][-1].locator and _suffix(cite) == _suffix(runs[-1][-1]) + 1:
            runs[-1].append(cite)
        else:
            runs.append([cite])
    return runs


def _suffix(cite: Rendered) -> int:
    found = first(cite.box, "suffix")
    return int(found.tag.value) if found is not None and found.tag is not None else -9


def _only_suffix(content: Content) -> Content:
    """The cite with its year's suffix in place of the year."""
    year = first(content, "year")
    suffix = first(content, "suffix")
    if year is None or suffix is None:
        return content
    inside = any(box is suffix for box in boxes(year))
    return replace_box(content, lambda box: (suffix if inside else EMPTY) if box is year else None)
