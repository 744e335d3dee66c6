"""Runs the official CSL test suite: python tests/csl_suite.py FOLDER [NAME ...]

Prints the failing cases with what was wanted and got, and "N of M". Cases listed in
tests/cases/csl/exceptions.json are held to be wrong; the run fails (exit code 1) when a case
that is not listed fails and when a listed one passes. Octavo's additions to a style (titles cut
at their colon, tidied punctuation) are switched off.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from octavo.csl import Citation, Cite, Style, process

CHECKOUT = Path(__file__).resolve().parent.parent
EXCEPTIONS = CHECKOUT / "tests" / "cases" / "csl" / "exceptions.json"
_BLOCK = re.compile(r">>=+ ?([A-Z-]+) ?=+>*(.*?)<<=+ ?\1 ?=+<<", re.DOTALL)
NO_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
_POSITIONS = {0: "first", 1: "subsequent", 2: "ibid", 3: "ibid-with-locator"}


class Locales:
    """The loader of the runner: locale files of a folder, no parent styles."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[str, str | None] = {}

    def style(self, id_or_name: str) -> str:
        raise KeyError(id_or_name)

    def locale(self, lang: str) -> str | None:
        if lang not in self.read:
            path = self.folder / f"locales-{lang}.xml"
            self.read[lang] = path.read_text("utf-8") if path.is_file() else None
        return self.read[lang]


def locale_folder() -> Path | None:
    """Where the 63 locale files are: in the checkout, or in the citeproc-py package."""
    shipped = CHECKOUT / "assets" / "csl" / "locales"
    if shipped.is_dir():
        return shipped
    try:
        import citeproc
    except ImportError:
        return None
    return Path(citeproc.__file__).parent / "data" / "locales"


@dataclass(frozen=True, slots=True)
class Case:
    """One file of the suite, its blocks by name."""

    name: str
    blocks: Mapping[str, str]

    @property
    def wanted(self) -> str:
        return self.blocks["RESULT"]

    def json(self, block: str) -> Any:
        return json.loads(self.blocks[block]) if block in self.blocks else None


def cases(folder: Path, names: Sequence[str] = ()) -> Iterator[Case]:
    """The cases of a folder, or those named."""
    for path in sorted(folder.glob("*.txt")):
        if not names or path.stem in names:
            text = path.read_text("utf-8")
            blocks = {name: body.strip() for name, body in _BLOCK.findall(text)}
            if "RESULT" in blocks:
                yield Case(path.stem, blocks)


# --- a case as calls of the interface ----------------------------------------------------


def outcome(case: Case, locales: Locales) -> str:
    """What the processor makes of a case, in the form of its RESULT block."""
    style = Style.load(case.blocks["CSL"], locales, short_title="style", punctuation="style")
    given = enumerate(case.json("INPUT"))
    items: dict[str, Any] = {str(item.get("id", number)): item for number, item in given}
    steps = case.json("CITATIONS")
    if case.blocks["MODE"].startswith("bibliography"):
        return _bibliography(style, items, steps)
    if steps is not None:
        return _document(style, items, steps)
    citations = _citations(case, style, items)
    result = process(style, items, citations, uncited=tuple(items), links=False)
    return "\n".join(citation.body or NO_FORM for citation in result.citations)


def _citations(case: Case, style: Style, items: Mapping[str, Any]) -> list[Citation]:
    """The citations of CITATION-ITEMS; where there are none, one that cites every item."""
    clusters = case.json("CITATION-ITEMS")
    if clusters is None:
        listed = process(style, items, (), uncited=tuple(items), output="text").bibliography
        order = [entry.key for entry in listed] if len(listed) == len(items) else list(items)
        clusters = [[{"id": key} for key in order]]
    return [Citation(tuple(_cite(cite, counted=True) for cite in cluster)) for cluster in clusters]


