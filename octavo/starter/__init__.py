"""Begin a manuscript: two finished pages that the writer writes over."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MANUSCRIPT = Path(__file__).parent / "manuscript"
OF_A_BRIEF = re.compile(r"^(template|style|margins) = ", re.MULTILINE)  # a brief says these
AMERICAN = ("letter", "legal")  # sizes of paper
SETTINGS = "report.toml"  # the file that makes a folder a manuscript: it arrives last


def write(folder: Path, brief: str = "") -> list[Path]:
    """Write the manuscript into `folder` and return its files, by name.

    `brief` is a file, which goes with it, or the name of a preset; report.toml names it, and leaves
    unsaid what it says.

    The folder is made, with its parents, or is there and empty. Raises FileExistsError where it
    is not, OSError where it cannot be written; then nothing has been changed in it.
    """
    _refuse_to_overwrite(folder)
    there = folder.is_dir()
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
    absolute.parent.mkdir(parents=True, exist_ok=True)
    beside = (absolute if there else absolute.parent) / f".{absolute.name}.{os.getpid()}.part"
    try:
        _copy(beside)
        if brief:
            _order(beside, brief)
        if there:  # it may be the current folder, which must not be replaced by another one
            _move(beside, absolute)
        else:
            beside.rename(absolute)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return sorted(folder.iterdir())


def _refuse_to_overwrite(folder: Path) -> None:
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise FileExistsError(errno.EEXIST, "this is a file; name a new folder", str(folder))
    if any(folder.iterdir()):
        said = "this folder is not empty; name a new one"
        raise FileExistsError(errno.EEXIST, said, str(folder))


def _copy(target: Path) -> None:
    """Copy what the files hold, but not their rights: Octavo may be installed read-only."""
    target.mkdir()
    for path in MANUSCRIPT.iterdir():
        shutil.copyfile(path, target / path.name)


def _order(folder: Path, brief: str) -> None:
    """Have report.toml name a brief; its own page, template and style would win over the brief."""
    from octavo import briefs, config

    given = briefs.place(Path(), brief, "")
    if given is None:
        raise FileNotFoundError(errno.ENOENT, "there is no such brief", brief)
    name = brief if briefs.is_preset(given) else given.name
    if not briefs.is_preset(given):
        shutil.copyfile(given, folder / name)
    settings = folder / SETTINGS
    text = OF_A_BRIEF.sub(r"# \1 = ", settings.read_text("utf-8"))
    text = _in_its_language(text, config.opened(given).table)
    settings.write_text(f'{text.rstrip()}\n\n[submit]\nbrief = "{name}"\n', encoding="utf-8")


def _in_its_language(settings: str, brief: Mapping[str, Any]) -> str:
    """The settings in the language that a brief wants, or that goes with its size of paper."""
    if "language" in brief:
        return re.sub("^language = ", "# language = ", settings, flags=re.MULTILINE)
    page = brief.get("page")
    size = page.get("size") if isinstance(page, dict) else None
    if str(size).casefold() not in AMERICAN:
        return settings
    return settings.replace("# en-US,", "# en-GB,").replace('"en-GB"', '"en-US"')


def _move(source: Path, target: Path) -> None:
    for path in sorted(source.iterdir(), key=lambda path: path.name == SETTINGS):
        path.rename(target / path.name)