def _cite(data: Mapping[str, Any], *, counted: bool = False) -> Cite:
    """A cite of the suite; `counted`: its position is given, and "first" where it is not."""
    modes = ("suppress-author", "author-only", "composite")
    position = _POSITIONS[int(data.get("position") or 0)] if counted else ""
    if counted and data.get("near-note"):
        position = "near-note"
    return Cite(
        str(data["id"]),
        str(data.get("locator") or ""),
        str(data.get("label") or "page"),
        str(data.get("prefix") or ""),
        str(data.get("suffix") or ""),
        next((mode for mode in modes if data.get(mode)), "normal"),
        position,
    )


def _bibliography(style: Style, items: Mapping[str, Any], steps: Sequence[Any] | None) -> str:
    """The bibliography of all items, or of those cited at the end of the steps."""
    if steps is None:
        result = process(style, items, (), uncited=tuple(items), links=False)
    else:
        known, _ = _edited(steps)
        result = process(style, items, _clusters(known), links=False)
    lines = "".join(
        f'  <div class="csl-entry">{entry.body or f"{number}. {NO_FORM}"}</div>\n'
        for number, entry in enumerate(result.bibliography, 1)
    )
    return f'<div class="csl-bib-body">\n{lines}</div>'


def _document(style: Style, items: Mapping[str, Any], steps: Sequence[Any]) -> str:
    """A document edited step by step: what the last step had formatted again is marked ">>"."""
    earlier, _ = _edited(steps[:-1])
    known, last = _edited(steps)
    before = process(style, items, _clusters(earlier), links=False)
    result = process(style, items, _clusters(known), links=False, previous=before)
    lines = []
    for number, (name, citation) in enumerate(zip(known, result.citations, strict=True)):
        sign = ">>" if name == last or number in result.changed else ".."
        lines.append(f"{sign}[{number}] {citation.body}")
    return "\n".join(lines)


def _edited(steps: Sequence[Any]) -> tuple[dict[str, Mapping[str, Any]], str]:
    """The citations by name after some steps, and the name of the one put in last."""
    known: dict[str, Mapping[str, Any]] = {}
    key = ""
    for cluster, pre, post in steps:
        key = cluster.get("citationID") or f"citation-{len(known)}"
        known[key] = cluster
        order = [*map(tuple, pre), (key, _note(cluster)), *map(tuple, post)]
        known = {name: _noted(known[name], note) for name, note in order}
    return known, key


def _note(cluster: Mapping[str, Any]) -> int:
    return int((cluster.get("properties") or {}).get("noteIndex") or 0)


def _noted(cluster: Mapping[str, Any], note: int) -> Mapping[str, Any]:
    return {**cluster, "properties": {**(cluster.get("properties") or {}), "noteIndex": note}}


def _clusters(known: Mapping[str, Mapping[str, Any]]) -> list[Citation]:
    return [
        Citation(tuple(_cite(cite) for cite in cluster["citationItems"]), _note(cluster))
        for cluster in known.values()
    ]


# --- the run -----------------------------------------------------------------------------


def exceptions() -> Mapping[str, Any]:
    """The cases held to be wrong, with their reasons."""
    found: Mapping[str, Any] = json.loads(EXCEPTIONS.read_text("utf-8"))
    return found


def check(case: Case, locales: Locales) -> str | None:
    """What a case gave where it is not what was wanted."""
    try:
        got = outcome(case, locales)
    except Exception as error:  # a crash is a failure of this case, not of the run
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        got = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
    return None if got.strip() == case.wanted.strip() else got


def main(arguments: Sequence[str]) -> int:
    """Run the cases of a folder and print what fails."""
    folder = locale_folder()
    if not arguments or folder is None:
        print(__doc__ if folder else "no locale files: install citeproc-py")
        return 2
    locales = Locales(folder)
    listed = exceptions()
    passed = total = 0
    wrong: list[str] = []
    for case in cases(Path(arguments[0]), arguments[1:]):
        total += 1
        got = check(case, locales)
        passed += got is None
        if got is not None:
            print(f"--- {case.name}{' (listed)' if case.name in listed else ''}")
            print(f"wanted: {case.wanted}\ngot:    {got}")
        if (got is None) == (case.name in listed):
            wrong.append(case.name)
    print(f"{passed} of {total}")
    for name in wrong:
        print(f"{name}: listed as an exception, but passes" if name in listed else f"{name} fails")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
